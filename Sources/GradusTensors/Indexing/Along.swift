import GradusKernels

extension Tensor {
  /// result[i][j] = x[index[i][j]][j] for axis 0, and so on. PyTorch: `gather`.
  public func gather(axis: Int, _ index: Tensor) -> Tensor {
    let d = resolved(axis, rank: rank)
    checkAlong(index, d, "gather", source: nil)
    let r = Tensor(uninitialized: index.sizes, dtype)
    if !gatherSlab(index, d, into: r) {
      let at = along(d, index)
      gk_gather(
        Int32(dtype.byteCount), 1, [0], Int64(at.count), at, 1, [0], pointer, r.pointer)
    }
    if records(self) { r.attach(GatherNode(self, d, index)) }
    return r
  }

  /// The short way where the shapes differ along the axis alone.
  private func gatherSlab(_ index: Tensor, _ d: Int, into r: Tensor) -> Bool {
    guard rank > 0, index.rank == rank, size > 0 else { return false }
    for k in 0..<rank where k != d && index.sizes[k] != sizes[k] { return false }
    let (x, places) = (packed(), index.converted(to: .int64).packed())
    let p = places.pointer.assumingMemoryBound(to: Int64.self)
    let inner = sizes.rowMajorStrides[d]
    let n = sizes[d]
    let odd = gk_gather_along(
      Int32(dtype.byteCount), Int64(size / (n * inner)), Int64(index.sizes[d]), Int64(inner),
      Int64(n), p, x.pointer, r.pointer)
    if odd >= 0 {
      stop("index \(p[Int(odd)]) is out of bounds for dimension \(d) with size \(n)")
    }
    return true
  }

  /// A copy with `source` written to where `index` points along an axis. PyTorch: `scatter`.
  public func scatter(axis: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    let d = resolved(axis, rank: rank)
    checkType(index, "scatter")
    if source.dtype != dtype {
      stop("scatter(): Expected self.dtype to be equal to src.dtype")
    }
    checkAlong(index, d, "scatter", source: source)
    let r = copied()
    let at = r.along(d, index)
    let values = Tensor(viewOf: source, index.sizes, source.strides).packed()
    gk_scatter(
      Int32(dtype.byteCount), 1, [0], Int64(at.count), at, 1, [0], values.pointer, r.pointer)
    if records(self, source) { r.attach(ScatterNode(self, d, index, source, adds: false)) }
    return r
  }
  /// A copy with one number written to where `index` points along an axis. PyTorch: `scatter`.
  public func scatter(axis: Int, _ index: Tensor, _ value: some TensorScalar) -> Tensor {
    let d = resolved(axis, rank: rank)
    checkAlong(index, d, "scatter", source: nil)
    let source = Tensor(filled: index.sizes, dtype, value.scalar)
    let r = noGradient { scatter(axis: d, index, source) }
    if records(self) { r.attach(ScatterNode(self, d, index, nil, adds: false)) }
    return r
  }
  /// A copy with `source` added where `index` points along an axis. PyTorch: `scatter_add`.
  public func scatterAdd(axis: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    let d = resolved(axis, rank: rank)
    checkType(index, "scatter")
    if source.dtype != dtype {
      stop("scatter(): Expected self.dtype to be equal to src.dtype")
    }
    checkAlong(index, d, "scatter", source: source)
    // Half types add up as float32 and round once.
    let sum = dtype.isFloatingPoint && dtype.byteCount == 2 ? converted(to: .float32) : copied()
    let at = sum.along(d, index)
    let values = Tensor(viewOf: source, index.sizes, source.strides).packed()
      .converted(to: sum.dtype)
    gk_scatter_add(
      sum.dtype.code, 1, [0], Int64(at.count), at, 1, [0], values.pointer, sum.pointer)
    let r = sum.converted(to: dtype)
    if records(self, source) { r.attach(ScatterNode(self, d, index, source, adds: true)) }
    return r
  }

