import GradusKernels

/// A comparison of two tensors by its kernel; the result is bool and records nothing.
func compared(_ op: Int, _ a: Tensor, _ b: Tensor) -> Tensor {
  let dtype = Promotion.of(a, b)
  let out = Tensor(uninitialized: broadcast(a.sizes, b.sizes), .bool)
  Loops.compare(op, dtype, out, a.converted(to: dtype), b.converted(to: dtype))
  return out
}
