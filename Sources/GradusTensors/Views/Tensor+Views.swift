extension Tensor {
  /// A view in the family of this tensor: in-place changes of one reach the history of the other.
  func view(_ sizes: Sizes, _ strides: Sizes, offset: Int = 0) -> Tensor {
    let v = Tensor(viewOf: self, sizes, strides, offset: offset)
    v.base = base ?? self
    v.history = v.base!.history
    return v
  }

  func viewing(
    _ sizes: Sizes, _ strides: Sizes, offset: Int = 0, _ node: @autoclosure () -> Node
  ) -> Tensor {
    let v = view(sizes, strides, offset: offset)
    if records(self) {
      let n = node()
      n.link(self)
      v.attach(n)
    }
    return v
  }

  /// Dimensions `a` and `b` exchanged; a view. PyTorch: `transpose`, `swapaxes`.
  public func transposed(_ a: Int, _ b: Int) -> Tensor {
    let (i, j) = (resolved(a, rank: rank), resolved(b, rank: rank))
    return viewing(
      swapped(sizes, i, j), swapped(strides, i, j), TransposeNode("TransposeBackward0", i, j))
  }

  /// The matrix with rows and columns exchanged; a view. Of rank 0, 1 and 2 only.
  /// PyTorch: `Tensor.t`.
  public func transposed() -> Tensor {
    if rank > 2 { stop("t() expects a tensor with <= 2 dimensions, but self is \(rank)D") }
    if rank < 2 { return viewing(sizes, strides, TransposeNode("TBackward0", 0, 0)) }
    return viewing(
      swapped(sizes, 0, 1), swapped(strides, 0, 1), TransposeNode("TBackward0", 0, 1))
  }

  /// The dimensions in the given order; a view. PyTorch: `permute`.
  public func permuted(_ axes: Int...) -> Tensor { permuted(axes) }
  /// The dimensions in the given order; a view.
  public func permuted(_ axes: [Int]) -> Tensor {
    if axes.count != rank {
      stop(
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length of "
          + "the desired ordering of dimensions i.e. input.dim() = \(rank) is not equal to "
          + "len(dims) = \(axes.count)")
    }
    let order = axes.map { resolved($0, rank: rank) }
    if Set(order).count != order.count { stop("permute(): duplicate dims are not allowed.") }
    return viewing(
      Sizes(order.map { sizes[$0] }), Sizes(order.map { strides[$0] }), PermuteNode(order))
  }

  /// A new dimension of one element before `axis`; a view. PyTorch: `unsqueeze`.
  public func unsqueezed(_ axis: Int) -> Tensor {
    let d = resolved(axis, rank: rank + 1)
    var (n, s) = (sizes, strides)
    n.insert(1, at: d)
    s.insert(d < rank ? sizes[d] * strides[d] : 1, at: d)
    return viewing(n, s, UnsqueezeNode(d))
  }

  /// All dimensions of one element removed; a view. PyTorch: `squeeze()`.
  public func squeezed() -> Tensor {
    let kept = (0..<rank).filter { sizes[$0] != 1 }
    return viewing(
      Sizes(kept.map { sizes[$0] }), Sizes(kept.map { strides[$0] }),
      ReshapeNode("SqueezeBackward0", sizes))
  }

  /// Dimension `axis` removed where it has one element; a view. PyTorch: `squeeze(dim)`.
  public func squeezed(_ axis: Int) -> Tensor { squeezed(axis, name: "SqueezeBackward1") }
  func squeezed(_ axis: Int, name: String) -> Tensor {
    let d = resolved(axis, rank: rank)
    var (n, s) = (sizes, strides)
    if d < rank, sizes[d] == 1 {
      n.remove(at: d)
      s.remove(at: d)
    }
    return viewing(n, s, ReshapeNode(name, sizes))
  }

  /// Dimensions of one element repeated without copying, -1 leaving a dimension as it is; a view.
  /// PyTorch: `expand`, `broadcast_to`.
  public func expanded(_ sizes: Int...) -> Tensor { expanded(to: sizes) }
  /// Dimensions of one element repeated without copying, -1 leaving a dimension as it is; a view.
  /// PyTorch: `expand_as`.
  public func expanded(to shape: Shape) -> Tensor { expanded(to: shape.sizes) }
  /// Dimensions of one element repeated without copying, -1 leaving a dimension as it is; a view.
  public func expanded(to target: [Int]) -> Tensor {
    let (n, s) = expansion(to: target)
    return viewing(n, s, ExpandNode(sizes))
  }

  /// The old name of the tensor's class, which some sentences still show.
  private var legacyTypeName: String {
    dtype == .bool || dtype == .bfloat16
      ? "CPU\(dtype.scalarName)Type" : "torch.\(dtype.scalarName)Tensor"
  }

  func expansion(to target: [Int]) -> (Sizes, Sizes) {
    let lead = target.count - rank
    if target.contains(where: { $0 < -1 }) || Sizes(target.map { Swift.max($0, 0) }).product == nil
    {
      stop("numel: integer multiplication overflow")
    }
    let from = "Target sizes: \(Sizes(target).text).  Tensor sizes: \(sizes.text)"
    if lead < 0 {
      stop(
        "expand(\(legacyTypeName){\(sizes.text)}, size=\(Sizes(target).text)): the number of "
          + "sizes provided (\(target.count)) must be greater or equal to the number of dimensions "
          + "in the tensor (\(rank))")
    }
    var (n, s) = (Sizes(target), Sizes(repeating: 0, count: target.count))
    for d in 0..<target.count {
      let old = d < lead ? 1 : sizes[d - lead]
      if target[d] == -1 {
        if d < lead {
          stop(
            "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension "
              + "\(d)")
        }
        n[d] = old
      } else if old != target[d], old != 1 {
        stop(
          "The expanded size of the tensor (\(target[d])) must match the existing size (\(old)) at "
            + "non-singleton dimension \(d).  \(from)")
      }
      if d >= lead, n[d] == old { s[d] = strides[d - lead] }
    }
    return (n, s)
  }

  private func swapped(_ s: Sizes, _ i: Int, _ j: Int) -> Sizes {
    if s.isEmpty { return s }
    var t = s
    t[i] = s[j]
    t[j] = s[i]
    return t
  }
}
