import GradusKernels

extension Tensor {
  /// Whether all elements are not zero; uint8 gives uint8, all else bool. PyTorch: `all`.
  public func all() -> Tensor { tested(GK_ALL, nil, false) }
  /// Whether all along an axis are not zero. PyTorch: `all(dim)`.
  public func all(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    tested(GK_ALL, [axis], keepingDimensions)
  }
  /// Whether all along axes are not zero. PyTorch: `all(dim=[…])`.
  public func all(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    tested(GK_ALL, axes, keepingDimensions)
  }
  /// Whether any element is not zero; uint8 gives uint8, all else bool. PyTorch: `any`.
  public func any() -> Tensor { tested(GK_ANY, nil, false) }
  /// Whether any along an axis is not zero. PyTorch: `any(dim)`.
  public func any(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    tested(GK_ANY, [axis], keepingDimensions)
  }
  /// Whether any along axes is not zero. PyTorch: `any(dim=[…])`.
  public func any(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    tested(GK_ANY, axes, keepingDimensions)
  }

  private func tested(_ op: Int, _ axes: [Int]?, _ keeping: Bool) -> Tensor {
    let r = reducedRaw(op, axes.map { resolved($0, rank: rank) }, keeping: keeping)
    return dtype == .uint8 ? r.converted(to: .uint8) : r
  }

  /// How many elements are not zero. PyTorch: `count_nonzero`.
  public func countNonzero() -> Tensor { reducedRaw(GK_COUNT_NONZERO, nil, keeping: false) }
  /// How many along an axis are not zero. PyTorch: `count_nonzero(dim)`.
  public func countNonzero(axis: Int) -> Tensor { countNonzero(axes: [axis]) }
  /// How many along axes are not zero. PyTorch: `count_nonzero(dim=[…])`.
  public func countNonzero(axes: [Int]) -> Tensor {
    reducedRaw(GK_COUNT_NONZERO, resolved(axes, rank: rank), keeping: false)
  }
}
