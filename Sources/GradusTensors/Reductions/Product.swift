import GradusKernels

extension Tensor {
  /// The product of all elements; integers and bool give int64. PyTorch: `prod`.
  public func product(dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    let r = x.reducedRaw(GK_PROD, nil, keeping: false).of(dtype)
    if records(x) { r.attach(ProductNode(x, r, nil, false)) }
    return r
  }

  /// The product along one axis. PyTorch: `prod(dim)`.
  public func product(axis: Int, keepingDimensions: Bool = false, dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    let d = resolved(axis, rank: rank)
    let axes = rank == 0 ? [] : [d]
    let r = x.reducedRaw(GK_PROD, axes, keeping: keepingDimensions).of(dtype)
    if records(x) { r.attach(ProductNode(x, r, axes, keepingDimensions)) }
    return r
  }
}

/// ∂Πx = g·Π of the others, exact with zeros.
final class ProductNode: AxesNode {
  override var name: String { axes == nil ? "ProdBackward0" : "ProdBackward1" }
  init(_ x: Tensor, _ r: Tensor, _ axes: [Int]?, _ keeping: Bool) {
    super.init(x, axes, keeping)
    save(x)
    saveResult(r)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    if x.rank == 0 { return sink.give(0, g) }
    if !Bool((x .== 0).any()) {
      return sink.give(0, restore(g) * restore(saved(1)) / x)
    }
    let axis = axes?.first ?? 0
    let line = axes == nil ? x.reshaped(-1) : x
    let top = axes == nil ? g.reshaped(1) : restore(g)
    let n = line.sizes[axis]
    let parts = (0..<n).map { k in
      concatenated(
        [line.sliced(axis, 0, k, 1), line.sliced(axis, k + 1, n, 1)], axis: axis
      ).product(axis: axis, keepingDimensions: true)
    }
    sink.give(0, (top * concatenated(parts, axis: axis)).reshaped(to: sizes))
  }
}
