import GradusTensors

/// The Dirichlet distribution of points of the simplex. PyTorch: `torch.distributions.Dirichlet`.
public final class Dirichlet: Distribution {
  public let concentration: Tensor

  public init(_ concentration: Tensor) {
    self.concentration = concentration.parameter(nil)
    precondition(concentration.rank > 0, "a Dirichlet distribution needs one concentration or more")
    let shape = Array(concentration.shape)
    super.init(batchShape: Shape(shape.dropLast()), eventShape: [shape[shape.count - 1]])
    check("concentration", self.concentration, .positive)
  }

  public override var parameters: [(name: String, value: Tensor)] {
    [("concentration", concentration)]
  }
  public override var support: Constraint? { .simplex }
  private var total: Tensor { concentration.sum(axis: -1, keepingDimensions: true) }
  public override var mean: Tensor { concentration / total }
  public override var variance: Tensor {
    concentration * (total - concentration) / (total.square() * (total + 1))
  }

  public override var mode: Tensor {
    let excess = Formulas.clamped(concentration - 1, from: 0)
    let inner = excess / excess.sum(axis: -1, keepingDimensions: true)
    let isCorner =
      (concentration .>= 1).to(concentration.dtype)
      .sum(axis: -1, keepingDimensions: true) .== 0
    let corner = Formulas.isIndex(
      Formulas.argmax(concentration), count: eventShape[0])
    return Tensor.where(isCorner, corner.to(concentration.dtype), inner)
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    sampleDirichlet(concentration.expanded(to: extended(shape)), generator: generator)
  }

  /// Gradients flow to the concentrations: each component moves as the quantile of its beta
  /// distribution, the others in proportion.
  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let concentrations = concentration.expanded(to: extended(shape))
    let drawn = sampleDirichlet(concentrations, generator: generator)
    let totals = [Double](
      noGradient { concentrations.zeroed() + concentrations.sum(axis: -1, keepingDimensions: true) }
    )
    let a = [Double](concentrations.detached())
    let x = [Double](drawn)
    let slopes = x.indices.map { i in
      IncompleteBeta.quantileSlope(a[i], totals[i] - a[i], x[i]) / (1 - x[i])
    }
    let moves =
      Tensor(slopes, shape: drawn.shape, dtype: drawn.dtype)
      * (concentrations - concentrations.detached())
    return drawn + moves - drawn * moves.sum(axis: -1, keepingDimensions: true)
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return Formulas.xlogy(concentration - 1, value).sum(axis: -1)
      + concentration.sum(axis: -1).lgamma() - concentration.lgamma().sum(axis: -1)
  }

  public override func entropy() -> Tensor {
    let sum = concentration.sum(axis: -1)
    return concentration.lgamma().sum(axis: -1) - sum.lgamma()
      - (Double(eventShape[0]) - sum) * sum.digamma()
      - ((concentration - 1) * concentration.digamma()).sum(axis: -1)
  }
}

/// The beta distribution on [0, 1]: xᵃ⁻¹ (1 - x)ᵇ⁻¹ / B(a, b). PyTorch: `torch.distributions.Beta`.
public final class Beta: Distribution {
  private let pair: Dirichlet
  public let concentration1: Tensor
  public let concentration0: Tensor

  public init(
    _ concentration1: any DistributionParameter, _ concentration0: any DistributionParameter
  ) {
    let both = broadcast(concentration1, concentration0)
    self.concentration1 = both[0]
    self.concentration0 = both[1]
    pair = Dirichlet(Formulas.paired(both[0], both[1]))
    super.init(batchShape: both[0].shape)
  }

  public override var support: Constraint? { .unitInterval }
  private var total: Tensor { concentration1 + concentration0 }
  public override var mean: Tensor { concentration1 / total }
  public override var mode: Tensor { pair.mode.select(axis: -1, 0) }
  public override var variance: Tensor {
    concentration1 * concentration0 / (total.square() * (total + 1))
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    pair.sample(shape, generator: generator).select(axis: -1, 0)
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    pair.rsample(shape, generator: generator).select(axis: -1, 0)
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return pair.logProb(Formulas.paired(value, 1 - value))
  }

  public override func entropy() -> Tensor { pair.entropy() }
}
