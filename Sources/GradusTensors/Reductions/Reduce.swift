import GradusKernels

extension Tensor {
  /// The elements as rows × reduced × columns: outer dimensions, those to reduce, inner ones.
  struct Slab {
    let tensor: Tensor
    let outer: Int
    let n: Int
    let inner: Int
  }

  func slab(_ axes: [Int]) -> Slab {
    if axes.count == rank { return Slab(tensor: packed(), outer: 1, n: size, inner: 1) }
    let adjacent = axes.isEmpty || axes.last! - axes.first! == axes.count - 1
    if adjacent, !axes.isEmpty, isContiguous {
      let all = sizes.array
      return Slab(
        tensor: self, outer: all[..<axes.first!].reduce(1, *),
        n: axes.map { all[$0] }.reduce(1, *), inner: all[(axes.last! + 1)...].reduce(1, *))
    }
    let kept = (0..<rank).filter { !axes.contains($0) }
    let order = kept + axes
    let moved = Tensor(
      viewOf: self, Sizes(order.map { sizes[$0] }), Sizes(order.map { strides[$0] }))
    return Slab(
      tensor: moved.packed(), outer: kept.map { sizes[$0] }.reduce(1, *),
      n: axes.map { sizes[$0] }.reduce(1, *), inner: 1)
  }

  /// The shape without the reduced dimensions, or with 1 in their place.
  func reducedSizes(_ axes: [Int], keeping: Bool) -> Sizes {
    var s = Sizes()
    for d in 0..<rank {
      if !axes.contains(d) { s.append(sizes[d]) } else if keeping { s.append(1) }
    }
    return s
  }

  /// A reduction over resolved axes, nil meaning all; nothing is recorded.
  func reducedRaw(_ op: Int, _ axes: [Int]?, keeping: Bool) -> Tensor {
    if axes == nil, !keeping, isContiguous {
      let type = DType(rawValue: UInt8(gk_reduced_type(Int32(op), dtype.code)))!
      let out = Tensor(uninitialized: Sizes(), type)
      _ = gk_reduce(Int32(op), dtype.code, 1, Int64(size), 1, pointer, out.pointer, nil)
      return out
    }
    let axes = axes ?? Array(0..<rank)
    let s = slab(axes)
    let type = DType(rawValue: UInt8(gk_reduced_type(Int32(op), dtype.code)))!
    let out = Tensor(uninitialized: reducedSizes(axes, keeping: keeping), type)
    _ = gk_reduce(
      Int32(op), dtype.code, Int64(s.outer), Int64(s.n), Int64(s.inner), s.tensor.pointer,
      out.pointer, nil)
    return out
  }

  /// A reduced tensor stretched back over what was reduced. `sizes` is the shape before.
  func restretched(_ axes: [Int], keeping: Bool, to sizes: Sizes) -> Tensor {
    restored(axes, keeping: keeping, rank: sizes.count).expanded(to: sizes.array)
  }

  /// A reduced tensor with its dimensions of 1 put back.
  func restored(_ axes: [Int], keeping: Bool, rank: Int) -> Tensor {
    if keeping || rank == 0 { return self }
    if self.rank == 0 {
      return reshaped(to: Sizes(repeating: 1, count: rank))
    }
    var t = self
    for d in axes.sorted() { t = t.unsqueezed(d) }
    return t
  }
}
