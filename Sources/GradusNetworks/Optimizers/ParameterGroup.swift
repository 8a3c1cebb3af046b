import GradusDisplay
import GradusTensors

/// Parameters that an optimiser treats alike. PyTorch: an entry of `Optimizer.param_groups`.
public final class ParameterGroup {
  /// The parameters.
  public let parameters: [Tensor]
  /// How far a step goes; schedulers change it. PyTorch: `group["lr"]`.
  public var learningRate: Double
  /// How strongly a step draws the parameters to zero. PyTorch: `group["weight_decay"]`.
  public var weightDecay: Double

  /// Leaves that an optimiser is to change. PyTorch: `{"params": …, "lr": …}`.
  public init(_ parameters: [Tensor], learningRate: Double, weightDecay: Double = 0) {
    if parameters.isEmpty { stop("optimizer got an empty parameter list") }
    for tensor in parameters where !tensor.isLeaf { stop("can't optimize a non-leaf Tensor") }
    for tensor in parameters where tensor.dtype != .float32 && tensor.dtype != .float64 {
      stop(
        "optimizers change float32 and float64 parameters, not \(tensor.dtype)",
        hint: "in Swift: make the layer with dtype: .float32")
    }
    if !(learningRate >= 0) { stop("Invalid learning rate: \(learningRate)") }
    if !(weightDecay >= 0) { stop("Invalid weight_decay value: \(weightDecay)") }
    self.parameters = parameters
    self.learningRate = learningRate
    self.weightDecay = weightDecay
  }
}
