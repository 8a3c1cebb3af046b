import GradusDisplay
import GradusTensors

/// A distribution whose last batch dimensions belong to one event. PyTorch:
/// `torch.distributions.Independent`.
public final class Independent: Distribution {
  public let base: Distribution
  /// The number of batch dimensions that belong to the event.
  let rank: Int

  public init(_ base: Distribution, _ rank: Int) {
    let batch = Array(base.batchShape)
    if rank > batch.count {
      stop(
        "Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual \(rank) "
          + "vs \(batch.count)")
    }
    self.base = base
    self.rank = rank
    super.init(
      batchShape: Shape(batch.dropLast(rank)),
      eventShape: Shape(batch.suffix(rank)) + base.eventShape)
  }

  public override var support: Constraint? { base.support }
  public override var mean: Tensor { base.mean }
  public override var variance: Tensor { base.variance }
  public override var mode: Tensor { base.mode }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    base.sample(shape, generator: generator)
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    base.rsample(shape, generator: generator)
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    Formulas.sumOfLast(rank, base.logProb(value))
  }

  public override func entropy() -> Tensor { Formulas.sumOfLast(rank, base.entropy()) }
}

/// A mixture of the members of a batch: `mixture` draws which one. PyTorch:
/// `torch.distributions.MixtureSameFamily`.
public final class MixtureSameFamily: Distribution {
  private let mixture: Categorical
  private let components: Distribution

  public init(_ mixture: Categorical, _ components: Distribution) {
    if components.batchShape.last != mixture.categories {
      stop(
        "`mixture_distribution component` (\(mixture.categories)) does not equal "
          + "`component_distribution.batch_shape[-1]` (\(components.batchShape.last ?? 0))")
    }
    self.mixture = mixture
    self.components = components
    super.init(
      batchShape: Shape(components.batchShape.dropLast()), eventShape: components.eventShape)
  }

  public override var support: Constraint? { components.support }

  /// The weights with a dimension of size 1 for each dimension of an event.
  private var weights: Tensor {
    (0..<eventShape.count).reduce(mixture.probs) { weights, _ in weights.unsqueezed(-1) }
  }

  private var axis: Int { -1 - eventShape.count }

  public override var mean: Tensor { (weights * components.mean).sum(axis: axis) }
  public override var variance: Tensor {
    let inner = (weights * components.variance).sum(axis: axis)
    let distance = components.mean - mean.unsqueezed(axis)
    return inner + (weights * distance.square()).sum(axis: axis)
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    noGradient {
      let chosen = mixture.sample(shape, generator: generator)
      let drawn = components.sample(shape, generator: generator)
      var isChosen = Formulas.isIndex(chosen, count: mixture.categories)
      for _ in 0..<eventShape.count { isChosen = isChosen.unsqueezed(-1) }
      return Tensor.where(isChosen, drawn, 0.0).to(drawn.dtype).sum(axis: axis)
    }
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    let logs = components.logProb(value.unsqueezed(axis))
    return Formulas.logSumExp(logs + Formulas.logSoftmax(mixture.logits))
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    (mixture.probs * components.cdf(value.unsqueezed(axis))).sum(axis: -1)
  }
}
