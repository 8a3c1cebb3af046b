import GradusKernels

extension Tensor {
  /// The slices of an axis that a 1-d tensor of indices names. PyTorch: `index_select`.
  public func taken(_ index: Tensor, axis: Int) -> Tensor {
    let d = resolved(axis, rank: rank)
    if index.rank > 1 {
      stop("index_select(): Index is supposed to be a vector, but got dim: \(index.rank)")
    }
    if index.dtype != .int64, index.dtype != .int32 {
      stop("index_select(): Expected dtype int32 or int64 for index")
    }
    if rank == 0, index.size != 1 {
      stop("index_select(): Index to scalar can have only 1 value, got \(index.size) value(s)")
    }
    let n = rank == 0 ? 1 : sizes[d]
    if n == 0, rank > 1, index.size > 0 {
      stop("index_select(): self indexing axis dim should be positive")
    }
    for i in [Int](index) where i < 0 || i >= n {
      if rank > 1, d == 1 {
        stop("INDICES element is out of DATA bounds, id=\(i) axis_dim=\(n)")
      }
      stop("index out of range in self")
    }
    if rank == 0 { return cloned() }
    let r = noGradient { gathered(at: places(index, d)) }
    if records(self) { r.attach(TakenNode(self, d, index)) }
    return r
  }

  /// Stops where an index lies outside an axis.
  private func checkPlaces(_ index: Tensor, _ d: Int, _ prefix: String = "") {
    let n = rank == 0 ? 1 : sizes[d]
    for i in [Int](index) where i < 0 || i >= n {
      stop("\(prefix)index \(i) is out of bounds for dimension \(d) with size \(n)")
    }
  }

  /// A 0-d tensor as a view with one dimension.
  private func atLeast1D() -> Tensor {
    rank == 0 ? Tensor(viewOf: self, Sizes([1]), Sizes([1])) : self
  }

  private func places(_ index: Tensor, _ d: Int) -> [Tensor?] {
    var at = [Tensor?](repeating: nil, count: rank)
    at[d] = index.rank == 0 ? index.converted(to: .int64).reshaped(1) : index.converted(to: .int64)
    return at
  }

