import GradusKernels

/// An operation of two tensors by its kernel; nothing is recorded.
///
/// - Parameter name: the kernel's name in PyTorch's sentence for types it does not have.
func elementwise(_ op: Int, _ a: Tensor, _ b: Tensor, as dtype: DType, _ name: String) -> Tensor {
  if a.isContiguous, b.isContiguous, a.dtype == dtype, b.dtype == dtype, a.sizes == b.sizes,
    b.rank > 0
  {
    let out = Tensor(like: a, dtype)
    check(
      gk_binary_flat(
        Int32(op), dtype.code, Int64(a.size), out.pointer, a.pointer, 1, b.pointer, 1), dtype, name)
    return out
  }
  if let out = flat(op, a, b, as: dtype, name) { return out }
  let out = Tensor(uninitialized: broadcast(a.sizes, b.sizes), dtype)
  elementwise(op, a, b, into: out, as: dtype, name)
  return out
}

/// The common case, without strides: operands of one shape side by side in memory, or one such and a
/// 0-d one; nil for all others. Small operations cost little more than their result.
private func flat(
  _ op: Int, _ a: Tensor, _ b: Tensor, as dtype: DType, _ name: String
) -> Tensor? {
  let isSame = a.sizes == b.sizes
  let isSingleA = a.rank == 0 && !(isSame && a.dtype == dtype)
  let isSingleB = b.rank == 0 && !(isSame && b.dtype == dtype)
  guard isSame || isSingleA || isSingleB, a.isContiguous, b.isContiguous,
    isSingleA || a.dtype == dtype, isSingleB || b.dtype == dtype,
    !(b.rank == 0 && dtype.byteCount == 2 && dtype.isFloatingPoint)
  else { return nil }
  let out = Tensor(like: isSingleA ? b : a, dtype)
  var singles = (UInt64(0), UInt64(0))
  let status = withUnsafeMutableBytes(of: &singles) { room -> Int32 in
    let (x, y) = (room.baseAddress!, room.baseAddress! + 8)
    if isSingleA { a.store(in: x, as: dtype) }
    if isSingleB { b.store(in: y, as: dtype) }
    return gk_binary_flat(
      Int32(op), dtype.code, Int64(out.size), out.pointer, isSingleA ? x : a.pointer,
      isSingleA ? 0 : 1, isSingleB ? y : b.pointer, isSingleB ? 0 : 1)
  }
  check(status, dtype, name)
  return out
}

@inline(__always)
private func check(_ status: Int32, _ dtype: DType, _ name: String) {
  if status != 0 { stopFailed(status, dtype, name) }
}

private func stopFailed(_ status: Int32, _ dtype: DType, _ name: String) -> Never {
  if status == 1 { stop("ZeroDivisionError") }
  stop("\"\(name)\" not implemented for '\(dtype.scalarName)'")
}

func elementwise(
  _ op: Int, _ a: Tensor, _ b: Tensor, into out: Tensor, as dtype: DType, _ name: String
) {
  if dtype.byteCount == 2, dtype.isFloatingPoint, b.rank == 0, keepsFactor(op) {
    // A number or 0-d factor is not rounded to a half type first.
    let wide = Tensor(uninitialized: out.sizes, .float32)
    let (x, y) = (a.converted(to: dtype).converted(to: .float32), b.converted(to: .float32))
    _ = Loops.binary(op, .float32, wide, x, y)
    return Loops.copy(out, wide)
  }
  let x = a.converted(to: dtype)
  let y = b.converted(to: dtype)
  check(Loops.binary(op, dtype, out, x, y), dtype, name)
}

private func keepsFactor(_ op: Int) -> Bool {
  op == GK_MUL || op == GK_DIV || op == GK_FLOOR_DIV || op == GK_TRUNC_DIV
}

/// An operation of one tensor by its kernel; nothing is recorded.
func elementwise(_ op: Int, _ a: Tensor, _ name: String) -> Tensor {
  if a.isContiguous {
    let out = Tensor(like: a, a.dtype)
    check(
      gk_unary_flat(Int32(op), a.dtype.code, Int64(a.size), out.pointer, a.pointer), a.dtype, name)
    return out
  }
  let out = Tensor(uninitialized: a.sizes, a.dtype)
  check(Loops.unary(op, out, a), a.dtype, name)
  return out
}

extension DType {
  /// The type in which functions such as exp compute: integers count as float32.
  var floating: DType { isFloatingPoint ? self : .float32 }
}

extension Tensor {
  /// The elements in the type in which several operations in a row are computed: half types as
  /// float32, so that they round once.
  func widened() -> Tensor { dtype.isFloatingPoint && dtype.byteCount == 2 ? to(.float32) : self }

  /// The gradient of an operand that was stretched: summed over what it was repeated along, in the
  /// operand's type.
  func summed(to sizes: Sizes, _ dtype: DType) -> Tensor {
    var g = self
    if g.sizes != sizes {
      let lead = g.rank - sizes.count
      var axes = Array(0..<lead)
      for d in 0..<sizes.count where sizes[d] == 1 && g.sizes[d + lead] != 1 {
        axes.append(d + lead)
      }
      if !axes.isEmpty { g = g.sum(axes: axes, keepingDimensions: true) }
      if lead > 0 { g = g.reshaped(to: sizes) }
    }
    return g.dtype == dtype ? g : g.to(dtype)
  }
}

/// The shape and type of an operand, which its gradient takes again.
struct Form {
  let sizes: Sizes
  let dtype: DType

  init(_ t: borrowing Tensor) {
    sizes = t.sizes
    dtype = t.dtype
  }

  func fit(_ g: Tensor) -> Tensor {
    g.sizes == sizes && g.dtype == dtype ? g : g.summed(to: sizes, dtype)
  }
}
