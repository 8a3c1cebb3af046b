import GradusDisplay
import GradusTensors

/// An index drawn in proportion to weights along the last dimension.
/// PyTorch: `torch.distributions.Categorical`.
public final class Categorical: Distribution {
  private let given: Tensor
  private let isLogit: Bool
  /// The number of categories.
  let categories: Int

  public init(_ probs: Tensor) {
    Self.checkRank(probs, "probs")
    given = probs / probs.sum(axis: -1, keepingDimensions: true)
    isLogit = false
    categories = probs.shape[probs.rank - 1]
    super.init(batchShape: Shape(probs.shape.dropLast()))
    check("probs", given, .simplex)
  }

  public init(logits: Tensor) {
    Self.checkRank(logits, "logits")
    given = Formulas.logSoftmax(logits.parameter(nil))
    isLogit = true
    categories = logits.shape[logits.rank - 1]
    super.init(batchShape: Shape(logits.shape.dropLast()))
    check("logits", logits, .real)
  }

  private static func checkRank(_ tensor: Tensor, _ name: String) {
    if tensor.rank < 1 { stop("`\(name)` parameter must be at least one-dimensional.") }
  }

  /// The probabilities, which sum to 1.
  public var probs: Tensor { isLogit ? given.exp() : given }

  /// The logarithms of the probabilities; those of impossible values stay finite.
  public var logits: Tensor { isLogit ? given : Formulas.kept(given).log() }

  public override var parameters: [(name: String, value: Tensor)] {
    [(isLogit ? "logits" : "probs", given)]
  }
  public override var support: Constraint? { .integerInterval(0, categories - 1) }
  public override var mean: Tensor { full(batchShape, Double.nan, dtype: given.dtype) }
  public override var variance: Tensor { full(batchShape, Double.nan, dtype: given.dtype) }
  public override var mode: Tensor { Formulas.argmax(probs) }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    noGradient {
      let rows = probs.reshaped(-1, categories)
      let drawn = multinomial(rows, shape.size, replacement: true, generator: generator)
      return drawn.transposed().reshaped(to: extended(shape))
    }
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    let isValue = Formulas.isIndex(value.to(.int64), count: categories)
    return Tensor.where(isValue, logits, 0.0).to(given.dtype).sum(axis: -1)
  }

  public override func entropy() -> Tensor { -(logits * probs).sum(axis: -1) }

  public override func enumerateSupport(expanding: Bool = true) -> Tensor {
    enumerated(arange(categories), expanding)
  }
}

/// A category as a vector of zeros with a single 1. PyTorch: `torch.distributions.OneHotCategorical`.
public final class OneHotCategorical: Distribution {
  private let base: Categorical

  public init(_ probs: Tensor) {
    base = Categorical(probs)
    super.init(batchShape: base.batchShape, eventShape: [base.categories])
  }

  public init(logits: Tensor) {
    base = Categorical(logits: logits)
    super.init(batchShape: base.batchShape, eventShape: [base.categories])
  }

  public var probs: Tensor { base.probs }
  public var logits: Tensor { base.logits }
  public override var support: Constraint? { .oneHot }
  public override var mean: Tensor { probs }
  public override var variance: Tensor { probs * (1 - probs) }
  public override var mode: Tensor { oneHot(base.mode) }

  private func oneHot(_ index: Tensor) -> Tensor {
    Formulas.isIndex(index, count: base.categories).to(probs.dtype)
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    oneHot(base.sample(shape, generator: generator))
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return base.logProb(Formulas.argmax(value))
  }

  public override func entropy() -> Tensor { base.entropy() }

  public override func enumerateSupport(expanding: Bool = true) -> Tensor {
    enumerated(oneHot(arange(base.categories)), expanding)
  }
}

/// How often each category is drawn in `totalCount` draws. PyTorch: `torch.distributions.Multinomial`.
public final class Multinomial: Distribution {
  public let totalCount: Int
  private let base: Categorical

  public convenience init(_ totalCount: Int, _ probs: Tensor) {
    self.init(totalCount, Categorical(probs))
  }

  public convenience init(_ totalCount: Int, logits: Tensor) {
    self.init(totalCount, Categorical(logits: logits))
  }

  private init(_ totalCount: Int, _ base: Categorical) {
    self.totalCount = totalCount
    self.base = base
    // The count of each category is binomial: what that refuses is refused here, in its words.
    _ = Binomial(totalCount, base.probs)
    super.init(batchShape: base.batchShape, eventShape: [base.categories])
  }

  public var probs: Tensor { base.probs }
  public var logits: Tensor { base.logits }
  public override var support: Constraint? { .nonnegativeInteger }
  public override var mean: Tensor { probs * totalCount }
  public override var variance: Tensor { probs * (1 - probs) * totalCount }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let draws = [Int](base.sample([totalCount] + shape, generator: generator))
    let rows = (shape + batchShape).size
    var counts = [Double](repeating: 0, count: rows * base.categories)
    for (place, category) in draws.enumerated() {
      counts[place % rows * base.categories + category] += 1
    }
    return Tensor(counts, shape: extended(shape), dtype: probs.dtype)
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    let ways = (value.sum(axis: -1) + 1).lgamma() - (value + 1).lgamma().sum(axis: -1)
    return ways + (logits * value).sum(axis: -1)
  }

  public override func entropy() -> Tensor {
    let count = Binomial(totalCount, probs)
    let support = count.enumerateSupport(expanding: false)[1...]
    let ways = (count.logProb(support).exp() * (support + 1).lgamma()).sum(axes: [0, -1])
    // PyTorch takes this logarithm of an integer tensor, so in single precision.
    return Double(totalCount) * base.entropy() - Tensor(totalCount + 1).lgamma() + ways
  }
}
