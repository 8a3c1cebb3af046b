import GradusKernels
import GradusTensors
import Testing

/// An operation on large tensors, which several threads share.
struct SharedWork: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let run: @Sendable () -> Tensor

  init(_ name: String, _ run: @escaping @Sendable () -> Tensor) {
    testDescription = name
    self.run = run
  }

  /// Numbers of many sizes and signs, some of them odd.
  private static func numbers(_ shape: Shape, _ dtype: DType = .float32) -> Tensor {
    let n = shape.sizes.reduce(1, *)
    let t = sin(arange(n, dtype: .float64) * 12.9898) * 43758.5453
    return (t - floor(t) - 0.5).to(dtype).reshaped(to: shape)
  }

  static let all = [
    SharedWork("sum of two") { numbers([100_003]) + numbers([100_003]) },
    SharedWork("a row to each row") { numbers([311, 517]) + numbers([517]) },
    SharedWork("exponentials") { exp(numbers([100_003])) },
    SharedWork("sines in double") { sin(numbers([50_001], .float64)) },
    SharedWork("a comparison") { numbers([100_003]) .> 0.1 },
    SharedWork("a choice") {
      let x = numbers([400, 251])
      return Tensor.where(x .> 0, x, negative(x).transposed().transposed())
    },
    SharedWork("sum of all") { numbers([300_007]).sum() },
    SharedWork("sum of all in double") { numbers([300_007], .float64).sum() },
    SharedWork("sum of squares") { numbers([300_007]).norm() },
    SharedWork("sums of columns") { numbers([301, 4999]).sum(axis: 0) },
    SharedWork("sums of rows") { numbers([4999, 301]).sum(axis: 1) },
    SharedWork("the greatest") { numbers([300_007]).max() },
    SharedWork("the greatest of columns") { numbers([301, 999]).amax(axis: 0) },
    SharedWork("places of the greatest") { numbers([301, 4999]).argMax(axis: 0) },
    SharedWork("soft maxima") { softmax(numbers([700, 301]), axis: 1) },
    SharedWork("a matrix product") { matmul(numbers([203, 155]), numbers([155, 301])) },
    SharedWork("a matrix product in double") {
      matmul(numbers([203, 155], .float64), numbers([301, 155], .float64).transposed())
    },
    SharedWork("products of stacks") {
      bmm(numbers([9, 33, 40]), numbers([9, 40, 51]))
    },
    SharedWork("elements along an axis") {
      let at = (numbers([300, 170]) * 1000).to(.int64) % 211
      return numbers([300, 211]).gather(axis: 1, at)
    },
    SharedWork("rows by index") {
      let at = (numbers([5000]) * 1000).to(.int64) % 211
      return numbers([211, 33])[at]
    },
    SharedWork("columns by index") {
      let at = (numbers([170]) * 1000).to(.int64) % 211
      return numbers([300, 211])[.all, at]
    },
    SharedWork("rows of a turned matrix by index") {
      let at = (numbers([900]) * 1000).to(.int64) % 33
      return numbers([211, 33]).transposed()[at]
    },
    SharedWork("the gradient of soft maxima") {
      let x = numbers([500, 201]).requiringGradient()
      softmax(x, axis: 1).backward(gradient: numbers([500, 201]))
      return x.grad
    },
    SharedWork("the gradient of a cross entropy") {
      let x = numbers([500, 201]).requiringGradient()
      crossEntropy(x, arange(500) % 201).backward()
      return x.grad
    },
    SharedWork("a matrix turned") { numbers([1003, 517]).transposed().contiguous() },
  ]
}

@Suite(.serialized) struct ThreadTests {
  @Test("Whoever does the work, the bits are the same", arguments: SharedWork.all)
  func sameBits(work: SharedWork) {
    let before = gk_thread_count()
    defer { gk_set_thread_count(before) }
    gk_set_thread_count(1)
    let alone = bytes(of: work.run())
    for count in [2, 3, 7] {
      gk_set_thread_count(Int32(count))
      #expect(bytes(of: work.run()) == alone)
    }
  }

  @Test("Of several indices out of range the first is told, whoever finds it")
  func outOfRange() {
    let before = gk_thread_count()
    defer { gk_set_thread_count(before) }
    var index = [Int64](repeating: 3, count: 200_000)
    for place in [150_001, 77_777, 199_999] { index[place] = 4 }
    let x = [Float](repeating: 0, count: 4)
    let out = UnsafeMutablePointer<Float>.allocate(capacity: index.count)
    defer { out.deallocate() }
    for count in [1, 2, 4, 7] {
      gk_set_thread_count(Int32(count))
      #expect(gk_gather_along(4, 1, 200_000, 1, 4, index, x, out) == 77_777)
    }
  }

  @Test("Work of many sizes is done once and whole") func whole() {
    let before = gk_thread_count()
    defer { gk_set_thread_count(before) }
    gk_set_thread_count(4)
    for n in [1, 16_383, 32_768, 32_769, 100_000, 262_144, 1_000_001] {
      let t = arange(n, dtype: .float64) * 2 + 1
      #expect(Double(t.sum()) == Double(n) * Double(n))
      #expect(Double(t[n - 1]) == Double(2 * n - 1))
    }
  }

  private func bytes(of t: Tensor) -> [UInt8] {
    let t = t.contiguous()
    return Array(
      UnsafeRawBufferPointer(start: t.elements, count: t.size * t.dtype.byteCount))
  }
}
