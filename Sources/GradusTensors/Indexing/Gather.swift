import GradusKernels

/// How index tensors pick elements of a tensor: offsets of what lies before, at and after them.
struct Picker {
  let outer: [Int64]
  let at: [Int64]
  let inner: [Int64]
  let resultSizes: Sizes

  /// `tensors` has one entry a dimension of `x`; their places are merged where they are neighbours,
  /// else they come first.
  init(_ x: Tensor, _ tensors: [Tensor?]) {
    let axes = tensors.indices.filter { tensors[$0] != nil }
    var shape = Sizes()
    for d in axes { shape = Picker.merged(shape, tensors[d]!.sizes, tensors) }
    let n = shape.product!
    var at = [Int64](repeating: 0, count: n)
    let elsewhere = tensors.indices.contains { tensors[$0] == nil && x.sizes[$0] == 0 }
    for (ordinal, d) in axes.enumerated() {
      let t = tensors[d]!
      if x.sizes[d] == 0, n > 0, !elsewhere {
        stop("index is out of bounds for dimension with size 0")
      }
      let wide = Tensor(viewOf: t, shape, stretched(t.sizes, t.strides, to: shape)).packed()
      let p = wide.pointer.assumingMemoryBound(to: Int64.self)
      let (size, step) = (x.sizes[d], Int64(x.strides[d]))
      for i in 0..<n {
        let v = Int(p[i])
        if elsewhere { continue }
        if v < -size || v >= size {
          stop("index \(v) is out of bounds for dimension \(ordinal) with size \(size)")
        }
        at[i] += Int64(v < 0 ? v + size : v) * step
      }
    }
    let together = axes.last! - axes.first! == axes.count - 1
    let plain = tensors.indices.filter { tensors[$0] == nil }
    let before = together ? plain.filter { $0 < axes.first! } : []
    let after = together ? plain.filter { $0 > axes.first! } : plain
    self.at = at
    outer = offsets(before.map { x.sizes[$0] }, before.map { x.strides[$0] })
    inner = offsets(after.map { x.sizes[$0] }, after.map { x.strides[$0] })
    resultSizes = Sizes(before.map { x.sizes[$0] } + shape.array + after.map { x.sizes[$0] })
  }

  private static func merged(_ a: Sizes, _ b: Sizes, _ all: [Tensor?]) -> Sizes {
    let rank = max(a.count, b.count)
    var r = Sizes(repeating: 1, count: rank)
    for i in 0..<rank {
      let x = i < a.count ? a[a.count - 1 - i] : 1
      let y = i < b.count ? b[b.count - 1 - i] : 1
      if x != y, x != 1, y != 1 {
        let shapes = all.compactMap { $0?.sizes.text }.joined(separator: ", ")
        stop(
          "shape mismatch: indexing tensors could not be broadcast together with shapes \(shapes)")
      }
      r[rank - 1 - i] = x == 1 ? y : x
    }
    return r
  }

  func gathered(_ x: Tensor) -> Tensor {
    let out = Tensor(uninitialized: resultSizes, x.dtype)
    gk_gather(
      Int32(x.dtype.byteCount), Int64(outer.count), outer, Int64(at.count), at, Int64(inner.count),
      inner, x.pointer, out.pointer)
    return out
  }
  func scatter(_ values: Tensor, into x: Tensor) {
    gk_scatter(
      Int32(x.dtype.byteCount), Int64(outer.count), outer, Int64(at.count), at, Int64(inner.count),
      inner, values.pointer, x.pointer)
  }
  func add(_ values: Tensor, into x: Tensor) {
    gk_scatter_add(
      x.dtype.code, Int64(outer.count), outer, Int64(at.count), at, Int64(inner.count), inner,
      values.pointer, x.pointer)
  }
}

/// Where the elements of a tensor lie, in row-major order.
func offsets(_ sizes: [Int], _ strides: [Int]) -> [Int64] {
  var result: [Int64] = [0]
  for (n, s) in zip(sizes, strides) {
    var next: [Int64] = []
    next.reserveCapacity(result.count * n)
    for o in result { for i in 0..<n { next.append(o + Int64(i * s)) } }
    result = next
  }
  return result
}

extension Tensor {
  /// The elements that index tensors pick. PyTorch: `x[tensor]`.
  func gathered(at tensors: [Tensor?]) -> Tensor {
    let r = pickedFromRow(at: tensors) ?? Picker(self, tensors).gathered(self)
    if records(self) { r.attach(IndexNode(self, tensors)) }
    return r
  }

