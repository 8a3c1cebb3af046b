import GradusDisplay

/// One value of a table; literals of numbers, strings, Booleans and `nil` are table values.
public enum TableValue: Sendable {
  case missing
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)

  /// Whether the value is missing; so is NaN.
  public var isMissing: Bool {
    switch self {
    case .missing: true
    case .float(let value): value.isNaN
    default: false
    }
  }

  /// The number; true counts as 1. Nil where the value is missing or a string.
  public var number: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .float(let value): value.isNaN ? nil : value
    case .missing, .string: nil
    }
  }
}

extension TableValue: Hashable {
  /// Numbers of equal value are equal, whatever their type; two missing values are, too.
  public static func == (left: TableValue, right: TableValue) -> Bool {
    switch (left, right) {
    case (.string(let a), .string(let b)): return a == b
    case (.int(let a), .int(let b)): return a == b
    default:
      if left.isMissing || right.isMissing { return left.isMissing && right.isMissing }
      guard let a = left.number, let b = right.number else { return false }
      return a == b
    }
  }

  public func hash(into hasher: inout Hasher) {
    if case .string(let value) = self { return hasher.combine(value) }
    hasher.combine(number)
  }
}

extension TableValue: Comparable {
  /// Numbers come before strings, missing values last.
  public static func < (left: TableValue, right: TableValue) -> Bool {
    switch (left, right) {
    case (.string(let a), .string(let b)):
      // Python orders by code points; Swift's own order is that of the normalised text.
      return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    case (.int(let a), .int(let b)): return a < b
    default:
      if left.isMissing || right.isMissing { return !left.isMissing && right.isMissing }
      guard let a = left.number else { return false }
      guard let b = right.number else { return true }
      return a < b
    }
  }
}

extension TableValue: CustomStringConvertible {
  /// The value as Python's `str` writes it.
  public var description: String {
    switch self {
    case .missing: "NaN"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "\(value)"
    case .float(let value): Self.text(of: value)
    case .string(let value): value
    }
  }

  static func text(of value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let digits = FormatSpec.representation(of: "\(value.magnitude)", isAlternate: false)
    return value.sign == .minus ? "-" + digits : digits
  }
}

extension TableValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .float(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .missing }
}
