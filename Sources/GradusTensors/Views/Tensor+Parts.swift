extension Tensor {
  /// Views of `length` elements each along an axis, the last one shorter where needed.
  /// PyTorch: `split(size)`.
  public func split(_ length: Int, axis: Int = 0) -> [Tensor] {
    if rank == 0 { stop("split expects at least a 1-dimensional tensor") }
    let d = resolved(axis, rank: rank)
    let n = sizes[d]
    if length < 0 {
      stop("split expects split_size be non-negative, but got split_size=\(length)")
    }
    if length == 0, n != 0 {
      stop("split_size can only be 0 if dimension size is 0, but got dimension size of \(n)")
    }
    let parts = length == 0 ? 1 : Swift.max(1, (n + length - 1) / length)
    return (0..<parts).map {
      sliced(d, $0 * length, Swift.min(($0 + 1) * length, n), 1, name: "SplitBackward0")
    }
  }

  /// Views of the given lengths along an axis. PyTorch: `split([…])`.
  public func split(_ lengths: [Int], axis: Int = 0) -> [Tensor] {
    if rank == 0 { stop("split expects at least a 1-dimensional tensor") }
    let d = resolved(axis, rank: rank)
    let n = sizes[d]
    if lengths.reduce(0, +) != n {
      stop(
        "split_with_sizes expects split_sizes to sum exactly to \(n) (input tensor's size at dimension "
          + "\(axis)), but got split_sizes=\(Sizes(lengths).text)")
    }
    var at = 0
    return lengths.map { length in
      defer { at += length }
      return sliced(d, at, at + length, 1, name: "SplitWithSizesBackward0")
    }
  }

  /// At most `parts` views of equal length along an axis. PyTorch: `chunk`.
  public func chunked(_ parts: Int, axis: Int = 0) -> [Tensor] {
    if rank == 0 { stop("chunk expects at least a 1-dimensional tensor") }
    if parts <= 0 { stop("chunk expects `chunks` to be greater than 0, got: \(parts)") }
    let d = resolved(axis, rank: rank)
    if sizes[d] == 0 { return split(Array(repeating: 0, count: parts), axis: d) }
    return split(Swift.max(1, (sizes[d] + parts - 1) / parts), axis: d)
  }

  /// Exactly `parts` views along an axis, the first ones longer by one where needed.
  /// PyTorch: `tensor_split(sections)`.
  public func evenlySplit(_ parts: Int, axis: Int = 0) -> [Tensor] {
    if rank == 0 {
      stop("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    }
    let d = resolved(axis, rank: rank)
    if parts <= 0 {
      stop("number of sections must be larger than 0, got \(parts)")
    }
    let (q, r) = sizes[d].quotientAndRemainder(dividingBy: parts)
    var at = 0
    return (0..<parts).map { i in
      let length = i < r ? q + 1 : q
      defer { at += length }
      return sliced(d, at, at + length, 1)
    }
  }

  /// Views between the given places along an axis. PyTorch: `tensor_split(indices)`.
  public func split(at places: [Int], axis: Int = 0) -> [Tensor] {
    if rank == 0 {
      stop("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    }
    let d = resolved(axis, rank: rank)
    let n = sizes[d]
    let ends = places.map { Swift.min(Swift.max($0 < 0 ? $0 + n : $0, 0), n) } + [n]
    var at = 0
    return ends.map { end in
      defer { at = end }
      return sliced(d, at, Swift.max(end, at), 1)
    }
  }

  /// Views of each element along an axis, which goes. PyTorch: `unbind`.
  public func unbound(axis: Int = 0) -> [Tensor] {
    let d = resolved(axis, rank: rank)
    if rank == 0 { stop("Dimension specified as 0 but tensor has no dimensions") }
    return (0..<sizes[d]).map { selected(d, $0, name: "UnbindBackward0") }
  }

  /// Dimension `from` moved to place `to`, the others in order; a view. PyTorch: `movedim`.
  public func movedAxis(_ from: Int, to: Int) -> Tensor { movedAxes([from], to: [to]) }

  /// Dimensions moved to the given places, the others in order; a view. PyTorch: `movedim`.
  public func movedAxes(_ from: [Int], to: [Int]) -> Tensor {
    let source = from.map { resolved($0, rank: rank) }
    let target = to.map { resolved($0, rank: rank) }
    if rank == 0, source.count == target.count {
      return viewing(sizes, strides, ReshapeNode("AliasBackward0", sizes))
    }
    if source.count != target.count || Set(source).count != source.count
      || Set(target).count != target.count
    {
      stop("movedim: repeated dim in `source` or `destination`, or lists of different length")
    }
    var order = Array(repeating: -1, count: rank)
    for (s, t) in zip(source, target) { order[t] = s }
    var rest = (0..<rank).filter { !source.contains($0) }.makeIterator()
    for i in 0..<rank where order[i] < 0 { order[i] = rest.next()! }
    return permuted(order)
  }

  /// The matrix of each pair of last dimensions transposed; a view. PyTorch: `mT`.
  public var mT: Tensor {
    if rank == 0 { return self }
    if rank < 2 {
      stop("tensor.mT is only supported on matrices or batches of matrices. Got \(rank)-D tensor.")
    }
    return transposed(-2, -1)
  }

  /// All dimensions in reverse order; a view. PyTorch: `T`.
  // swift-format-ignore: AlwaysUseLowerCamelCase
  // swift-format-ignore: AlwaysUseLowerCamelCase
  public var T: Tensor { permuted(Array((0..<rank).reversed())) }

  /// This tensor with at least two dimensions. PyTorch: `torch.atleast_2d`.
  public func atLeast2D() -> Tensor {
    switch rank {
    case 0: reshaped(1, 1)
    case 1: unsqueezed(0)
    default: self
    }
  }

  /// Windows of `size` elements every `step` along an axis, as a new last dimension; a view.
  /// PyTorch: `unfold`.
  public func unfolded(axis: Int, size n: Int, step: Int) -> Tensor {
    let d = resolved(axis, rank: rank)
    let last = rank == 0 ? 1 : sizes[d]
    if n > last {
      stop("maximum size for tensor at dimension \(d) is \(last) but size is \(n)")
    }
    if step <= 0 { stop("step is \(step) but must be > 0") }
    var (m, s) = (sizes, strides)
    m[d] = (last - n) / step + 1
    s[d] = strides[d] * step
    m.append(n)
    s.append(strides[d])
    let v = view(m, s)
    if records(self) {
      let node = AsStridedNode(
        m, s, offset: 0, baseSizes: sizes, baseStrides: strides, name: "UnfoldBackward0",
        overlapping: n > step)
      node.link(self)
      v.attach(node)
    }
    return v
  }
}
