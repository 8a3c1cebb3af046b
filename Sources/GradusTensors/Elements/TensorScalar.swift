/// A Swift number that takes part in tensor arithmetic as a Python number does in PyTorch: only its
/// kind (bool, integer, floating) takes part in promotion, so that a `Double` leaves float32 as it is.
public protocol TensorScalar {
  /// The value with its kind.
  var scalar: Scalar { get }
}

/// A number with the kind that decides promotion.
public enum Scalar: Sendable, Equatable, TensorScalar {
  case bool(Bool)
  case int(Int)
  case float(Double)

  /// The value itself.
  public var scalar: Scalar { self }

  /// The value as a `Double`.
  public var doubleValue: Double {
    switch self {
    case .bool(let v): v ? 1 : 0
    case .int(let v): Double(v)
    case .float(let v): v
    }
  }

  /// The value as an `Int`, truncated.
  var intValue: Int {
    switch self {
    case .bool(let v): v ? 1 : 0
    case .int(let v): v
    case .float(let v): v >= -0x1p63 && v < 0x1p63 ? Int(v) : Int.min
    }
  }

  var isZero: Bool { doubleValue == 0 }

  /// The type of a tensor made from this value alone.
  var dtype: DType {
    switch self {
    case .bool: .bool
    case .int: .int64
    case .float: .float32
    }
  }

  var negated: Scalar {
    switch self {
    case .bool(let v): .int(v ? -1 : 0)
    case .int(let v): .int(0 &- v)
    case .float(let v): .float(-v)
    }
  }
}

extension Int: TensorScalar { public var scalar: Scalar { .int(self) } }
extension Double: TensorScalar { public var scalar: Scalar { .float(self) } }
extension Float: TensorScalar { public var scalar: Scalar { .float(Double(self)) } }
extension Bool: TensorScalar { public var scalar: Scalar { .bool(self) } }
extension UInt8: TensorScalar { public var scalar: Scalar { .int(Int(self)) } }
extension Int8: TensorScalar { public var scalar: Scalar { .int(Int(self)) } }
extension Int16: TensorScalar { public var scalar: Scalar { .int(Int(self)) } }
extension Int32: TensorScalar { public var scalar: Scalar { .int(Int(self)) } }
extension Int64: TensorScalar { public var scalar: Scalar { .int(Int(self)) } }