  /// Elements of a vector by indices from its start, on several threads; nil for all else.
  private func pickedFromRow(at tensors: [Tensor?]) -> Tensor? {
    guard rank == 1, isContiguous, let index = tensors[0], index.isContiguous, index.size > 0
    else { return nil }
    let r = Tensor(uninitialized: index.sizes, dtype)
    let odd = gk_gather_along(
      Int32(dtype.byteCount), 1, Int64(index.size), 1, Int64(size),
      index.pointer.assumingMemoryBound(to: Int64.self), pointer, r.pointer)
    return odd < 0 ? r : nil
  }

  /// Zeros of shape `sizes` with this tensor's elements added where the index tensors point.
  func spread(over sizes: Sizes, at tensors: [Tensor?]) -> Tensor {
    let whole = Tensor(filled: sizes, dtype, .int(0))
    Picker(whole, tensors).add(packed(), into: whole)
    if records(self) { whole.attach(SpreadNode(self, tensors)) }
    return whole
  }

  /// Copies `value` to where the index tensors point. PyTorch: `index_put_`.
  func put(_ value: Tensor, at tensors: [Tensor?], accumulate: Bool = false) {
    checkChangeable()
    let p = Picker(self, tensors)
    let v = value.converted(to: dtype)
    var lead = 0
    while v.rank - lead > p.resultSizes.count, v.sizes[lead] == 1 { lead += 1 }
    let cut = Tensor(
      viewOf: v, Sizes(Array(v.sizes.array[lead...])), Sizes(Array(v.strides.array[lead...])))
    for i in 0..<cut.rank {
      let r = p.resultSizes.count - 1 - i
      let n = cut.sizes[cut.rank - 1 - i]
      if n != 1, r < 0 || n != p.resultSizes[r] {
        stop(
          "shape mismatch: value tensor of shape \(value.sizes.text) cannot be broadcast to indexing "
            + "result of shape \(p.resultSizes.text)")
      }
    }
    let wide = Tensor(
      viewOf: cut, p.resultSizes, stretched(cut.sizes, cut.strides, to: p.resultSizes)
    ).packed()
    if accumulate { p.add(wide, into: self) } else { p.scatter(wide, into: self) }
    touch()
    if records(self, value) { rebase(onto: IndexPutNode(self, value, tensors, accumulate)) }
  }

  /// For each dimension the places of the elements that are not zero, in row-major order.
  func nonzeroColumns() -> [Tensor] {
    let mask = converted(to: .bool).packed()
    let p = mask.pointer.assumingMemoryBound(to: UInt8.self)
    let count = Int(gk_count_nonzero(Int64(size), p))
    let found = Tensor(uninitialized: Sizes([count]), .int64)
    let places = found.pointer.assumingMemoryBound(to: Int64.self)
    gk_nonzero(Int64(size), p, Int64(count), places)
    if rank == 1 { return [found] }
    let steps = sizes.rowMajorStrides
    return (0..<rank).map { d in
      let t = Tensor(uninitialized: Sizes([count]), .int64)
      let q = t.pointer.assumingMemoryBound(to: Int64.self)
      let (n, s) = (Int64(sizes[d]), Int64(steps[d]))
      for i in 0..<count { q[i] = places[i] / s % n }
      return t
    }
  }
}

final class IndexNode: Node {
  private let sizes: Sizes
  private let tensors: [Tensor?]
  override var name: String { "IndexBackward0" }
  init(_ x: Tensor, _ tensors: [Tensor?]) {
    sizes = x.sizes
    self.tensors = tensors
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, g.spread(over: sizes, at: tensors))
  }
}

final class SpreadNode: Node {
  private let tensors: [Tensor?]
  override var name: String { "IndexPutBackward0" }
  init(_ x: Tensor, _ tensors: [Tensor?]) {
    self.tensors = tensors
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.gathered(at: tensors)) }
}

final class IndexPutNode: Node {
  private let tensors: [Tensor?]
  private let value: Form
  private let accumulate: Bool
  override var name: String { "IndexPutBackward0" }
  init(_ x: Tensor, _ value: Tensor, _ tensors: [Tensor?], _ accumulate: Bool) {
    self.tensors = tensors
    self.value = Form(value)
    self.accumulate = accumulate
    super.init()
    link(x, value)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) {
      if accumulate {
        sink.give(0, g)
      } else {
        let hit = Tensor(filled: g.sizes, .bool, .int(0))
        noGradient { hit.put(Tensor(number: .bool(true)), at: tensors) }
        sink.give(0, g.maskedFill(hit, 0))
      }
    }
    if needs(1) { sink.give(1, value.fit(g.gathered(at: tensors))) }
  }
}
