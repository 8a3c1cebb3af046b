import GradusDisplay
import GradusTensors

/// Samples in tensors that belong together: sample i is element i of axis 0 of each.
/// PyTorch: `utils.data.TensorDataset`.
public final class TensorDataset {
  /// The tensors, of one size of axis 0.
  public let tensors: [Tensor]

  /// Tensors of one size of axis 0, such as features and labels.
  public init(_ tensors: [Tensor]) {
    guard let first = tensors.first else { stop("a data set needs a tensor at least") }
    for tensor in tensors where tensor.count != first.count {
      stop(
        "Size mismatch between tensors",
        hint: "the tensors have \(tensors.map { "\($0.count)" }.joined(separator: ", ")) samples")
    }
    self.tensors = tensors
  }

  /// Tensors of one size of axis 0, such as features and labels.
  public convenience init(_ tensors: Tensor...) { self.init(tensors) }

  /// The number of samples.
  public var count: Int { tensors[0].count }

  /// One sample: an element of each tensor.
  public subscript(_ place: Int) -> [Tensor] { tensors.map { $0[place] } }
}
