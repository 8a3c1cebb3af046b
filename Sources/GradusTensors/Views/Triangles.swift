/// Where rows and columns of the last two dimensions stand at or below, or above, a diagonal.
private func triangle(_ n: Int, _ m: Int, _ diagonal: Int, lower: Bool) -> Tensor {
  let rows = arange(n).reshaped(n, 1) + diagonal
  let columns = arange(m).reshaped(1, m)
  return lower ? columns .<= rows : columns .>= rows
}

extension Tensor {
  /// The part of matrices at and below a diagonal, zeros above. PyTorch: `tril`.
  public func tril(_ diagonal: Int = 0) -> Tensor { part(diagonal, lower: true) }
  /// The part of matrices at and above a diagonal, zeros below. PyTorch: `triu`.
  public func triu(_ diagonal: Int = 0) -> Tensor { part(diagonal, lower: false) }

  fileprivate func part(_ diagonal: Int, lower: Bool) -> Tensor {
    if rank < 2 { stop("\(lower ? "tril" : "triu"): input tensor must have at least 2 dimensions") }
    let keep = triangle(sizes[rank - 2], sizes[rank - 1], diagonal, lower: lower)
    let r = noGradient { maskedFill(keep.logicalNot().expanded(to: sizes.array), 0) }
    if records(self) {
      let n = TriangleNode(diagonal, lower: lower)
      n.link(self)
      r.attach(n)
    }
    return r
  }

  /// A vector on the diagonal of a matrix of zeros; of a matrix, a copy of its diagonal.
  /// PyTorch: `torch.diag`.
  public func diag(_ offset: Int = 0) -> Tensor {
    if rank == 2 {
      return diagonal(offset: offset).cloned().recorded(as: "DiagonalBackward0_copy")
    }
    if rank != 1 { stop("diag(): Supports 1D or 2D tensors. Got \(rank)D") }
    let n = size + Swift.abs(offset)
    let r = noGradient {
      placed(in: Sizes([n, n]), .diagonal(offset: offset, 0, 1))
    }
    if records(self) {
      let node = PlacedDiagonalNode(offset)
      node.link(self)
      r.attach(node)
    }
    return r
  }

  /// Sets the diagonal of a matrix in place. PyTorch: `fill_diagonal_`.
  @discardableResult
  public func fillDiagonal(_ value: some TensorScalar) -> Tensor {
    if rank < 2 { stop("dimensions must larger than 1") }
    if rank > 2, sizes.array.contains(where: { $0 != sizes[0] }) {
      stop("all dimensions of input must be of equal length")
    }
    let n = Swift.min(sizes[0], sizes[1])
    let step = strides.array.reduce(0, +)
    let line = view(Sizes([n]), Sizes([step]))
    if records(self) {
      let node = AsStridedNode(line.sizes, line.strides, offset: 0, of: self)
      node.link(self)
      line.attach(node)
    }
    line.fill(value)
    return self
  }

  /// The last dimensions widened by `pads`: two numbers each, before and after, from the last
  /// dimension on; negative ones cut. PyTorch: `F.pad`.
  public func padded(_ pads: [Int], value: some TensorScalar = 0) -> Tensor {
    if pads.count % 2 != 0 { stop("Padding length must be divisible by 2") }
    if pads.count / 2 > rank {
      stop(
        "Padding length should be less than or equal to two times the input dimension but got padding "
          + "length \(pads.count) and input of dimension \(rank)")
    }
    let r: Tensor = noGradient {
      var n = sizes
      var inside = self
      for i in 0..<(pads.count / 2) {
        let d = rank - 1 - i
        let (before, after) = (pads[2 * i], pads[2 * i + 1])
        n[d] += before + after
        if before < 0 {
          inside = inside.narrowed(axis: d, start: -before, length: inside.sizes[d] + before)
        }
        if after < 0 {
          inside = inside.narrowed(axis: d, start: 0, length: inside.sizes[d] + after)
        }
      }
      let r = Tensor(filled: n, dtype, value.scalar)
      var target = r
      for i in 0..<(pads.count / 2) {
        let d = rank - 1 - i
        let from = Swift.max(0, pads[2 * i])
        target = target.sliced(d, from, from + inside.sizes[d], 1)
      }
      Loops.copy(target, inside)
      return r
    }
    if records(self) {
      let node = PaddedNode(pads)
      node.link(self)
      r.attach(node)
    }
    return r
  }
}

final class TriangleNode: Node {
  private let diagonal: Int
  private let lower: Bool
  override var name: String { lower ? "TrilBackward0" : "TriuBackward0" }
  init(_ diagonal: Int, lower: Bool) {
    self.diagonal = diagonal
    self.lower = lower
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, g.part(diagonal, lower: lower))
  }
}

final class PlacedDiagonalNode: Node {
  private let offset: Int
  override var name: String { "DiagEmbedBackward0" }
  init(_ offset: Int) { self.offset = offset }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.diagonal(offset: offset)) }
}

final class PaddedNode: Node {
  private let pads: [Int]
  override var name: String { "ConstantPadNdBackward0" }
  init(_ pads: [Int]) { self.pads = pads }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.padded(pads.map { -$0 })) }
}
