import GradusKernels

precedencegroup ExponentiationPrecedence {
  higherThan: MultiplicationPrecedence
  associativity: right
}
infix operator ** : ExponentiationPrecedence
infix operator .= : AssignmentPrecedence

extension Tensor {
  /// The element-wise sum. PyTorch: `a + b`, `torch.add`.
  public static func + (a: Tensor, b: Tensor) -> Tensor { added(a, b) }
  /// The element-wise sum, with a number.
  public static func + (a: Tensor, b: some TensorScalar) -> Tensor {
    NumberOperation.add(a, b.scalar)
  }
  /// The element-wise sum, with a number.
  public static func + (a: some TensorScalar, b: Tensor) -> Tensor {
    NumberOperation.add(b, a.scalar)
  }

  /// The element-wise difference; bool tensors have none. PyTorch: `a - b`, `torch.sub`.
  public static func - (a: Tensor, b: Tensor) -> Tensor { subtracted(a, b) }
  /// The element-wise difference; bool tensors have none, with a number.
  public static func - (a: Tensor, b: some TensorScalar) -> Tensor {
    NumberOperation.subtract(a, b.scalar)
  }
  /// The element-wise difference; bool tensors have none, with a number. PyTorch: `torch.rsub`.
  public static func - (a: some TensorScalar, b: Tensor) -> Tensor {
    NumberOperation.subtractFrom(b, a.scalar)
  }

  /// The element-wise product; the matrix product is `matmul`. PyTorch: `a * b`, `torch.mul`.
  public static func * (a: Tensor, b: Tensor) -> Tensor { multiplied(a, b) }
  /// The element-wise product; the matrix product is `matmul`, with a number.
  public static func * (a: Tensor, b: some TensorScalar) -> Tensor {
    NumberOperation.multiply(a, b.scalar)
  }
  /// The element-wise product; the matrix product is `matmul`, with a number.
  public static func * (a: some TensorScalar, b: Tensor) -> Tensor {
    NumberOperation.multiply(b, a.scalar)
  }

  /// The element-wise quotient, floating even for integers. PyTorch: `a / b`, `torch.true_divide`.
  public static func / (a: Tensor, b: Tensor) -> Tensor { divided(a, b) }
  /// The element-wise quotient, floating even for integers, with a number.
  public static func / (a: Tensor, b: some TensorScalar) -> Tensor {
    NumberOperation.divide(a, b.scalar)
  }
  /// The element-wise quotient, floating even for integers, with a number.
  public static func / (a: some TensorScalar, b: Tensor) -> Tensor {
    NumberOperation.multiply(Elementary.reciprocal(b), a.scalar)
  }

  /// The element-wise remainder with the divisor's sign. PyTorch: `a % b`, `torch.remainder`.
  public static func % (a: Tensor, b: Tensor) -> Tensor { remaindered(a, b) }
  /// The element-wise remainder with the divisor's sign, with a number.
  public static func % (a: Tensor, b: some TensorScalar) -> Tensor {
    remaindered(a, Tensor(number: b.scalar))
  }
  /// The element-wise remainder with the divisor's sign, with a number.
  public static func % (a: some TensorScalar, b: Tensor) -> Tensor {
    remaindered(Tensor(number: a.scalar), b)
  }

  /// The element-wise power. PyTorch: `a ** b`, `torch.pow`.
  public static func ** (a: Tensor, b: Tensor) -> Tensor { raised(a, b) }
  /// The element-wise power, with a number.
  public static func ** (a: Tensor, b: some TensorScalar) -> Tensor {
    raised(a, Tensor(number: b.scalar))
  }
  /// The element-wise power, with a number.
  public static func ** (a: some TensorScalar, b: Tensor) -> Tensor {
    raised(Tensor(number: a.scalar), b)
  }

  /// The element-wise negative; bool tensors have none. PyTorch: `-a`, `torch.neg`.
  public static prefix func - (a: Tensor) -> Tensor { negative(a) }

  /// The tensor itself; bool tensors refuse. PyTorch: `+a`, `torch.positive`.
  public static prefix func + (a: Tensor) -> Tensor {
    if a.dtype == .bool { stop("The `+` operator, on a bool tensor is not supported.") }
    return a
  }
}
