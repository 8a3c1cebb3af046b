import GradusKernels

/// The sum of the products of two vectors' elements, Σ aᵢ bᵢ.
///
/// Both 1-d, of one type and length. PyTorch: `torch.dot`.
public func dot(_ a: Tensor, _ b: Tensor) -> Tensor {
  if a.rank != 1 || b.rank != 1 {
    stop("1D tensors expected, but got \(a.rank)D and \(b.rank)D tensors")
  }
  if a.dtype != b.dtype {
    stop(
      "dot : expected both vectors to have same dtype, but found \(a.dtype.scalarName) and "
        + b.dtype.scalarName)
  }
  if a.size != b.size {
    stop(
      "inconsistent tensor size, expected tensor [\(a.size)] and src [\(b.size)] to have the same "
        + "number of elements, but got \(a.size) and \(b.size) elements respectively")
  }
  let r = Tensor(uninitialized: Sizes(), a.dtype)
  let failed = gk_dot(
    a.dtype.code, Int64(a.size), a.pointer, Int64(a.strides[0]), b.pointer, Int64(b.strides[0]),
    r.pointer)
  if failed != 0 { stop("\"dot\" not implemented for '\(a.dtype.scalarName)'") }
  if records(a, b) { r.attach(DotNode(a, b)) }
  return r
}

/// ∂(a·b) = g·b, g·a.
final class DotNode: Node {
  override var name: String { "DotBackward0" }
  init(_ a: borrowing Tensor, _ b: borrowing Tensor) {
    super.init()
    save(a, b)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, g * saved(1)) }
    if needs(1) { sink.give(1, g * saved(0)) }
  }
}
