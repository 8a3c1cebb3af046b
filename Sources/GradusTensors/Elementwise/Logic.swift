import GradusKernels

extension Tensor {
  /// The bitwise and; of bool tensors the logical. PyTorch: `a & b`.
  public static func .& (a: Tensor, b: Tensor) -> Tensor { bits(GK_AND, a, b, "bitwise_and_cpu") }
  /// The bitwise and; of bool tensors the logical, with a number.
  public static func .& (a: Tensor, b: some TensorScalar) -> Tensor {
    bits(GK_AND, a, Tensor(number: b.scalar), "bitwise_and_cpu")
  }
  /// The bitwise and; of bool tensors the logical, with a number.
  public static func .& (a: some TensorScalar, b: Tensor) -> Tensor {
    bits(GK_AND, Tensor(number: a.scalar), b, "bitwise_and_cpu")
  }
  /// The bitwise or; of bool tensors the logical. PyTorch: `a | b`.
  public static func .| (a: Tensor, b: Tensor) -> Tensor { bits(GK_OR, a, b, "bitwise_or_cpu") }
  /// The bitwise or; of bool tensors the logical, with a number.
  public static func .| (a: Tensor, b: some TensorScalar) -> Tensor {
    bits(GK_OR, a, Tensor(number: b.scalar), "bitwise_or_cpu")
  }
  /// The bitwise or; of bool tensors the logical, with a number.
  public static func .| (a: some TensorScalar, b: Tensor) -> Tensor {
    bits(GK_OR, Tensor(number: a.scalar), b, "bitwise_or_cpu")
  }
  /// The bitwise exclusive or; of bool tensors the logical. PyTorch: `a ^ b`.
  public static func .^ (a: Tensor, b: Tensor) -> Tensor { bits(GK_XOR, a, b, "bitwise_xor_cpu") }
  /// The bitwise exclusive or; of bool tensors the logical, with a number.
  public static func .^ (a: Tensor, b: some TensorScalar) -> Tensor {
    bits(GK_XOR, a, Tensor(number: b.scalar), "bitwise_xor_cpu")
  }
  /// The bitwise exclusive or; of bool tensors the logical, with a number.
  public static func .^ (a: some TensorScalar, b: Tensor) -> Tensor {
    bits(GK_XOR, Tensor(number: a.scalar), b, "bitwise_xor_cpu")
  }
  /// The bitwise complement; of bool tensors the logical. PyTorch: `~a`, `torch.bitwise_not`.
  public static prefix func .! (a: Tensor) -> Tensor {
    elementwise(GK_NOT, a, "bitwise_not_cpu")
  }
  /// The bits shifted left. PyTorch: `a << b`.
  public static func &<< (a: Tensor, b: Tensor) -> Tensor { bits(GK_SHL, a, b, "lshift_cpu") }
  /// The bits shifted left.
  public static func &<< (a: Tensor, b: some TensorScalar) -> Tensor {
    bits(GK_SHL, a, Tensor(number: b.scalar), "lshift_cpu")
  }
  /// The bits shifted left.
  public static func &<< (a: some TensorScalar, b: Tensor) -> Tensor {
    bits(GK_SHL, Tensor(number: a.scalar), b, "lshift_cpu")
  }
  /// The bits shifted right, with the sign. PyTorch: `a >> b`.
  public static func &>> (a: Tensor, b: Tensor) -> Tensor { bits(GK_SHR, a, b, "rshift_cpu") }
  /// The bits shifted right, with the sign.
  public static func &>> (a: Tensor, b: some TensorScalar) -> Tensor {
    bits(GK_SHR, a, Tensor(number: b.scalar), "rshift_cpu")
  }
  /// The bits shifted right, with the sign.
  public static func &>> (a: some TensorScalar, b: Tensor) -> Tensor {
    bits(GK_SHR, Tensor(number: a.scalar), b, "rshift_cpu")
  }

  private static func bits(_ op: Int, _ a: Tensor, _ b: Tensor, _ name: String) -> Tensor {
    elementwise(op, a, b, as: Promotion.of(a, b), name)
  }

  private func tested(_ op: Int) -> Tensor {
    let out = Tensor(uninitialized: sizes, .bool)
    Loops.test(op, out, self)
    return out
  }
  /// Where elements are NaN. PyTorch: `isnan`.
  public func isNaN() -> Tensor { tested(GK_IS_NAN) }
  /// Where elements are infinite. PyTorch: `isinf`.
  public func isInfinite() -> Tensor { tested(GK_IS_INF) }
  /// Where elements are neither infinite nor NaN. PyTorch: `isfinite`.
  public func isFinite() -> Tensor { tested(GK_IS_FINITE) }
  /// Where the sign bit is set. PyTorch: `signbit`.
  public func signBit() -> Tensor { tested(GK_SIGN_BIT) }
  /// Where elements are zero. PyTorch: `logical_not`.
  public func logicalNot() -> Tensor { tested(GK_LOGICAL_NOT) }
}

/// Where both are not zero. PyTorch: `torch.logical_and`.
public func logicalAnd(_ a: Tensor, _ b: Tensor) -> Tensor { compared(GK_LOGICAL_AND, a, b) }
/// Where either is not zero. PyTorch: `torch.logical_or`.
public func logicalOr(_ a: Tensor, _ b: Tensor) -> Tensor { compared(GK_LOGICAL_OR, a, b) }
/// Where exactly one is not zero. PyTorch: `torch.logical_xor`.
public func logicalXor(_ a: Tensor, _ b: Tensor) -> Tensor { compared(GK_LOGICAL_XOR, a, b) }
