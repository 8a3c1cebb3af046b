import GradusDisplay
import GradusTensors

/// The number of successes in so many trials. PyTorch: `torch.distributions.Binomial`.
public final class Binomial: Distribution {
  public let totalCount: Tensor
  private let parameter: ProbabilityParameter

  public init(_ totalCount: any DistributionParameter = 1, _ probs: any DistributionParameter) {
    let both = broadcast(totalCount, probs)
    self.totalCount = both[0]
    parameter = ProbabilityParameter(both[1], isLogit: false)
    super.init(batchShape: both[0].shape)
    checkParameters()
  }

  public init(_ totalCount: any DistributionParameter = 1, logits: any DistributionParameter) {
    let both = broadcast(totalCount, logits)
    self.totalCount = both[0]
    parameter = ProbabilityParameter(both[1], isLogit: true)
    super.init(batchShape: both[0].shape)
    checkParameters()
  }

  private func checkParameters() {
    check("total_count", totalCount, .nonnegativeInteger)
    check(parameter.shown.name, parameter.value, parameter.constraint)
  }

  public var probs: Tensor { parameter.probs }
  public var logits: Tensor { parameter.logits }
  public override var parameters: [(name: String, value: Tensor)] {
    [("total_count", totalCount), parameter.shown]
  }
  public override var support: Constraint? { .nonnegativeInteger }
  public override var mean: Tensor { totalCount * probs }
  public override var variance: Tensor { totalCount * probs * (1 - probs) }
  public override var mode: Tensor {
    let place = ((totalCount + 1) * probs).floor()
    return Tensor.where(place .> totalCount, totalCount, place)
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let shape = extended(shape)
    return noGradient {
      binomial(totalCount.expanded(to: shape), probs.expanded(to: shape), generator: generator)
    }
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    let ways = (totalCount + 1).lgamma() - (value + 1).lgamma() - (totalCount - value + 1).lgamma()
    return value * logits - totalCount * Formulas.softplus(logits) + ways
  }

  public override func entropy() -> Tensor {
    let logs = logProb(enumerateSupport(expanding: false))
    return -(logs.exp() * logs).sum(axis: 0)
  }

  public override func enumerateSupport(expanding: Bool = true) -> Tensor {
    let counts = Set([Double](totalCount.detached()))
    guard counts.count == 1, let count = counts.first else {
      stop("Inhomogeneous total count not supported by `enumerate_support`.")
    }
    return enumerated(arange(Int(count) + 1, dtype: parameter.dtype), expanding)
  }
}

/// The number of events where they occur at a rate. PyTorch: `torch.distributions.Poisson`.
public final class Poisson: Distribution {
  public let rate: Tensor

  public init(_ rate: any DistributionParameter) {
    self.rate = broadcast(rate)[0]
    super.init(batchShape: self.rate.shape)
    check("rate", self.rate, .nonnegative)
  }

  public override var parameters: [(name: String, value: Tensor)] { [("rate", rate)] }
  public override var support: Constraint? { .nonnegativeInteger }
  public override var mean: Tensor { rate }
  public override var mode: Tensor { rate.floor() }
  public override var variance: Tensor { rate }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    poisson(rate.expanded(to: extended(shape)), generator: generator)
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return Formulas.xlogy(value, rate) - rate - (value + 1).lgamma()
  }
}