  /// Writes to where `index` points along an axis, in place. PyTorch: `scatter_`.
  @discardableResult
  public func formScatter(axis: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    replaceInPlace(with: [source]) { $0.scatter(axis: axis, index, source) }
  }
  /// Writes to where `index` points along an axis, in place, with a number.
  @discardableResult
  public func formScatter(axis: Int, _ index: Tensor, _ value: some TensorScalar) -> Tensor {
    replaceInPlace(with: []) { $0.scatter(axis: axis, index, value) }
  }
  /// Adds to where `index` points along an axis, in place. PyTorch: `scatter_add_`.
  @discardableResult
  public func formScatterAdd(axis: Int, _ index: Tensor, _ source: Tensor) -> Tensor {
    replaceInPlace(with: [source]) { $0.scatterAdd(axis: axis, index, source) }
  }

  private func checkType(_ index: Tensor, _ name: String) {
    if index.dtype != .int64, index.dtype != .int32, index.size > 0 {
      stop("\(name)(): Expected dtype int32/int64 for index")
    }
  }

  private func checkAlong(_ index: Tensor, _ d: Int, _ name: String, source: Tensor?) {
    checkType(index, name)
    let ranks = (Swift.max(rank, 1), Swift.max(index.rank, 1))
    if ranks.0 != ranks.1, index.size > 0 {
      stop("Index tensor must have the same number of dimensions as input tensor")
    }
    for k in 0..<index.rank where index.rank == rank && k != d && index.sizes[k] > sizes[k] {
      if name == "scatter" { stopTooLarge(index, d, source) }
      stop(
        "Size does not match at dimension \(k) expected index \(index.sizes.text) to be no larger than "
          + "self \(sizes.text) apart from dimension \(d)")
    }
    if let source {
      if Swift.max(source.rank, 1) != ranks.1 {
        stop("Index tensor must have the same number of dimensions as src tensor")
      }
      for k in 0..<index.rank where index.sizes[k] > source.sizes[k] {
        stopTooLarge(index, d, source)
      }
    }
  }

  private func stopTooLarge(_ index: Tensor, _ d: Int, _ source: Tensor?) -> Never {
    let other = source.map { " and to be no larger size than src \($0.sizes.text)" } ?? ""
    stop(
      "Expected index \(index.sizes.text) to be no larger than self \(sizes.text) apart from "
        + "dimension \(d)\(other)")
  }

  /// Where each element of `index` points to, in elements.
  private func along(_ d: Int, _ index: Tensor) -> [Int64] {
    let wanted = [Int](index)
    var steps = rank == 0 ? index.sizes.array.map { _ in 0 } : strides.array
    let step = rank == 0 ? 0 : strides[d]
    let n = rank == 0 ? 1 : sizes[d]
    if !steps.isEmpty, steps.count > d { steps[d] = 0 }
    var at = offsets(index.sizes.array, steps)
    for (i, v) in wanted.enumerated() {
      if v < 0 || v >= n { stop("index \(v) is out of bounds for dimension \(d) with size \(n)") }
      at[i] += Int64(v * step)
    }
    return at
  }
}

final class GatherNode: Node {
  private let sizes: Sizes
  private let axis: Int
  private let index: Tensor
  override var name: String { "GatherBackward0" }
  init(_ x: Tensor, _ axis: Int, _ index: Tensor) {
    sizes = x.sizes
    self.axis = axis
    self.index = index
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, Tensor(filled: sizes, g.dtype, .int(0)).scatterAdd(axis: axis, index, g))
  }
}

final class ScatterNode: Node {
  private let axis: Int
  private let index: Tensor
  private let adds: Bool
  private let source: Form?
  override var name: String {
    adds ? "ScatterAddBackward0" : "ScatterBackward\(source == nil ? 1 : 0)"
  }
  init(_ x: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor?, adds: Bool) {
    self.axis = axis
    self.index = index
    self.adds = adds
    self.source = source.map { Form($0) }
    super.init()
    append(x.edge)
    if let source { append(source.edge) }
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, adds ? g : g.scatter(axis: axis, index, 0)) }
    if let source, needs(1) {
      var part = g.gather(axis: axis, index)
      for d in 0..<source.sizes.count where part.sizes[d] < source.sizes[d] {
        var pads = Array(repeating: 0, count: 2 * (source.sizes.count - d))
        pads[pads.count - 1] = source.sizes[d] - part.sizes[d]
        part = part.padded(pads)
      }
      sink.give(1, part)
    }
  }
}
