/// A tensor is the sequence of its slices along the first dimension: `for row in t`, `zip(t, u)`,
/// `Array(t)`, `t.map { … }`.
///
/// The standard library's `min()`, `max()` and `sorted()` ask for comparable elements, which slices are
/// not, so that these names stay the tensor's own.
extension Tensor: Sequence {
  /// Goes over views of the slices along the first dimension; a 0-d tensor has none and stops.
  /// PyTorch: `iter(tensor)`.
  public func makeIterator() -> IndexingIterator<[Tensor]> {
    if rank == 0 {
      stop("iteration over a 0-d tensor", hint: "in Swift: Double(t) is its only element")
    }
    return unbound().makeIterator()
  }

  /// The number of slices.
  public var underestimatedCount: Int { rank == 0 ? 0 : sizes[0] }
}
