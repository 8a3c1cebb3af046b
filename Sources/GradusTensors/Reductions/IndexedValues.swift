/// Values that were picked along an axis, and where they stood.
///
/// Its text is that of PyTorch's named tuples.
public struct IndexedValues: CustomStringConvertible {
  /// The values. PyTorch: `values`.
  public let values: Tensor
  /// Their places along the axis, int64. PyTorch: `indices`.
  public let indices: Tensor
  let operation: String

  /// `torch.return_types.max(…)`.
  public var description: String {
    "torch.return_types.\(operation)(\nvalues=\(values),\nindices=\(indices))"
  }
}

/// Values picked along an axis: each gradient goes to where its value stood.
final class PickedNode: Node {
  private let called: String
  private let sizes: Sizes
  private let axis: Int
  private let keeping: Bool
  private let indices: Tensor
  override var name: String { called }
  init(_ name: String, _ x: Tensor, _ axis: Int, _ indices: Tensor, keeping: Bool) {
    called = name
    sizes = x.sizes
    self.axis = axis
    self.keeping = keeping
    self.indices = indices
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let zero = Tensor(filled: sizes, g.dtype, .int(0))
    if sizes.isEmpty {
      sink.give(0, g.reshaped(to: sizes))
    } else if keeping {
      sink.give(0, zero.scatterAdd(axis: axis, indices, g))
    } else {
      sink.give(0, zero.scatterAdd(axis: axis, indices.unsqueezed(axis), g.unsqueezed(axis)))
    }
  }
}
