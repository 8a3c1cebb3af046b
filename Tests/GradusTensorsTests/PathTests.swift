import GradusKernels
import GradusTensors
import Testing

/// Results must not depend on the processor. The paths are chosen for the whole process, so each
/// comparison runs in one of its own.
@Suite struct PathTests {
  /// Numbers of many sizes, with the special ones among them; the same everywhere.
  static func numbers(_ count: Int, _ dtype: DType, _ salt: UInt64) -> Tensor {
    var state = salt
    let special: [Double] = [0, -0.0, .infinity, -.infinity, .nan, 1e-40, 3e38, -1, 0.5]
    let values = (0..<count).map { i -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if i % 97 < 3, dtype.isFloatingPoint { return special[Int(state >> 33) % special.count] }
      let fraction = Double(state >> 11) * 0x1p-53 * 8 - 4
      return dtype.isFloatingPoint ? fraction : fraction.rounded()
    }
    return Tensor(values, shape: [count], dtype: .float64).to(dtype)
  }

  /// A hash of all elements, NaN being one value.
  static func hash(_ t: Tensor) -> Int {
    var hasher = Hasher()
    for v in [Double](t.contiguous()) { hasher.combine(v.isNaN ? 0x7ff8 : v.bitPattern) }
    return hasher.finalize()
  }

  /// Stops where a result differs between the paths that the processor has.
  static func requireEqualBits(_ name: String, _ f: () -> Tensor) {
    precondition(gk_set_path(0))
    let plain = hash(f())
    for path in 0...gk_best_path() {
      precondition(gk_set_path(path))
      precondition(hash(f()) == plain, "\(name) differs on path \(path)")
    }
  }

  static let types: [DType] = [.float16, .bfloat16, .float32, .float64, .int8, .int32, .int64]

  @Test func `elementary functions give the same bits on every path`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let functions: [(String, (Tensor) -> Tensor)] = [
        ("exp", { exp($0) }), ("log", { log($0) }), ("sigmoid", { sigmoid($0) }),
        ("tanh", { tanh($0) }), ("sqrt", { sqrt($0) }), ("rsqrt", { rsqrt($0) }),
        ("sin", { sin($0) }), ("erf", { erf($0) }), ("gelu", { gelu($0) }),
        ("lgamma", { lgamma($0) }), ("floor", { floor($0) }), ("round", { round($0) }),
        ("reciprocal", { reciprocal($0) }), ("abs", { abs($0) }), ("relu", { relu($0) }),
        ("negative", { -$0 }), ("to float16", { $0.to(.float16) }), ("to int8", { $0.to(.int8) }),
      ]
      for dtype in PathTests.types where dtype.isFloatingPoint {
        let x = PathTests.numbers(1_003, dtype, 1)
        for (name, f) in functions { PathTests.requireEqualBits("\(name) \(dtype)") { f(x) } }
      }
    }
  }

  @Test func `arithmetic gives the same bits on every path`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      for dtype in PathTests.types {
        let (a, b) = (PathTests.numbers(1_003, dtype, 1), PathTests.numbers(1_003, dtype, 2))
        let functions: [(String, () -> Tensor)] = [
          ("+", { a + b }), ("-", { a - b }), ("*", { a * b }), ("/", { a / b }),
          ("* number", { a * 3 }), ("number -", { 1 - a }), ("maximum", { maximum(a, b) }),
          ("minimum", { minimum(a, b) }), ("**", { a ** 2 }), ("<", { a .< b }),
          ("==", { a .== b }), ("strided", { (a + 1)[.slice(by: 3)] * b[..<335] }),
          ("broadcast", { a.reshaped(17, 59) + b[..<59] }),
        ]
        for (name, f) in functions { PathTests.requireEqualBits("\(name) \(dtype)", f) }
      }
    }
  }

  @Test func `reductions give the same bits on every path`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      for dtype in PathTests.types {
        let all = PathTests.numbers(70_000, dtype, 3)
        let x = dtype.isFloatingPoint ? all.replacingNaN().clamped(min: -9, max: 9) : all
        let m = x[..<69_930].reshaped(189, -1)
        var functions: [(String, () -> Tensor)] = [
          ("sum", { x.sum() }), ("sum rows", { m.sum(axis: 1) }),
          ("sum columns", { m.sum(axis: 0) }),
          ("max", { all.max() }), ("argMax", { m.argMax(axis: 1) }),
          ("cumsum", { m.cumsum(axis: 1) }), ("product", { (x[..<40]).product() }),
          ("count", { x.countNonzero() }),
        ]
        if dtype.isFloatingPoint {
          functions += [
            ("mean", { x.mean() }), ("norm", { m.norm(axis: 1) }), ("variance", { m.variance() }),
            ("softmax", { m.softmax(axis: 1) }), ("logSoftmax", { m.logSoftmax(axis: 0) }),
            ("logSumExp", { m.logSumExp(axis: 1) }),
          ]
        }
        for (name, f) in functions { PathTests.requireEqualBits("\(name) \(dtype)", f) }
      }
    }
  }

  @Test func `products give the same bits on every path`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      for dtype in PathTests.types {
        let x = PathTests.numbers(7_000, dtype, 5)
        let y = dtype.isFloatingPoint ? x.replacingNaN().clamped(min: -9, max: 9) : x
        for (m, k, n) in [
          (1, 7, 1), (3, 5, 2), (17, 33, 9), (40, 64, 50), (6, 200, 31), (9, 600, 11),
        ] {
          let a = y[..<(m * k)].reshaped(m, k)
          let b = y[100..<(100 + k * n)].reshaped(k, n)
          PathTests.requireEqualBits("mm \(m)x\(k)x\(n) \(dtype)") { mm(a, b) }
          PathTests.requireEqualBits("mm transposed \(m)x\(k)x\(n) \(dtype)") {
            mm(b.transposed(), a.transposed())
          }
        }
        PathTests.requireEqualBits("dot \(dtype)") { dot(y[..<2_999], y[3_000..<5_999]) }
      }
    }
  }
}
