/// The type of a tensor's elements.
///
/// Promotion follows PyTorch: bool < integers < floating, see `DType.promoted(_:_:)`.
/// PyTorch: `torch.dtype`.
public enum DType: UInt8, CaseIterable, Sendable, CustomStringConvertible {
  case uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64, bool

  /// The name in PyTorch, such as `torch.float32`.
  public var description: String { "torch." + name }

  /// The name without its module, such as `float32`.
  public var name: String {
    switch self {
    case .uint8: "uint8"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    case .float32: "float32"
    case .float64: "float64"
    case .bool: "bool"
    }
  }

  /// Whether elements are floating-point numbers. PyTorch: `dtype.is_floating_point`.
  public var isFloatingPoint: Bool { rawValue >= 5 && rawValue <= 8 }

  /// The number of bytes of an element. PyTorch: `dtype.itemsize`, `Tensor.element_size`.
  public var byteCount: Int {
    switch self {
    case .uint8, .int8, .bool: 1
    case .int16, .float16, .bfloat16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }

  /// The type of both operands of an operation before it computes.
  ///
  /// uint8 with a signed type gives int16 at least, float16 with bfloat16 float32, an integer with a
  /// floating type the floating type. PyTorch: `torch.promote_types`.
  public static func promoted(_ a: DType, _ b: DType) -> DType {
    if a == b || b == .bool { return a }
    if a == .bool { return b }
    switch (a.isFloatingPoint, b.isFloatingPoint) {
    case (true, false): return a
    case (false, true): return b
    case (true, true):
      if a.byteCount == 2, b.byteCount == 2 { return .float32 }
      return a.byteCount > b.byteCount ? a : b
    case (false, false):
      if a == .uint8 || b == .uint8 {
        let other = a == .uint8 ? b : a
        return other == .int8 ? .int16 : other
      }
      return a.byteCount > b.byteCount ? a : b
    }
  }

  /// 0 for bool, 1 for integers, 2 for floating types.
  var category: Int { self == .bool ? 0 : isFloatingPoint ? 2 : 1 }

  /// Whether a result of this type may be stored in place as `target`. PyTorch: `torch.can_cast`.
  public func canCast(to target: DType) -> Bool { category <= target.category }

  /// PyTorch's name of the scalar type in messages, such as `Long`.
  var scalarName: String {
    switch self {
    case .uint8: "Byte"
    case .int8: "Char"
    case .int16: "Short"
    case .int32: "Int"
    case .int64: "Long"
    case .float16: "Half"
    case .bfloat16: "BFloat16"
    case .float32: "Float"
    case .float64: "Double"
    case .bool: "Bool"
    }
  }

  /// PyTorch's name of the C++ type in messages, such as `long int`.
  var nativeName: String {
    switch self {
    case .uint8: "unsigned char"
    case .int8: "signed char"
    case .int16: "short int"
    case .int32: "int"
    case .int64: "long int"
    case .float16: "c10::Half"
    case .bfloat16: "c10::BFloat16"
    case .float32: "float"
    case .float64: "double"
    case .bool: "bool"
    }
  }

  var code: Int32 { Int32(rawValue) }
}
