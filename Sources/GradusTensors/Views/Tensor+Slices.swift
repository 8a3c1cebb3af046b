extension Tensor {
  /// Element `index` of dimension `axis`, which goes; a view. PyTorch: `select`.
  public func select(axis: Int, _ index: Int) -> Tensor {
    if rank == 0 { stop("select() cannot be applied to a 0-dim tensor.") }
    let d = resolved(axis, rank: rank)
    if index < -sizes[d] || index >= sizes[d] {
      stop(
        "select(): index \(index) out of range for tensor of size \(sizes.text) at dimension \(d)")
    }
    return selected(d, index)
  }

  func selected(_ d: Int, _ index: Int, name: String? = nil) -> Tensor {
    let i = index < 0 ? index + sizes[d] : index
    var (n, s) = (sizes, strides)
    n.remove(at: d)
    s.remove(at: d)
    return viewing(
      n, s, offset: i * strides[d], PartNode(sizes, .element(axis: d, index: i), name: name))
  }

  /// Every `step`th element of dimension `d` from `from` before `to`, both within bounds; a view.
  func sliced(_ d: Int, _ from: Int, _ to: Int, _ step: Int, name: String? = nil) -> Tensor {
    var (n, s) = (sizes, strides)
    n[d] = Swift.max(0, (to - from + step - 1) / step)
    s[d] *= step
    return viewing(
      n, s, offset: n[d] == 0 ? 0 : from * strides[d],
      PartNode(sizes, .slice(axis: d, from: from, to: to, step: step), name: name))
  }

  /// `length` elements of dimension `axis` from `start`; a view. PyTorch: `narrow`.
  public func narrowed(axis: Int, start: Int, length: Int) -> Tensor {
    if rank == 0 { stop("narrow() cannot be applied to a 0-dim tensor.") }
    let d = resolved(axis, rank: rank)
    let n = sizes[d]
    if length < 0 { stop("narrow(): length must be non-negative.") }
    if start < -n || start > n {
      stop(
        "start out of range (expected to be in range of [\(-n), \(n)], but got \(start))")
    }
    let from = start < 0 ? start + n : start
    if from + length > n {
      stop("start (\(from)) + length (\(length)) exceeds dimension size (\(n)).")
    }
    return sliced(d, from, from + length, 1)
  }

  /// The diagonal of two dimensions as the last one; a view. PyTorch: `diagonal`.
  public func diagonal(offset: Int = 0, axes a: Int = 0, _ b: Int = 1) -> Tensor {
    let (i, j) = (resolved(a, rank: rank), resolved(b, rank: rank))
    if i == j { stop("diagonal dimensions cannot be identical \(a), \(b)") }
    let n =
      offset >= 0 ? Swift.min(sizes[i], sizes[j] - offset) : Swift.min(sizes[i] + offset, sizes[j])
    var (m, s) = (sizes, strides)
    let step = strides[i] + strides[j]
    let start = offset >= 0 ? offset * strides[j] : -offset * strides[i]
    for d in [Swift.max(i, j), Swift.min(i, j)] {
      m.remove(at: d)
      s.remove(at: d)
    }
    m.append(Swift.max(0, n))
    s.append(step)
    return viewing(
      m, s, offset: n > 0 ? start : 0, PartNode(sizes, .diagonal(offset: offset, i, j)))
  }
}

/// A part of a tensor that is a view of it.
enum Part {
  case element(axis: Int, index: Int)
  case slice(axis: Int, from: Int, to: Int, step: Int)
  case diagonal(offset: Int, Int, Int)

  func callAsFunction(_ t: Tensor) -> Tensor {
    switch self {
    case .element(let axis, let index): t.selected(axis, index)
    case .slice(let axis, let from, let to, let step): t.sliced(axis, from, to, step)
    case .diagonal(let offset, let i, let j): t.diagonal(offset: offset, axes: i, j)
    }
  }

  var nodeName: String {
    switch self {
    case .element: "SelectBackward0"
    case .slice: "SliceBackward0"
    case .diagonal: "DiagonalBackward0"
    }
  }
}

/// The gradient of a part: zeros with the part's gradient in its place.
final class PartNode: Node {
  private let sizes: Sizes
  private let part: Part
  private let called: String
  override var name: String { called }
  init(_ sizes: Sizes, _ part: Part, name: String? = nil) {
    called = name ?? part.nodeName
    self.sizes = sizes
    self.part = part
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.placed(in: sizes, part)) }
}

extension Tensor {
  /// Zeros of shape `sizes` with this tensor where `part` views them; the gradient of that view.
  func placed(in sizes: Sizes, _ part: Part) -> Tensor {
    let whole = Tensor(filled: sizes, dtype, .int(0))
    noGradient { Loops.copy(part(whole), self) }
    if records(self) {
      let n = PlacedNode(part)
      n.link(self)
      whole.attach(n)
    }
    return whole
  }
}

/// The gradient of `placed`: the same part of the whole's gradient.
final class PlacedNode: Node {
  private let part: Part
  override var name: String { part.nodeName.dropLast() + "Backward0" }
  init(_ part: Part) { self.part = part }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, part(g)) }
}
