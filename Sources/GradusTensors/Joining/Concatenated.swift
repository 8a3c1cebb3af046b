/// Tensors joined along an axis, of the promoted type. PyTorch: `torch.cat`.
public func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
  if tensors.isEmpty { stop("torch.cat(): expected a non-empty list of Tensors") }
  let dtype = Promotion.of(tensors)
  // A 1-d tensor without elements joins anything.
  let full = tensors.filter { !($0.rank == 1 && $0.size == 0) }
  guard let first = full.first else { return Tensor(uninitialized: Sizes([0]), dtype) }
  if tensors.contains(where: { $0.rank == 0 }) {
    let i = tensors.firstIndex { $0.rank == 0 }!
    stop("zero-dimensional tensor (at position \(i)) cannot be concatenated")
  }
  let d = resolved(axis, rank: first.rank)
  var n = first.sizes
  n[d] = 0
  for (i, t) in tensors.enumerated() where !(t.rank == 1 && t.size == 0) {
    if t.rank != first.rank {
      stop(
        "Tensors must have same number of dimensions: got \(first.rank) and \(t.rank)")
    }
    for k in 0..<t.rank where k != d && t.sizes[k] != first.sizes[k] {
      stop(
        "Sizes of tensors must match except in dimension \(d). Expected size \(first.sizes[k]) but got "
          + "size \(t.sizes[k]) for tensor number \(i) in the list.")
    }
    n[d] += t.sizes[d]
  }
  let r = Tensor(uninitialized: n, dtype)
  var at = 0
  for t in full {
    Loops.copy(
      Tensor(viewOf: r, t.sizes, r.strides, offset: at * r.strides[d]), t)
    at += t.sizes[d]
  }
  if records(tensors) { r.attach(ConcatenatedNode(tensors, d)) }
  return r
}

/// The gradient of each part, in its type.
final class ConcatenatedNode: Node {
  private let forms: [Form]
  private let axis: Int
  override var name: String { "CatBackward0" }
  init(_ tensors: [Tensor], _ axis: Int) {
    forms = tensors.map { Form($0) }
    self.axis = axis
    super.init()
    link(tensors)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    var at = 0
    for (i, f) in forms.enumerated() {
      if f.sizes.count == 1, f.sizes[0] == 0 { continue }
      let n = f.sizes[axis]
      if needs(i) { sink.give(i, f.fit(g.sliced(axis, at, at + n, 1))) }
      at += n
    }
  }
}

/// Tensors of one shape joined along a new axis. PyTorch: `torch.stack`.
public func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
  guard let first = tensors.first else { stop("stack expects a non-empty TensorList") }
  for (i, t) in tensors.enumerated() where t.sizes != first.sizes {
    stop(
      "stack expects each tensor to be equal size, but got \(first.sizes.text) at entry 0 and "
        + "\(t.sizes.text) at entry \(i)")
  }
  let d = resolved(axis, rank: first.rank + 1)
  let r = noGradient { concatenated(tensors.map { $0.unsqueezed(d) }, axis: d) }
  if records(tensors) { r.attach(StackedNode(tensors, d)) }
  return r
}

final class StackedNode: Node {
  private let forms: [Form]
  private let axis: Int
  override var name: String { "StackBackward0" }
  init(_ tensors: [Tensor], _ axis: Int) {
    forms = tensors.map { Form($0) }
    self.axis = axis
    super.init()
    link(tensors)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    for (i, f) in forms.enumerated() where needs(i) {
      sink.give(i, f.fit(g.selected(axis, i)))
    }
  }
}

/// Tensors side by side: along axis 1, 1-d ones along axis 0. PyTorch: `torch.hstack`.
public func hstack(_ tensors: [Tensor]) -> Tensor {
  let all = tensors.map { $0.rank == 0 ? $0.reshaped(1) : $0 }
  return concatenated(all, axis: all.first?.rank == 1 ? 0 : 1)
}

/// Tensors one below the other, 1-d ones as rows. PyTorch: `torch.vstack`.
public func vstack(_ tensors: [Tensor]) -> Tensor {
  concatenated(tensors.map { $0.atLeast2D() }, axis: 0)
}

/// Matrices along the diagonal of a larger one, zeros elsewhere. PyTorch: `torch.block_diag`.
public func blockDiagonal(_ tensors: [Tensor]) -> Tensor {
  for (i, t) in tensors.enumerated() where t.rank > 2 {
    stop(
      "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input \(i) has \(t.rank) "
        + "dimensions")
  }
  let all = tensors.map { $0.atLeast2D() }
  let (h, w) = (all.map { $0.sizes[0] }.reduce(0, +), all.map { $0.sizes[1] }.reduce(0, +))
  var left = 0
  let rows = all.map { t in
    defer { left += t.sizes[1] }
    return t.padded([left, w - left - t.sizes[1]])
  }
  if h == 0 { return Tensor(filled: Sizes([0, w]), Promotion.of(all), .int(0)) }
  return concatenated(rows, axis: 0).recorded(as: "BlockDiagBackward0")
}