  /// The elements of the flattened tensor that indices name, in their shape. PyTorch: `torch.take`.
  public func taken(_ index: Tensor) -> Tensor {
    if index.dtype != .int64 {
      stop("take(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
    }
    if size == 0, index.size > 0 { stop("take(): tried to take from an empty tensor") }
    for i in [Int](index) where i < -size || i >= size {
      stop("out of range: tried to access index \(i) on a tensor of \(size) elements.")
    }
    let r = noGradient { reshaped(-1).gathered(at: [index]) }
    if records(self) { r.attach(TakenNode(self, nil, index)) }
    return r
  }

  /// A copy with slices of `source` added where indices name those of an axis.
  /// PyTorch: `index_add`.
  public func addingSlices(
    axis: Int, _ index: Tensor, _ source: Tensor, alpha: some TensorScalar = 1
  ) -> Tensor {
    let d = resolved(axis, rank: rank)
    if index.dtype != .int64, index.dtype != .int32 {
      stop("index_add_(): Expected dtype int32/int64 for index")
    }
    if source.dtype != dtype {
      stop(
        "index_add_(): self (\(dtype.scalarName)) and source (\(source.dtype.scalarName)) must have "
          + "the same scalar type")
    }
    let count = source.rank == 0 ? 1 : source.sizes[Swift.min(d, source.rank - 1)]
    if index.size != count {
      stop(
        "index_add_(): Number of indices (\(index.size)) should be equal to source.size(dim): "
          + "(\(count)), for dim: \(d)")
    }
    func rest(_ t: Tensor) -> [Int] {
      t.sizes.array.enumerated().filter { $0.offset != d }.map(\.element)
    }
    if source.rank != rank || rest(source) != rest(self), !(rank == 0 && source.size == 1) {
      stop(
        "source tensor shape must match self tensor shape, excluding the specified dimension. Got "
          + "self.shape = \(sizes.text) source.shape = \(source.sizes.text)")
    }
    // Half types of several dimensions add up as float32 and round once, unless they are scaled.
    let isScattered =
      dtype.isFloatingPoint && dtype.byteCount == 2 && rank > 1 && alpha.scalar == .int(1)
    let sum =
      isScattered ? converted(to: .float32) : copied()
    if size > 0 {
      let n = rank == 0 ? 1 : sizes[d]
      if !isScattered, [Int](index).contains(where: { $0 < 0 || $0 >= n }) {
        stop("index out of range in self")
      }
      checkPlaces(index, d)
      noGradient {
        sum.atLeast1D().put(
          source.times(alpha.scalar), at: sum.atLeast1D().places(index, d), accumulate: true)
      }
    }
    let r = sum.converted(to: dtype)
    if records(self, source) {
      r.attach(SlicesNode("IndexAddBackward0", self, d, index, source, alpha.scalar))
    }
    return r
  }
  /// A copy with slices of an axis replaced by those of `source`. PyTorch: `index_copy`.
  public func replacingSlices(axis: Int, _ index: Tensor, with source: Tensor) -> Tensor {
    let d = resolved(axis, rank: rank)
    if index.dtype != .int64 {
      stop("index_copy_(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
    }
    if source.dtype != dtype {
      stop(
        "index_copy_(): self and source expected to have the same dtype, but got (self) "
          + "\(dtype.scalarName) and (source) \(source.dtype.scalarName)")
    }
    let count = source.rank == 0 ? 1 : source.sizes[Swift.min(d, source.rank - 1)]
    if index.size != count {
      stop(
        "index_copy_(): Number of indices (\(index.size)) should be equal to source.size(dim) "
          + "(\(count))")
    }
    checkPlaces(index, d, "index_copy_(): ")
    let r = copied()
    noGradient { r.atLeast1D().put(source, at: r.atLeast1D().places(index, d)) }
    if records(self, source) {
      r.attach(SlicesNode("IndexCopyBackward0", self, d, index, source, nil))
    }
    return r
  }
  /// A copy with slices of an axis filled with one number. PyTorch: `index_fill`.
  public func fillingSlices(axis: Int, _ index: Tensor, with value: some TensorScalar) -> Tensor {
    if index.dtype != .int64 { stop("index_fill_(): Expected dtype int64 for index.") }
    let d = resolved(axis, rank: rank)
    dtype.checkHolds(value.scalar)
    checkPlaces(index, d)
    let r = copied()
    let filler = Tensor(filled: Sizes(), dtype, value.scalar)
    noGradient { r.atLeast1D().put(filler, at: r.atLeast1D().places(index, d)) }
    if records(self) {
      r.attach(SlicesNode("IndexFillBackward0", self, d, index, nil, nil))
    }
    return r
  }
  /// Adds slices in place. PyTorch: `index_add_`.
  @discardableResult
  public func addSlices(
    axis: Int, _ index: Tensor, _ source: Tensor, alpha: some TensorScalar = 1
  ) -> Tensor {
    replaceInPlace(with: [source]) {
      $0.addingSlices(axis: axis, index, source, alpha: alpha)
    }
  }

  /// The elements where a mask of the same shape holds, 1-d. PyTorch: `masked_select`.
  public func masked(_ mask: Tensor) -> Tensor {
    if mask.dtype != .bool {
      stop("masked_select: expected BoolTensor for mask, but got \(mask.dtype.scalarName)")
    }
    let n = broadcast(mask.sizes, sizes)
    let (x, m) = noGradient { (expanded(to: n.array), mask.expanded(to: n.array)) }
    let columns = m.nonzeroColumns()
    let r = noGradient {
      n.isEmpty
        ? x.reshaped(1).gathered(at: [m.reshaped(1).nonzeroColumns()[0]])
        : x.gathered(at: columns)
    }
    if records(self) { r.attach(MaskedNode(self, n, columns)) }
    return r
  }

  /// The places of the elements that are not zero, one row each. PyTorch: `nonzero`.
  public func nonzero() -> Tensor {
    if rank == 0 {
      return Tensor(uninitialized: Sizes([scalarRaw().isZero ? 0 : 1, 0]), .int64)
    }
    return noGradient { stacked(nonzeroPlaces(), axis: 1) }
  }
  /// The places of the elements that are not zero, one tensor a dimension.
  /// PyTorch: `nonzero(as_tuple=True)`, `torch.where(condition)`.
  public func nonzeroPlaces() -> [Tensor] {
    rank == 0 ? reshaped(1).nonzeroColumns() : nonzeroColumns()
  }
}

/// The gradient of taken slices or elements: added back where they stood.
final class TakenNode: Node {
  private let sizes: Sizes
  private let axis: Int?
  private let index: Tensor
  override var name: String { axis == nil ? "TakeBackward0" : "IndexSelectBackward0" }
  init(_ x: Tensor, _ axis: Int?, _ index: Tensor) {
    sizes = x.sizes
    self.axis = axis
    self.index = index
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    guard let axis else {
      let flat = g.spread(over: Sizes([sizes.product!]), at: [index])
      return sink.give(0, flat.reshaped(to: sizes))
    }
    var at = [Tensor?](repeating: nil, count: sizes.count)
    at[axis] = index.rank == 0 ? index.to(.int64).reshaped(1) : index.to(.int64)
    sink.give(0, g.spread(over: sizes, at: at))
  }
}

final class MaskedNode: Node {
  private let form: Form
  private let wide: Sizes
  private let columns: [Tensor]
  override var name: String { "MaskedSelectBackward0" }
  init(_ x: Tensor, _ wide: Sizes, _ columns: [Tensor]) {
    form = Form(x)
    self.wide = wide
    self.columns = columns
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if wide.isEmpty { return sink.give(0, form.fit(g.sum())) }
    sink.give(0, form.fit(g.spread(over: wide, at: columns)))
  }
}

/// The gradient of slices added, copied or filled.
final class SlicesNode: Node {
  private let called: String
  private let axis: Int
  private let index: Tensor
  private let source: Form?
  private let alpha: Scalar?
  override var name: String { called }
  init(
    _ name: String, _ x: Tensor, _ axis: Int, _ index: Tensor, _ source: Tensor?, _ alpha: Scalar?
  ) {
    called = name
    self.axis = axis
    self.index = index
    self.source = source.map { Form($0) }
    self.alpha = alpha
    super.init()
    append(x.edge)
    if let source { append(source.edge) }
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, alpha != nil ? g : g.fillingSlices(axis: axis, index, with: 0)) }
    if let source, needs(1) {
      sink.give(1, source.fit(g.taken(index, axis: axis).times(alpha ?? .int(1))))
    }
  }
}
