import Glibc
import GradusTensors

/// The Cauchy distribution: 1 / (π scale (1 + ((x - loc) / scale)²)). It has no mean.
/// PyTorch: `torch.distributions.Cauchy`.
public final class Cauchy: LocationScaleDistribution {
  public override var mean: Tensor { full(batchShape, Double.nan, dtype: loc.dtype) }
  public override var mode: Tensor { loc }
  public override var variance: Tensor { full(batchShape, Double.infinity, dtype: loc.dtype) }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let standard = Drawing.each(extended(shape), loc.dtype) {
      generator.cauchy(median: 0, scale: 1)
    }
    return loc + standard * scale
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return -1.1447298858494002 - scale.log() - ((value - loc) / scale).square().log1p()
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    return ((value - loc) / scale).atan() / Double.pi + 0.5
  }

  public override func icdf(_ probability: Tensor) -> Tensor {
    (Double.pi * (probability - 0.5)).tan() * scale + loc
  }

  public override func entropy() -> Tensor { 2.5310242469692907 + scale.log() }
}

/// Student's t distribution with `df` degrees of freedom. PyTorch: `torch.distributions.StudentT`.
public final class StudentT: Distribution {
  /// The degrees of freedom.
  public let df: Tensor
  public let loc: Tensor
  public let scale: Tensor

  public init(
    _ df: any DistributionParameter, _ loc: any DistributionParameter = 0.0,
    _ scale: any DistributionParameter = 1.0
  ) {
    let all = broadcast(df, loc, scale)
    self.df = all[0]
    self.loc = all[1]
    self.scale = all[2]
    super.init(batchShape: all[0].shape)
    check("df", self.df, .positive)
    check("loc", self.loc, .real)
    check("scale", self.scale, .positive)
  }

  public override var parameters: [(name: String, value: Tensor)] {
    [("df", df), ("loc", loc), ("scale", scale)]
  }
  public override var support: Constraint? { .real }
  public override var mean: Tensor {
    Tensor.where(df .<= 1, Double.nan, loc).to(loc.dtype)
  }
  public override var mode: Tensor { loc }
  public override var variance: Tensor {
    let finite = scale.square() * df / (df - 2)
    let wide = Tensor.where(df .<= 2, Double.infinity, finite).to(df.dtype)
    return Tensor.where(df .<= 1, Double.nan, wide).to(df.dtype)
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let standard = randn(extended(shape), dtype: df.dtype, generator: generator)
    let spread = Chi2(df).rsample(shape, generator: generator)
    return loc + scale * (standard * (spread / df).rsqrt())
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    let y = (value - loc) / scale
    let normalizer =
      scale.log() + 0.5 * df.log() + 0.5723649429247001 + (0.5 * df).lgamma()
      - (0.5 * (df + 1)).lgamma()
    return -0.5 * (df + 1) * (y.square() / df).log1p() - normalizer
  }

  public override func entropy() -> Tensor {
    let logBeta = (0.5 * df).lgamma() + 0.5723649429247001 - (0.5 * (df + 1)).lgamma()
    let slope = (0.5 * (df + 1)).digamma() - (0.5 * df).digamma()
    return scale.log() + 0.5 * (df + 1) * slope + 0.5 * df.log() + logBeta
  }
}
