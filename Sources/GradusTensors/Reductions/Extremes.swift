import GradusKernels

extension Tensor {
  /// The greatest element; equal ones share the gradient. PyTorch: `max()`.
  public func max() -> Tensor { extreme(GK_MAX, "max", "MaxBackward1") }
  /// The least element; equal ones share the gradient. PyTorch: `min()`.
  public func min() -> Tensor { extreme(GK_MIN, "min", "MinBackward1") }

  /// The greatest along an axis and where it first stands. PyTorch: `max(dim)`.
  public func max(axis: Int, keepingDimensions: Bool = false) -> IndexedValues {
    picked(GK_ARGMAX, axis, keepingDimensions, "max", "MaxBackward0")
  }
  /// The least along an axis and where it first stands. PyTorch: `min(dim)`.
  public func min(axis: Int, keepingDimensions: Bool = false) -> IndexedValues {
    picked(GK_ARGMIN, axis, keepingDimensions, "min", "MinBackward0")
  }

  /// The greatest along axes, none meaning all; equal ones share the gradient. PyTorch: `amax`.
  public func amax(axes: [Int] = [], keepingDimensions: Bool = false) -> Tensor {
    shared(GK_MAX, axes, keepingDimensions, "amax", "AmaxBackward0")
  }
  /// The greatest along an axis; equal ones share the gradient. PyTorch: `amax(dim)`.
  public func amax(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    amax(axes: [axis], keepingDimensions: keepingDimensions)
  }
  /// The least along axes, none meaning all; equal ones share the gradient. PyTorch: `amin`.
  public func amin(axes: [Int] = [], keepingDimensions: Bool = false) -> Tensor {
    shared(GK_MIN, axes, keepingDimensions, "amin", "AminBackward0")
  }
  /// The least along an axis; equal ones share the gradient. PyTorch: `amin(dim)`.
  public func amin(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    amin(axes: [axis], keepingDimensions: keepingDimensions)
  }
  /// The least and the greatest along an axis. PyTorch: `aminmax(dim)`.
  public func aminmax(axis: Int, keepingDimensions: Bool = false) -> (min: Tensor, max: Tensor) {
    let d = resolved(axis, rank: rank)
    if rank > 0, sizes[d] == 0 {
      stop("aminmax: Expected reduction dim \(d) to have non-zero size.")
    }
    return (
      amin(axis: axis, keepingDimensions: keepingDimensions).recorded(as: "AminmaxBackward0"),
      amax(axis: axis, keepingDimensions: keepingDimensions).recorded(as: "AminmaxBackward0")
    )
  }
  /// The least and the greatest element. PyTorch: `aminmax`.
  public func aminmax() -> (min: Tensor, max: Tensor) {
    if size == 0 {
      stop(
        "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity."
      )
    }
    return (amin().recorded(as: "AminmaxBackward0"), amax().recorded(as: "AminmaxBackward0"))
  }

  /// Where the greatest element first stands, in row-major order. PyTorch: `argmax()`.
  public func argMax() -> Tensor { place(GK_ARGMAX, "argmax") }
  /// Where the greatest first stands along an axis. PyTorch: `argmax(dim)`.
  public func argMax(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    refuseBool("argmax")
    return picked(GK_ARGMAX, axis, keepingDimensions, "argmax", "").indices
  }
  /// Where the least element first stands, in row-major order. PyTorch: `argmin()`.
  public func argMin() -> Tensor { place(GK_ARGMIN, "argmin") }
  /// Where the least first stands along an axis. PyTorch: `argmin(dim)`.
  public func argMin(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    refuseBool("argmin")
    return picked(GK_ARGMIN, axis, keepingDimensions, "argmin", "").indices
  }

  private func refuseBool(_ name: String) {
    if dtype == .bool { stop("\(name)(): does not support bool input") }
  }

  private func place(_ op: Int, _ name: String) -> Tensor {
    refuseBool(name)
    if size == 0 {
      stop("\(name)(): Expected reduction dim to be specified for input.numel() == 0.")
    }
    let flat = detached().flattened()
    return flat.picked(op, 0, false, name, "").indices
  }

  private func extreme(_ op: Int, _ name: String, _ node: String) -> Tensor {
    if size == 0 {
      stop(
        "\(name)(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
          + "reduction dim with the 'dim' argument.")
    }
    let r = reducedRaw(op, nil, keeping: false)
    if records(self) { r.attach(ShareNode(node, self, r, nil, false)) }
    return r
  }

  private func shared(_ op: Int, _ axes: [Int], _ keeping: Bool, _ name: String, _ node: String)
    -> Tensor
  {
    if size == 0, axes.isEmpty {
      stop(
        "\(name)(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
          + "reduction dim with the 'dim' argument.")
    }
    for a in axes where rank > 0 && sizes[resolved(a, rank: rank)] == 0 {
      stop("\(name)(): Expected reduction dim \(a) to have non-zero size.")
    }
    let axes = resolved(axes, rank: rank)
    let r = reducedRaw(op, axes, keeping: keeping)
    if records(self) { r.attach(ShareNode(node, self, r, axes, keeping)) }
    return r
  }

  func picked(_ op: Int, _ axis: Int, _ keeping: Bool, _ name: String, _ node: String)
    -> IndexedValues
  {
    let d = resolved(axis, rank: rank)
    if rank > 0, sizes[d] == 0 {
      stop("\(name)(): Expected reduction dim \(d) to have non-zero size.")
    }
    let axes = rank == 0 ? [] : [d]
    let s = slab(axes)
    let n = reducedSizes(axes, keeping: keeping)
    let values = Tensor(uninitialized: n, dtype)
    let indices = Tensor(uninitialized: n, .int64)
    _ = gk_reduce(
      Int32(op), dtype.code, Int64(s.outer), Int64(s.n), Int64(s.inner), s.tensor.pointer,
      values.pointer, indices.pointer.assumingMemoryBound(to: Int64.self))
    if records(self), !node.isEmpty {
      values.attach(PickedNode(node, self, d, indices, keeping: keeping))
    }
    return IndexedValues(values: values, indices: indices, operation: name)
  }
}

/// An extreme whose gradient its equals share.
final class ShareNode: AxesNode {
  private let called: String
  override var name: String { called }
  init(_ name: String, _ x: Tensor, _ r: Tensor, _ axes: [Int]?, _ keeping: Bool) {
    called = name
    super.init(x, axes, keeping)
    save(x)
    saveResult(r)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    let r = saved(1)
    let equal = noGradient {
      let top = restore(r)
      return top.isNaN().any().item() == .bool(true)
        ? (x .== top) .| (x.isNaN() .& top.isNaN())
        : x .== top
    }
    let hit = equal.to(g.dtype)
    let n = noGradient { hit.summed(axes, keeping: axes != nil) }
    sink.give(0, hit * (restore(g) / n))
  }
}
