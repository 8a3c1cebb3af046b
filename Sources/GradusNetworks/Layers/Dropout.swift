import GradusDisplay
import GradusProbability
import GradusTensors

/// In training, each element is 0 with a probability p, and the others are divided by 1 - p; else
/// nothing changes. PyTorch: `nn.Dropout`.
public final class Dropout: Module, UnaryLayer {
  /// How probable it is that an element is left out.
  public let probability: Double

  /// A layer that leaves elements out with a probability in [0, 1].
  public init(_ probability: Double = 0.5) {
    if !(0...1 ~= probability) {
      stop("dropout probability has to be between 0 and 1, but got \(probability)")
    }
    self.probability = probability
  }

  /// Leaves out elements in training.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    dropout(x, probability, training: isTraining)
  }

  /// The probability.
  public override var details: String { "p=\(probability), inplace=False" }
}
