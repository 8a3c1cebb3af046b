import GradusKernels

/// A tensor of zeros. PyTorch: `torch.zeros`, `new_zeros`.
public func zeros(_ sizes: Int..., dtype: DType = .float32, requiresGradient: Bool = false)
  -> Tensor
{
  full(Shape(sizes), 0.0, dtype: dtype, "zeros", requiresGradient)
}
/// A tensor of zeros.
public func zeros(_ shape: Shape, dtype: DType = .float32, requiresGradient: Bool = false)
  -> Tensor
{
  full(shape, 0.0, dtype: dtype, "zeros", requiresGradient)
}

/// A tensor of ones. PyTorch: `torch.ones`, `new_ones`.
public func ones(_ sizes: Int..., dtype: DType = .float32, requiresGradient: Bool = false)
  -> Tensor
{
  full(Shape(sizes), 1.0, dtype: dtype, "ones", requiresGradient)
}
/// A tensor of ones.
public func ones(_ shape: Shape, dtype: DType = .float32, requiresGradient: Bool = false)
  -> Tensor
{
  full(shape, 1.0, dtype: dtype, "ones", requiresGradient)
}

/// A tensor of one repeated value, of the value's type unless another is given.
/// PyTorch: `torch.full`, `new_full`.
public func full(
  _ shape: Shape, _ value: some TensorScalar, dtype: DType? = nil, requiresGradient: Bool = false
) -> Tensor {
  full(shape, value, dtype: dtype ?? value.scalar.dtype, "full", requiresGradient)
}

private func full(
  _ shape: Shape, _ value: some TensorScalar, dtype: DType, _ name: String, _ requires: Bool
) -> Tensor {
  if let negative = shape.first(where: { $0 < 0 }) {
    stop(
      name == "zeros"
        ? "zeros: Dimension size must be non-negative."
        : "Trying to create tensor with negative dimension \(negative): \(shape)")
  }
  dtype.checkHolds(value.scalar)
  let t = Tensor(filled: Sizes(shape.sizes), dtype, value.scalar)
  return t.created(requires)
}

/// The numbers 0, 1, … below `end`: int64 for an `Int`, float32 for a `Double`.
/// PyTorch: `torch.arange(end)`.
public func arange(
  _ end: some TensorScalar, dtype: DType? = nil, requiresGradient: Bool = false
) -> Tensor {
  ranged(.int(0), end.scalar, .int(1), dtype, requiresGradient)
}

/// The numbers start, start + step, … before `end`: ⌈(end - start) / step⌉ of them.
/// PyTorch: `torch.arange(start, end, step)`.
public func arange(
  _ start: some TensorScalar, _ end: some TensorScalar, dtype: DType? = nil,
  requiresGradient: Bool = false
) -> Tensor {
  ranged(start.scalar, end.scalar, .int(1), dtype, requiresGradient)
}
/// The numbers start, start + step, … before `end`: ⌈(end - start) / step⌉ of them.
public func arange(
  _ start: some TensorScalar, _ end: some TensorScalar, by step: some TensorScalar,
  dtype: DType? = nil, requiresGradient: Bool = false
) -> Tensor {
  ranged(start.scalar, end.scalar, step.scalar, dtype, requiresGradient)
}

private func ranged(
  _ start: Scalar, _ end: Scalar, _ step: Scalar, _ dtype: DType?, _ requires: Bool
) -> Tensor {
  var floating = false
  for s in [start, end, step] { if case .float = s { floating = true } }
  let type = dtype ?? (floating ? .float32 : .int64)
  if type == .bool { stop("\"arange_cpu\" not implemented for 'Bool'") }
  let (a, b, by) = (start.doubleValue, end.doubleValue, step.doubleValue)
  if step.isZero { stop("step must be nonzero") }
  if !a.isFinite || !b.isFinite { stop("unsupported range: \(a) -> \(b)") }
  if (by > 0 && b < a) || (by < 0 && b > a) {
    stop("upper bound and lower bound inconsistent with step sign")
  }
  if !type.isFloatingPoint, floating {
    return rangedWhole(start, end, step, type).created(requires)
  }
  let n: Int
  if floating {
    let length = ((b - a) / by).rounded(.up)
    guard length < 0x1p62 else { stop("invalid size, possible overflow?") }
    n = Int(length)
  } else {
    let distance = end.intValue.subtractingReportingOverflow(start.intValue)
    if distance.overflow { stop("invalid size, possible overflow?") }
    let (q, r) = distance.partialValue.quotientAndRemainder(dividingBy: step.intValue)
    n = r == 0 ? q : q + 1
  }
  let t = Tensor(uninitialized: Sizes([n]), type)
  gk_arange(
    type.code, Int64(n), a, by, Int64(start.intValue), Int64(step.intValue), t.pointer)
  return t.created(requires)
}

/// A range of whole numbers between fractions: the ends and the step are cut first, but the length
/// of all types but int64 is that of the fractions.
private func rangedWhole(_ start: Scalar, _ end: Scalar, _ step: Scalar, _ type: DType) -> Tensor {
  let (a, b, by) = (start.intValue, end.intValue, step.intValue)
  if type == .int64 { return ranged(.int(a), .int(b), .int(by), type, false) }
  let length = ((end.doubleValue - start.doubleValue) / step.doubleValue).rounded(.up)
  guard length < 0x1p62 else { stop("invalid size, possible overflow?") }
  let t = Tensor(uninitialized: Sizes([Int(length)]), type)
  gk_arange(type.code, Int64(length), 0, 0, Int64(a), Int64(by), t.pointer)
  return t
}

extension Tensor {
  /// A fresh leaf, requiring a gradient where asked.
  func created(_ requires: Bool) -> Tensor {
    if requires {
      if !dtype.isFloatingPoint {
        stop("Only Tensors of floating point and complex dtype can require gradients")
      }
      requiresGradient = true
    }
    return self
  }
}
