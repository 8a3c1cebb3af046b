import GradusKernels

extension Tensor {
  /// The variance Σ(x - x̄)² / (n - correction) of all elements; NaN where n ≤ correction.
  ///
  /// Floating-point tensors only. PyTorch: `var`.
  public func variance(correction: Double = 1) -> Tensor {
    spread(nil, false, correction, root: false)
  }
  /// The variance along one axis. PyTorch: `var(dim)`.
  public func variance(axis: Int, correction: Double = 1, keepingDimensions: Bool = false) -> Tensor
  {
    spread([axis], keepingDimensions, correction, root: false)
  }
  /// The variance along axes, none meaning all. PyTorch: `var(dim=[…])`.
  public func variance(axes: [Int], correction: Double = 1, keepingDimensions: Bool = false)
    -> Tensor
  {
    spread(axes, keepingDimensions, correction, root: false)
  }

  /// The square root of the variance of all elements. PyTorch: `std`.
  public func std(correction: Double = 1) -> Tensor { spread(nil, false, correction, root: true) }
  /// The square root of the variance along one axis. PyTorch: `std(dim)`.
  public func std(axis: Int, correction: Double = 1, keepingDimensions: Bool = false) -> Tensor {
    spread([axis], keepingDimensions, correction, root: true)
  }
  /// The square root of the variance along axes, none meaning all. PyTorch: `std(dim=[…])`.
  public func std(axes: [Int], correction: Double = 1, keepingDimensions: Bool = false) -> Tensor {
    spread(axes, keepingDimensions, correction, root: true)
  }

  private func spread(_ axes: [Int]?, _ keeping: Bool, _ correction: Double, root: Bool) -> Tensor {
    if !dtype.isFloatingPoint { stop("std and var only support floating point and complex dtypes") }
    let resolvedAxes = resolved(axes, rank: rank)
    let n = resolvedAxes.map { sizes[$0] }.reduce(1, *)
    let r: Tensor = noGradient {
      let x = dtype.byteCount == 2 ? to(.float32) : self
      let d = x - x.mean(axes: resolvedAxes, keepingDimensions: true)
      let total = d.reducedRaw(GK_SUM_SQUARES, resolvedAxes, keeping: keeping)
      let v = total / Swift.max(Double(n) - correction, 0)
      return (root ? Elementary.sqrt(v) : v).to(dtype)
    }
    if records(self) {
      r.attach(VarianceNode(self, r, resolvedAxes, keeping, Double(n) - correction, root: root))
    }
    return r
  }
}

/// ∂var = 2g(x - x̄)/(n - c); ∂std = that / (2 std), 0 where std is 0.
final class VarianceNode: AxesNode {
  private let n: Double
  private let root: Bool
  override var name: String { root ? "StdBackward0" : "VarBackward0" }
  init(_ x: Tensor, _ r: Tensor, _ axes: [Int], _ keeping: Bool, _ n: Double, root: Bool) {
    self.n = n
    self.root = root
    super.init(x, axes, keeping)
    save(x)
    if root { saveResult(r) }
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    var g = g
    if root {
      let s = saved(1)
      g = (g / (s * 2)).maskedFill(s .== 0, 0)
    }
    let d = x - x.mean(axes: axes!, keepingDimensions: true)
    sink.give(0, restore(g) * (2 / n) * d)
  }
}

/// The variance and the mean. PyTorch: `torch.var_mean`.
public func varianceAndMean(_ x: Tensor, axis: Int? = nil, correction: Double = 1) -> (
  variance: Tensor, mean: Tensor
) {
  if !x.dtype.isFloatingPoint { stop("var_mean only support floating point and complex dtypes") }
  let (variance, mean) =
    axis.map { (x.variance(axis: $0, correction: correction), x.mean(axis: $0)) }
    ?? (x.variance(correction: correction), x.mean())
  return (variance.recorded(as: "VarMeanBackward0"), mean.recorded(as: "VarMeanBackward0"))
}

/// The standard deviation and the mean. PyTorch: `torch.std_mean`.
public func stdAndMean(_ x: Tensor, axis: Int? = nil, correction: Double = 1) -> (
  std: Tensor, mean: Tensor
) {
  if !x.dtype.isFloatingPoint { stop("std_mean only support floating point and complex dtypes") }
  let (std, mean) =
    axis.map { (x.std(axis: $0, correction: correction), x.mean(axis: $0)) }
    ?? (x.std(correction: correction), x.mean())
  return (std.recorded(as: "StdMeanBackward0"), mean.recorded(as: "StdMeanBackward0"))
}

/// The covariance matrix of variables in rows. PyTorch: `torch.cov`.
public func covariance(_ x: Tensor, correction: Double = 1) -> Tensor {
  covariance(x, correction, "cov")
}

private func covariance(_ x: Tensor, _ correction: Double, _ name: String) -> Tensor {
  if x.rank > 2 {
    stop(
      "\(name)(): expected input to have two or fewer dimensions but got an input with \(x.rank) "
        + "dimensions")
  }
  if x.dtype == .bool { stop("cov(): bool dtype is not supported for input") }
  let y = x.dtype.isFloatingPoint ? x : x.to(.float32)
  let m = y.rank < 2 ? y.reshaped(1, -1) : y
  let d = m - m.mean(axis: 1, keepingDimensions: true)
  let c = matmul(d, d.transposed()) / Swift.max(Double(m.sizes[1]) - correction, 0)
  return c.squeezed()
}

/// The correlation matrix of variables in rows. PyTorch: `torch.corrcoef`.
public func correlation(_ x: Tensor) -> Tensor {
  let c = covariance(x, 1, "corrcoef")
  if c.rank == 0 { return c / c }
  let s = sqrt(c.diagonal())
  return (c / s.unsqueezed(1) / s.unsqueezed(0)).clamped(min: -1.0, max: 1.0)
}
