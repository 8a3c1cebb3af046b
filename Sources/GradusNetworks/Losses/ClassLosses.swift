import GradusTensors

/// -ln softmax(x)[y] of logits x, with classes along axis 1: y holds class numbers, or a probability
/// for every class. PyTorch: `nn.CrossEntropyLoss`.
public struct CrossEntropyLoss: Loss {
  /// A factor for each class.
  public var weight: Tensor?
  /// The class number that counts nothing.
  public var ignoring: Int
  /// How the losses of single samples become one.
  public var reduction: Reduction
  /// The share of the target that is spread evenly over all classes.
  public var smoothing: Double

  /// Without factors or smoothing by default.
  public init(
    weight: Tensor? = nil, ignoring: Int = -100, reduction: Reduction = .mean,
    smoothing: Double = 0
  ) {
    self.weight = weight
    self.ignoring = ignoring
    self.reduction = reduction
    self.smoothing = smoothing
  }

  /// The cross entropy.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    crossEntropy(
      prediction, target, weight: weight, ignoring: ignoring, reduction: reduction,
      smoothing: smoothing)
  }
}

/// -x[y] of log probabilities x and class numbers y. PyTorch: `nn.NLLLoss`.
public struct NLLLoss: Loss {
  /// A factor for each class.
  public var weight: Tensor?
  /// The class number that counts nothing.
  public var ignoring: Int
  /// How the losses of single samples become one.
  public var reduction: Reduction

  /// Without factors by default.
  public init(weight: Tensor? = nil, ignoring: Int = -100, reduction: Reduction = .mean) {
    self.weight = weight
    self.ignoring = ignoring
    self.reduction = reduction
  }

  /// The negative log likelihood.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    nllLoss(prediction, target, weight: weight, ignoring: ignoring, reduction: reduction)
  }
}

/// -(y·ln p + (1 - y)·ln(1 - p)) of probabilities p. PyTorch: `nn.BCELoss`.
public struct BCELoss: Loss {
  /// A factor for each element.
  public var weight: Tensor?
  /// How the losses of single elements become one.
  public var reduction: Reduction

  /// Without factors by default.
  public init(weight: Tensor? = nil, reduction: Reduction = .mean) {
    self.weight = weight
    self.reduction = reduction
  }

  /// The binary cross entropy.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropy(prediction, target, weight: weight, reduction: reduction)
  }
}

/// The binary cross entropy of sigmoid(x), without overflow. PyTorch: `nn.BCEWithLogitsLoss`.
public struct BCEWithLogitsLoss: Loss {
  /// A factor for each element.
  public var weight: Tensor?
  /// A factor for the positive targets of each class.
  public var positiveWeight: Tensor?
  /// How the losses of single elements become one.
  public var reduction: Reduction

  /// Without factors by default.
  public init(
    weight: Tensor? = nil, positiveWeight: Tensor? = nil, reduction: Reduction = .mean
  ) {
    self.weight = weight
    self.positiveWeight = positiveWeight
    self.reduction = reduction
  }

  /// The binary cross entropy.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    binaryCrossEntropyWithLogits(
      prediction, target, weight: weight, positiveWeight: positiveWeight, reduction: reduction)
  }
}
