import GradusDisplay
import GradusTensors

/// The rows of a table that class numbers name: (…) whole numbers become (…, dimensions).
///
/// The table starts with normal numbers. The row of `paddingIndex` starts with zeros and gets no
/// gradient. PyTorch: `nn.Embedding`.
public final class Embedding: Module, UnaryLayer {
  /// The table, of shape (count, dimensions).
  @Parameter public var weight: Tensor
  /// The row that stands for nothing.
  public let paddingIndex: Int?

  /// A table of `count` rows.
  public init(
    _ count: Int, _ dimensions: Int, paddingIndex: Int? = nil, dtype: DType = .float32
  ) {
    weight = zeros([count, dimensions], dtype: dtype)
    self.paddingIndex = paddingIndex.map { $0 < 0 ? $0 + count : $0 }
    super.init()
    weight.initialize(.normal())
    guard let row = self.paddingIndex else { return }
    if !(0..<count).contains(row) { stop("Padding_idx must be within num_embeddings") }
    noGradient { _ = weight[row].zero() }
  }

  /// The rows of class numbers.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let rows = embedding(x, weight)
    guard let paddingIndex, rows.requiresGradient else { return rows }
    return Tensor.where((x .== paddingIndex).unsqueezed(-1), rows.detached(), rows)
  }

  /// The sizes.
  public override var details: String {
    "\(weight.shape[0]), \(weight.shape[1])" + (paddingIndex.map { ", padding_idx=\($0)" } ?? "")
  }
}
