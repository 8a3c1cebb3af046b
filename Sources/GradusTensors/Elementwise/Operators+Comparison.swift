import GradusKernels

extension Tensor {
  /// Where elements are equal, as a bool tensor. PyTorch: `a == b`, `torch.eq`.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { compared(GK_EQ, a, b) }
  /// Where elements are equal, as a bool tensor, with a number.
  public static func .== (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(GK_EQ, a, b.scalar)
  }
  /// Where elements are equal, as a bool tensor, with a number.
  public static func .== (a: some TensorScalar, b: Tensor) -> Tensor {
    compared(GK_EQ, Tensor(number: a.scalar), b)
  }

  /// Where elements differ, as a bool tensor. PyTorch: `a != b`, `torch.ne`.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { compared(GK_NE, a, b) }
  /// Where elements differ, as a bool tensor, with a number.
  public static func .!= (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(GK_NE, a, b.scalar)
  }
  /// Where elements differ, as a bool tensor, with a number.
  public static func .!= (a: some TensorScalar, b: Tensor) -> Tensor {
    compared(GK_NE, Tensor(number: a.scalar), b)
  }

  /// Where `a` is less, as a bool tensor. PyTorch: `a < b`, `torch.lt`.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { compared(GK_LT, a, b) }
  /// Where `a` is less, as a bool tensor, with a number.
  public static func .< (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(GK_LT, a, b.scalar)
  }
  /// Where `a` is less, as a bool tensor, with a number.
  public static func .< (a: some TensorScalar, b: Tensor) -> Tensor {
    compared(GK_LT, Tensor(number: a.scalar), b)
  }

  /// Where `a` is less or equal, as a bool tensor. PyTorch: `a <= b`, `torch.le`.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { compared(GK_LE, a, b) }
  /// Where `a` is less or equal, as a bool tensor, with a number.
  public static func .<= (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(GK_LE, a, b.scalar)
  }
  /// Where `a` is less or equal, as a bool tensor, with a number.
  public static func .<= (a: some TensorScalar, b: Tensor) -> Tensor {
    compared(GK_LE, Tensor(number: a.scalar), b)
  }

  /// Where `a` is greater, as a bool tensor. PyTorch: `a > b`, `torch.gt`.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { compared(GK_GT, a, b) }
  /// Where `a` is greater, as a bool tensor, with a number.
  public static func .> (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(GK_GT, a, b.scalar)
  }
  /// Where `a` is greater, as a bool tensor, with a number.
  public static func .> (a: some TensorScalar, b: Tensor) -> Tensor {
    compared(GK_GT, Tensor(number: a.scalar), b)
  }

  /// Where `a` is greater or equal, as a bool tensor. PyTorch: `a >= b`, `torch.ge`.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { compared(GK_GE, a, b) }
  /// Where `a` is greater or equal, as a bool tensor, with a number.
  public static func .>= (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(GK_GE, a, b.scalar)
  }
  /// Where `a` is greater or equal, as a bool tensor, with a number.
  public static func .>= (a: some TensorScalar, b: Tensor) -> Tensor {
    compared(GK_GE, Tensor(number: a.scalar), b)
  }

  /// Whether the only element is less than a number. PyTorch: `bool(a < b)`.
  public static func < (a: Tensor, b: some TensorScalar) -> Bool {
    a.isRelated(GK_LT, b.scalar)
  }
  /// Whether the only element is less than a number.
  public static func < (a: some TensorScalar, b: Tensor) -> Bool {
    b.isRelated(GK_GT, a.scalar)
  }
  /// Whether the only element is less than a number.
  public static func < (a: Tensor, b: Tensor) -> Bool { Bool(a .< b) }
  /// Whether the only element is greater than a number. PyTorch: `bool(a > b)`.
  public static func > (a: Tensor, b: some TensorScalar) -> Bool {
    a.isRelated(GK_GT, b.scalar)
  }
  /// Whether the only element is greater than a number.
  public static func > (a: some TensorScalar, b: Tensor) -> Bool {
    b.isRelated(GK_LT, a.scalar)
  }
  /// Whether the only element is greater than a number.
  public static func > (a: Tensor, b: Tensor) -> Bool { Bool(a .> b) }
  /// Whether the only element is at most a number. PyTorch: `bool(a <= b)`.
  public static func <= (a: Tensor, b: some TensorScalar) -> Bool {
    a.isRelated(GK_LE, b.scalar)
  }
  /// Whether the only element is at most a number.
  public static func <= (a: some TensorScalar, b: Tensor) -> Bool {
    b.isRelated(GK_GE, a.scalar)
  }
  /// Whether the only element is at most a number.
  public static func <= (a: Tensor, b: Tensor) -> Bool { Bool(a .<= b) }
  /// Whether the only element is at least a number. PyTorch: `bool(a >= b)`.
  public static func >= (a: Tensor, b: some TensorScalar) -> Bool {
    a.isRelated(GK_GE, b.scalar)
  }
  /// Whether the only element is at least a number.
  public static func >= (a: some TensorScalar, b: Tensor) -> Bool {
    b.isRelated(GK_LE, a.scalar)
  }
  /// Whether the only element is at least a number.
  public static func >= (a: Tensor, b: Tensor) -> Bool { Bool(a .>= b) }
}

extension Tensor: Equatable {
  /// Whether both have the same shape and equal elements; NaN equals nothing.
  /// PyTorch: `torch.equal`.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.sizes == b.sizes else { return false }
    let same = compared(GK_EQ, a, b)
    return same.reducedRaw(GK_ALL, nil, keeping: false).scalarRaw() == .bool(true)
  }

  /// Whether both have the same shape and equal elements; NaN equals nothing, with a number.
  @available(*, unavailable, message: "compare element by element with .==, or Double(t) == 2")
  public static func == (a: Tensor, b: some TensorScalar) -> Bool { false }
  /// Whether both have the same shape and equal elements; NaN equals nothing, with a number.
  @available(*, unavailable, message: "compare element by element with .==, or 2 == Double(t)")
  public static func == (a: some TensorScalar, b: Tensor) -> Bool { false }
  /// Whether both have the same shape and equal elements; NaN equals nothing, with a number.
  @available(*, unavailable, message: "compare element by element with .!=, or Double(t) != 2")
  public static func != (a: Tensor, b: some TensorScalar) -> Bool { false }
  /// Whether both have the same shape and equal elements; NaN equals nothing, with a number.
  @available(*, unavailable, message: "compare element by element with .!=, or 2 != Double(t)")
  public static func != (a: some TensorScalar, b: Tensor) -> Bool { false }
}
