extension Tensor {
  /// Copies side by side, `counts[i]` of them along dimension i; further counts give new leading
  /// dimensions. PyTorch: `repeat`.
  public func repeated(_ counts: Int...) -> Tensor { repeated(counts) }
  /// Copies side by side, `counts[i]` of them along dimension i; further counts give new leading
  /// dimensions.
  public func repeated(_ counts: [Int]) -> Tensor {
    if counts.count < rank {
      stop(
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor"
      )
    }
    let r: Tensor = noGradient {
      let lead = counts.count - rank
      var wide = Sizes()
      var from = Sizes()
      var to = Sizes()
      for (i, c) in counts.enumerated() {
        if c < 0 { stop("Trying to create tensor with negative dimension \(c)") }
        let n = i < lead ? 1 : sizes[i - lead]
        from.append(1)
        from.append(n)
        wide.append(c)
        wide.append(n)
        to.append(c &* n)
      }
      if wide.product == nil { stop("Storage size calculation overflowed with sizes=\(to.text)") }
      return reshaped(to: from).expanded(to: wide.array).copied().reshaped(to: to)
    }
    if records(self) { r.attach(RepeatedNode(self, counts)) }
    return r
  }

  /// As `repeated`, with counts of 1 put in front where there are too few. PyTorch: `tile`.
  public func tiled(_ counts: Int...) -> Tensor { tiled(counts) }
  /// As `repeated`, with counts of 1 put in front where there are too few.
  public func tiled(_ counts: [Int]) -> Tensor {
    repeated(Array(repeating: 1, count: Swift.max(0, rank - counts.count)) + counts)
  }

  /// Each element `count` times in a row, along an axis or of the flattened tensor.
  /// PyTorch: `torch.repeat_interleave`.
  public func repeatInterleaved(_ count: Int, axis: Int? = nil) -> Tensor {
    guard let axis else { return flattened().repeatInterleaved(count, axis: 0) }
    let d = resolved(axis, rank: rank)
    if rank == 0 { _ = resolved(1, rank: 0) }
    var wide = sizes.array
    wide.insert(count, at: d + 1)
    var n = sizes
    n[d] *= count
    let v = unsqueezed(d + 1).expanded(to: wide)
    let c = v.cloned()
    return c.viewed(to: Shape(n.array))
  }

  /// Element i of an axis `counts[i]` times in a row. PyTorch: `torch.repeat_interleave(repeats)`.
  public func repeatInterleaved(_ counts: Tensor, axis: Int? = nil) -> Tensor {
    guard let axis else { return flattened().repeatInterleaved(counts, axis: 0) }
    if rank == 0 { stop("Dimension specified as \(axis) but tensor has no dimensions") }
    let d = resolved(axis, rank: rank)
    if counts.dtype != .int64, counts.dtype != .int32 {
      stop("\"repeat_interleave_cpu\" not implemented for '\(counts.dtype.scalarName)'")
    }
    let c = [Int](counts)
    if c.count != sizes[d] { stop("repeats must have the same size as input along dim") }
    let places = c.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    return taken(Tensor(places, dtype: .int64), axis: d)
  }

  /// The order of the elements along axes reversed; a copy. PyTorch: `flip`.
  public func flipped(axes: [Int]) -> Tensor {
    let all = axes.map { resolved($0, rank: rank) }
    if Set(all).count != all.count {
      stop("dim \(all[0]) appears multiple times in the list of dims")
    }
    let r = Tensor(uninitialized: sizes, dtype)
    if size > 0 {
      var (s, start) = (r.strides, 0)
      for d in all where rank > 0 {
        start += (sizes[d] - 1) * s[d]
        s[d] = -s[d]
      }
      Loops.copy(Tensor(viewOf: r, sizes, s, offset: start), self)
    }
    if records(self) {
      let n = FlippedNode(all)
      n.link(self)
      r.attach(n)
    }
    return r
  }
  /// The order of the elements along one axis reversed. PyTorch: `flip(dim)`.
  public func flipped(axis: Int) -> Tensor { flipped(axes: [axis]) }

