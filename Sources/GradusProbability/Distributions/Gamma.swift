import GradusTensors

/// The gamma distribution: rateᵃ xᵃ⁻¹ exp(-rate · x) / Γ(a), a the concentration.
/// PyTorch: `torch.distributions.Gamma`.
public class Gamma: Distribution {
  public let concentration: Tensor
  public let rate: Tensor

  public init(_ concentration: any DistributionParameter, _ rate: any DistributionParameter) {
    let both = broadcast(concentration, rate)
    self.concentration = both[0]
    self.rate = both[1]
    super.init(batchShape: both[0].shape)
    check("concentration", self.concentration, .positive)
    check("rate", self.rate, .positive)
  }

  public override var parameters: [(name: String, value: Tensor)] {
    [("concentration", concentration), ("rate", rate)]
  }
  public override var support: Constraint? { .nonnegative }
  public override var mean: Tensor { concentration / rate }
  public override var mode: Tensor { Formulas.clamped((concentration - 1) / rate, from: 0) }
  public override var variance: Tensor { concentration / rate.square() }

  /// Gradients flow to both parameters, to the concentration by the quantile that a sample is.
  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let shapes = concentration.expanded(to: extended(shape))
    let drawn = standardGamma(shapes, generator: generator)
    let standard = Formulas.withSlope(drawn, Self.slopes(shapes, drawn), shapes)
    return Formulas.clamped(standard / rate, from: Formulas.tiny(rate.dtype))
  }

  /// How standard gamma samples move with their concentrations.
  static func slopes(_ concentrations: Tensor, _ samples: Tensor) -> Tensor {
    let a = [Double](concentrations.detached())
    let x = [Double](samples)
    return Tensor(
      zip(a, x).map { IncompleteGamma.quantileSlope($0, $1) }, shape: samples.shape,
      dtype: samples.dtype)
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    noGradient {
      let drawn = standardGamma(
        concentration.expanded(to: extended(shape)), generator: generator)
      return Formulas.clamped(drawn / rate, from: Formulas.tiny(rate.dtype))
    }
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return Formulas.xlogy(concentration, rate) + Formulas.xlogy(concentration - 1, value)
      - rate * value - concentration.lgamma()
  }

  /// P(concentration, rate · x). Gradients flow to the value and the rate.
  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    let scaled = rate * value
    let all = broadcast(concentration, scaled)
    let a = [Double](all[0].detached())
    let x = [Double](all[1].detached())
    let values = Tensor(
      zip(a, x).map { IncompleteGamma.lower($0, $1) }, shape: all[0].shape,
      dtype: scaled.dtype)
    let density = noGradient {
      (Formulas.xlogy(all[0] - 1, all[1]) - all[1] - all[0].lgamma()).exp()
    }
    return Formulas.withSlope(values, density, all[1])
  }

  public override func entropy() -> Tensor {
    concentration - rate.log() + concentration.lgamma()
      + (1 - concentration) * concentration.digamma()
  }
}

/// The distribution of the sum of `df` squared standard normal numbers.
/// PyTorch: `torch.distributions.Chi2`.
public final class Chi2: Gamma {
  public init(_ df: any DistributionParameter) {
    super.init(0.5 * broadcast(df)[0], 0.5)
  }

  /// The degrees of freedom.
  public var df: Tensor { concentration * 2 }

  public override var parameters: [(name: String, value: Tensor)] { [] }
}
