import GradusKernels

/// An operation of two tensors by its kernel; nothing is recorded.
///
/// - Parameter name: the kernel's name in PyTorch's sentence for types it does not have.
func elementwise(
  _ op: Int, _ a: Tensor, _ b: Tensor, as dtype: DType, _ name: String
) -> Tensor {
  if a.isContiguous, b.isContiguous, a.dtype == dtype, b.dtype == dtype, a.sizes == b.sizes {
    let out = Tensor(like: a, dtype)
    require(
      gk_binary_flat(
        Int32(op), dtype.code, Int64(a.size), out.pointer, a.pointer, 1, b.pointer, 1), dtype, name)
    return out
  }
  if a.dtype == dtype, b.dtype == dtype, !a.isNumber, !b.isNumber {
    // One element with all of the other operand's.
    if b.rank == 0, a.isContiguous {
      let out = Tensor(like: a, dtype)
      require(
        gk_binary_flat(
          Int32(op), dtype.code, Int64(a.size), out.pointer, a.pointer, 1, b.pointer, 0), dtype,
        name)
      return out
    }
    if a.rank == 0, b.isContiguous {
      let out = Tensor(like: b, dtype)
      require(
        gk_binary_flat(
          Int32(op), dtype.code, Int64(b.size), out.pointer, a.pointer, 0, b.pointer, 1), dtype,
        name)
      return out
    }
  }
  if b.isNumber, let out = withNumber(op, a, b, as: dtype, name) { return out }
  let out = Tensor(uninitialized: broadcast(a.sizes, b.sizes), dtype)
  elementwise(op, a, b, into: out, as: dtype, name)
  return out
}

func elementwise(
  _ op: Int, _ a: Tensor, _ b: Tensor, into out: Tensor, as dtype: DType, _ name: String
) {
  let x = a.converted(to: dtype)
  let y = b.converted(to: dtype)
  require(Loops.binary(op, dtype, out, x, y), dtype, name)
}

/// The operation with a Swift number, which is converted without a tensor for it.
private func withNumber(
  _ op: Int, _ a: Tensor, _ b: Tensor, as dtype: DType, _ name: String
) -> Tensor? {
  guard a.isContiguous, a.dtype == dtype, !a.isNumber else { return nil }
  let out = Tensor(like: a, dtype)
  var element: UInt64 = 0
  withUnsafeMutableBytes(of: &element) { element in
    b.storeElement(at: element.baseAddress!, as: dtype)
    require(
      gk_binary_flat(
        Int32(op), dtype.code, Int64(a.size), out.pointer, a.pointer, 1, element.baseAddress!, 0),
      dtype, name)
  }
  return out
}

/// Stops where a loop has failed.
@inline(__always)
private func require(_ status: Int32, _ dtype: DType, _ name: String) {
  if status != 0 { stopFailed(status, dtype, name) }
}

private func stopFailed(_ status: Int32, _ dtype: DType, _ name: String) -> Never {
  if status == 1 { stop("ZeroDivisionError") }
  stop("\"\(name)\" not implemented for '\(dtype.scalarName)'")
}

extension Tensor {
  /// Stores the first element of a number's tensor as another type.
  func storeElement(at place: UnsafeMutableRawPointer, as dtype: DType) {
    switch self.dtype {
    case .float64: gk_set_double(dtype.code, place, pointer.load(as: Double.self))
    case .int64: gk_set_int(dtype.code, place, pointer.load(as: Int64.self))
    default: gk_set_int(dtype.code, place, Int64(pointer.load(as: UInt8.self)))
    }
  }
}

/// An operation of one tensor by its kernel; nothing is recorded.
func elementwise(_ op: Int, _ a: Tensor, _ name: String) -> Tensor {
  if a.isContiguous {
    let out = Tensor(like: a, a.dtype)
    require(
      gk_unary_flat(Int32(op), a.dtype.code, Int64(a.size), out.pointer, a.pointer), a.dtype, name)
    return out
  }
  let out = Tensor(uninitialized: a.sizes, a.dtype)
  require(Loops.unary(op, out, a), a.dtype, name)
  return out
}

extension DType {
  /// The type in which functions such as exp compute: integers count as float32.
  var floating: DType { isFloatingPoint ? self : .float32 }
}

extension Tensor {
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

  init(_ t: Tensor) {
    sizes = t.sizes
    dtype = t.dtype
  }

  func fit(_ g: Tensor) -> Tensor {
    g.sizes == sizes && g.dtype == dtype ? g : g.summed(to: sizes, dtype)
  }
}