  /// Elements moved `shift` places along an axis, those that fall off coming in at the other end.
  /// PyTorch: `roll(shift, dim)`.
  public func rolled(_ shift: Int, axis: Int) -> Tensor { rolled([shift], axes: [axis]) }
  /// Elements of the flattened tensor moved `shift` places. PyTorch: `roll(shift)`.
  public func rolled(_ shift: Int) -> Tensor {
    let r = noGradient { flattened().rolled([shift], axes: [0]).reshaped(to: sizes) }
    if records(self) { r.attach(RolledNode(self, [shift], nil)) }
    return r
  }
  /// Elements of the flattened tensor moved `shift` places.
  public func rolled(_ shifts: [Int], axes: [Int]) -> Tensor {
    if shifts.count != axes.count {
      stop("shifts and dimensions must align. shifts: \(shifts.count), dims:\(axes.count)")
    }
    let r: Tensor = noGradient {
      var r = self
      if size == 0 { return copied() }
      if rank == 0, let axis = axes.first {
        stop("Dimension specified as \(axis) but tensor has no dimensions")
      }
      for (shift, axis) in zip(shifts, axes) {
        let d = resolved(axis, rank: rank)
        let n = sizes[d]
        if n == 0 { continue }
        let k = ((shift % n) + n) % n
        r = concatenated([r.sliced(d, n - k, n, 1), r.sliced(d, 0, n - k, 1)], axis: d)
      }
      return r === self ? copied() : r
    }
    if records(self) { r.attach(RolledNode(self, shifts, axes)) }
    return r
  }

  /// The plane of two axes turned by quarters from the first to the second. PyTorch: `rot90`.
  public func rotated90(_ quarters: Int = 1, axes a: Int = 0, _ b: Int = 1) -> Tensor {
    if rank < 2 { stop("expected total dims >= 2, but got total dims = \(rank)") }
    let (i, j) = (resolved(a, rank: rank), resolved(b, rank: rank))
    if i == j {
      stop("expected rotation dims to be different, but got dim0 = \(a) and dim1 = \(b)")
    }
    let turned =
      switch ((quarters % 4) + 4) % 4 {
      case 1: flipped(axes: [j]).transposed(i, j)
      case 2: flipped(axes: [i, j])
      case 3: flipped(axes: [i]).transposed(i, j)
      default: cloned()
      }
    return turned.recorded(as: "Rot90Backward0")
  }
}

final class RepeatedNode: Node {
  private let sizes: Sizes
  private let counts: [Int]
  override var name: String { "RepeatBackward0" }
  init(_ x: Tensor, _ counts: [Int]) {
    sizes = x.sizes
    self.counts = counts
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let lead = counts.count - sizes.count
    var split = Sizes()
    for (i, c) in counts.enumerated() {
      split.append(c)
      split.append(i < lead ? 1 : sizes[i - lead])
    }
    let axes = (0..<counts.count).map { 2 * $0 }
    sink.give(0, g.reshaped(to: split).sum(axes: axes).reshaped(to: sizes))
  }
}

final class FlippedNode: Node {
  private let axes: [Int]
  override var name: String { "FlipBackward0" }
  init(_ axes: [Int]) { self.axes = axes }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.flipped(axes: axes)) }
}

final class RolledNode: Node {
  private let shifts: [Int]
  private let axes: [Int]?
  override var name: String { "RollBackward0" }
  init(_ x: Tensor, _ shifts: [Int], _ axes: [Int]?) {
    self.shifts = shifts
    self.axes = axes
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if let axes {
      sink.give(0, g.rolled(shifts.map { -$0 }, axes: axes))
    } else {
      sink.give(0, g.rolled(-shifts[0]))
    }
  }
}
