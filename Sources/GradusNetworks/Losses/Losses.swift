import GradusTensors

/// A measure of how far predictions are from targets, as a tensor to differentiate.
public protocol Loss {
  /// The loss of predictions for targets.
  func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor
}

/// (x - y)². PyTorch: `nn.MSELoss`.
public struct MSELoss: Loss {
  /// How the losses of single elements become one.
  public var reduction: Reduction

  /// The mean by default.
  public init(reduction: Reduction = .mean) { self.reduction = reduction }

  /// The squared error.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    mseLoss(prediction, target, reduction: reduction)
  }
}

/// |x - y|. PyTorch: `nn.L1Loss`.
public struct L1Loss: Loss {
  /// How the losses of single elements become one.
  public var reduction: Reduction

  /// The mean by default.
  public init(reduction: Reduction = .mean) { self.reduction = reduction }

  /// The absolute error.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    l1Loss(prediction, target, reduction: reduction)
  }
}

/// 0.5·d²/β for a difference |d| below β, |d| - 0.5·β above. PyTorch: `nn.SmoothL1Loss`.
public struct SmoothL1Loss: Loss {
  /// Where the loss becomes linear.
  public var beta: Double
  /// How the losses of single elements become one.
  public var reduction: Reduction

  /// Linear from `beta` on.
  public init(beta: Double = 1, reduction: Reduction = .mean) {
    self.beta = beta
    self.reduction = reduction
  }

  /// The smoothed absolute error.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    smoothL1Loss(prediction, target, beta: beta, reduction: reduction)
  }
}

/// 0.5·d² for a difference |d| up to δ, δ·(|d| - 0.5·δ) above. PyTorch: `nn.HuberLoss`.
public struct HuberLoss: Loss {
  /// Where the loss becomes linear.
  public var delta: Double
  /// How the losses of single elements become one.
  public var reduction: Reduction

  /// Linear from `delta` on.
  public init(delta: Double = 1, reduction: Reduction = .mean) {
    self.delta = delta
    self.reduction = reduction
  }

  /// Huber's error.
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    huberLoss(prediction, target, delta: delta, reduction: reduction)
  }
}
