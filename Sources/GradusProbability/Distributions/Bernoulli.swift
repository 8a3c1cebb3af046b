import GradusTensors

/// One trial: 1 with probability p, else 0. PyTorch: `torch.distributions.Bernoulli`.
public final class Bernoulli: Distribution {
  private let parameter: ProbabilityParameter

  public init(_ probs: any DistributionParameter) {
    parameter = ProbabilityParameter(broadcast(probs)[0], isLogit: false)
    super.init(batchShape: parameter.shape)
    check("probs", parameter.value, .unitInterval)
  }

  public init(logits: any DistributionParameter) {
    parameter = ProbabilityParameter(broadcast(logits)[0], isLogit: true)
    super.init(batchShape: parameter.shape)
    check("logits", parameter.value, .real)
  }

  public var probs: Tensor { parameter.probs }
  public var logits: Tensor { parameter.logits }
  public override var parameters: [(name: String, value: Tensor)] { [parameter.shown] }
  public override var support: Constraint? { .boolean }
  public override var mean: Tensor { probs }
  public override var variance: Tensor { probs * (1 - probs) }
  public override var mode: Tensor {
    let likely = (probs .>= 0.5).to(parameter.dtype)
    return Tensor.where(probs .== 0.5, Double.nan, likely).to(parameter.dtype)
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    noGradient { bernoulli(probs.expanded(to: extended(shape)), generator: generator) }
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return -Formulas.crossEntropy(logits: logits, target: value)
  }

  public override func entropy() -> Tensor {
    Formulas.crossEntropy(logits: logits, target: probs)
  }

  public override func enumerateSupport(expanding: Bool = true) -> Tensor {
    enumerated(arange(2, dtype: parameter.dtype), expanding)
  }
}

/// The number of failures before the first success. PyTorch: `torch.distributions.Geometric`.
public final class Geometric: Distribution {
  private let parameter: ProbabilityParameter

  public init(_ probs: any DistributionParameter) {
    parameter = ProbabilityParameter(broadcast(probs)[0], isLogit: false)
    super.init(batchShape: parameter.shape)
    check("probs", parameter.value, .unitInterval)
    check("probs", parameter.value, .positive)
  }

  public init(logits: any DistributionParameter) {
    parameter = ProbabilityParameter(broadcast(logits)[0], isLogit: true)
    super.init(batchShape: parameter.shape)
    check("logits", parameter.value, .real)
  }

  public var probs: Tensor { parameter.probs }
  public var logits: Tensor { parameter.logits }
  public override var parameters: [(name: String, value: Tensor)] { [parameter.shown] }
  public override var support: Constraint? { .nonnegativeInteger }
  public override var mean: Tensor { probs.reciprocal() - 1 }
  public override var mode: Tensor { probs.zeroed() }
  public override var variance: Tensor { (probs.reciprocal() - 1) / probs }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    noGradient {
      let u = Drawing.uniform(
        extended(shape), parameter.dtype, from: Formulas.tiny(parameter.dtype), to: 1, generator)
      return (u.log() / (-probs).log1p()).floor()
    }
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    let isSure = (probs .== 1).to(probs.dtype) * (value .== 0).to(probs.dtype) .== 1
    let safe = Tensor.where(isSure, 0.0, probs).to(probs.dtype)
    return value * (-safe).log1p() + probs.log()
  }

  public override func entropy() -> Tensor {
    Formulas.crossEntropy(logits: logits, target: probs) / probs
  }
}

extension Distribution {
  /// Values along a first dimension, for every member of the batch.
  func enumerated(_ values: Tensor, _ expanding: Bool) -> Tensor {
    let count = values.shape[0]
    let event = Array(values.shape.dropFirst())
    let ones = [Int](repeating: 1, count: batchShape.count)
    let column = values.reshaped(to: Shape([count] + ones + event))
    return expanding ? column.expanded(to: Shape([count] + Array(batchShape) + event)) : column
  }
}
