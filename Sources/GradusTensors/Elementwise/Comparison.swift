import GradusKernels

/// A comparison of two tensors by its kernel; the result is bool and records nothing.
func compared(_ op: Int, _ a: Tensor, _ b: Tensor) -> Tensor {
  let dtype = Promotion.of(a, b)
  if a.isContiguous, a.dtype == dtype, !a.isNumber {
    if b.isContiguous, b.dtype == dtype, a.sizes == b.sizes {
      let out = Tensor(like: a, .bool)
      _ = gk_compare_flat(
        Int32(op), dtype.code, Int64(a.size), out.pointer, a.pointer, 1, b.pointer, 1)
      return out
    }
  }
  let out = Tensor(uninitialized: broadcast(a.sizes, b.sizes), .bool)
  Loops.compare(op, dtype, out, a.converted(to: dtype), b.converted(to: dtype))
  return out
}

/// A comparison with a Swift number.
func compared(_ op: Int, _ a: Tensor, _ number: Scalar) -> Tensor {
  guard a.isContiguous, !a.isNumber, a.dtype.isFloatingPoint else {
    return compared(op, a, Tensor(number: number))
  }
  let out = Tensor(like: a, .bool)
  var element: UInt64 = 0
  withUnsafeMutableBytes(of: &element) { element in
    gk_set_double(a.dtype.code, element.baseAddress!, number.doubleValue)
    _ = gk_compare_flat(
      Int32(op), a.dtype.code, Int64(a.size), out.pointer, a.pointer, 1, element.baseAddress!, 0)
  }
  return out
}
