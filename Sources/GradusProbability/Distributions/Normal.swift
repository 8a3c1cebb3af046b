import GradusTensors

/// The normal distribution: exp(-(x - loc)² / (2 scale²)) / (scale √(2π)).
/// PyTorch: `torch.distributions.Normal`.
public final class Normal: LocationScaleDistribution {
  public override var mean: Tensor { loc }
  public override var mode: Tensor { loc }
  public override var stddev: Tensor { scale }
  public override var variance: Tensor { scale.square() }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let shape = extended(shape)
    return normal(loc.expanded(to: shape), scale.expanded(to: shape), generator: generator)
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    loc + randn(extended(shape), dtype: loc.dtype, generator: generator) * scale
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return -(value - loc).square() / (2 * variance) - scale.log() - 0.9189385332046727
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    return 0.5 * (1 + ((value - loc) / (scale * 1.4142135623730951)).erf())
  }

  public override func icdf(_ probability: Tensor) -> Tensor {
    loc + scale * (2 * probability - 1).erfinv() * 1.4142135623730951
  }

  public override func entropy() -> Tensor { 1.4189385332046727 + scale.log() }
}

/// The distribution of e^x for a normal x. PyTorch: `torch.distributions.LogNormal`.
public final class LogNormal: Distribution {
  private let base: Normal
  /// The mean of the logarithm.
  public var loc: Tensor { base.loc }
  /// The standard deviation of the logarithm.
  public var scale: Tensor { base.scale }

  public init(_ loc: any DistributionParameter, _ scale: any DistributionParameter) {
    base = Normal(loc, scale)
    super.init(batchShape: base.batchShape)
  }

  public override var support: Constraint? { .positive }
  public override var mean: Tensor { (loc + scale.square() / 2).exp() }
  public override var mode: Tensor { (loc - scale.square()).exp() }
  public override var variance: Tensor {
    scale.square().expm1() * (2 * loc + scale.square()).exp()
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    base.sample(shape, generator: generator).exp()
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    base.rsample(shape, generator: generator).exp()
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return base.logProb(value.log()) - value.log()
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    return base.cdf(value.log())
  }

  public override func icdf(_ probability: Tensor) -> Tensor { base.icdf(probability).exp() }
  public override func entropy() -> Tensor { base.entropy() + loc }
}

/// The distribution of |x| for a normal x of mean 0. PyTorch: `torch.distributions.HalfNormal`.
public final class HalfNormal: Distribution {
  private let base: Normal
  /// The standard deviation of the normal number.
  public var scale: Tensor { base.scale }

  public init(_ scale: any DistributionParameter) {
    base = Normal(0, scale)
    super.init(batchShape: base.batchShape)
  }

  public override var support: Constraint? { .nonnegative }
  public override var mean: Tensor { scale * 0.7978845608028654 }
  public override var mode: Tensor { scale.zeroed() }
  public override var variance: Tensor { scale.square() * (1 - 2 / Double.pi) }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    base.sample(shape, generator: generator).abs()
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    base.rsample(shape, generator: generator).abs()
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return base.logProb(value) + 0.6931471805599453
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    return 2 * base.cdf(value) - 1
  }

  public override func icdf(_ probability: Tensor) -> Tensor { base.icdf((probability + 1) / 2) }
  public override func entropy() -> Tensor { base.entropy() - 0.6931471805599453 }
}
