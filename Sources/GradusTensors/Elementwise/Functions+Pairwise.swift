/// The greater of each pair; NaN where either is. PyTorch: `torch.maximum`.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.maximum(a, b) }
/// The greater of each pair; NaN where either is, with a number.
public func maximum(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.maximum(a, Tensor(number: b.scalar))
}

/// The lesser of each pair; NaN where either is. PyTorch: `torch.minimum`.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.minimum(a, b) }
/// The lesser of each pair; NaN where either is, with a number.
public func minimum(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.minimum(a, Tensor(number: b.scalar))
}

/// The greater of each pair, ignoring NaN where only one is. PyTorch: `torch.fmax`.
public func fmax(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.fmax(a, b) }
/// The greater of each pair, ignoring NaN where only one is, with a number.
public func fmax(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.fmax(a, Tensor(number: b.scalar))
}

/// The lesser of each pair, ignoring NaN where only one is. PyTorch: `torch.fmin`.
public func fmin(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.fmin(a, b) }
/// The lesser of each pair, ignoring NaN where only one is, with a number.
public func fmin(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.fmin(a, Tensor(number: b.scalar))
}

/// The angle of the point (b, a), in (-π, π]. PyTorch: `torch.atan2`.
public func atan2(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.atan2(a, b) }
/// The angle of the point (b, a), in (-π, π], with a number.
public func atan2(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.atan2(a, Tensor(number: b.scalar))
}

/// √(a² + b²). Floating-point tensors only. PyTorch: `torch.hypot`.
public func hypot(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.hypot(a, b) }
/// √(a² + b²), with a number.
public func hypot(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.hypot(a, Tensor(number: b.scalar))
}

/// ln(eᵃ + eᵇ). Floating-point tensors only. PyTorch: `torch.logaddexp`.
public func logAddExp(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.logAddExp(a, b) }
/// ln(eᵃ + eᵇ), with a number.
public func logAddExp(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.logAddExp(a, Tensor(number: b.scalar))
}

/// The magnitude of `a` with the sign of `b`. PyTorch: `torch.copysign`.
public func copySign(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.copySign(a, b) }
/// The magnitude of `a` with the sign of `b`, with a number.
public func copySign(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.copySign(a, Tensor(number: b.scalar))
}

/// a · ln b, 0 where a is 0. PyTorch: `torch.xlogy`.
public func xlogy(_ a: Tensor, _ b: Tensor) -> Tensor { Pairwise.xlogy(a, b) }
/// a · ln b, 0 where a is 0, with a number.
public func xlogy(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  Pairwise.xlogy(a, Tensor(number: b.scalar))
}

/// a · ln b, 0 where a is 0, with a number.
public func xlogy(_ a: some TensorScalar, _ b: Tensor) -> Tensor {
  Pairwise.xlogy(Tensor(number: a.scalar), b)
}

/// The power of float64 operands, whatever their types. PyTorch: `torch.float_power`.
public func floatPower(_ a: Tensor, _ b: Tensor) -> Tensor { a.to(.float64) ** b.to(.float64) }
/// The power of float64 operands, whatever their types, with a number.
public func floatPower(_ a: Tensor, _ b: some TensorScalar) -> Tensor { a.to(.float64) ** b }
