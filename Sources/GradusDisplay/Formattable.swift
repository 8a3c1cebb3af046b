/// A value that a format specification applies to: `"\(loss, ".4f")"`.
public protocol Formattable {
  /// What is formatted: a number or a string.
  var formatOperand: FormatOperand { get }
}

/// What a format specification is applied to.
public enum FormatOperand {
  case integer(magnitude: UInt64, isNegative: Bool)
  case double(Double)
  case float(Float)
  case string(String)

  /// A whole number.
  public init(_ value: Int) {
    self = .integer(magnitude: UInt64(value.magnitude), isNegative: value < 0)
  }

  /// The text of the operand under a specification.
  package func text(_ specification: String) throws(FormatError) -> String {
    let spec = try FormatSpec(specification, for: pythonType)
    switch self {
    case .integer(let magnitude, let isNegative):
      return try spec.text(of: (magnitude, isNegative))
    case .double(let value): return try spec.text(of: value)
    case .float(let value): return try spec.text(of: Double(value), shortest: "\(value)")
    case .string(let value): return try spec.text(of: value)
    }
  }

  private var pythonType: String {
    switch self {
    case .integer: "int"
    case .double, .float: "float"
    case .string: "str"
    }
  }
}

extension DefaultStringInterpolation {
  /// Appends a value under a specification of Python's format mini-language:
  /// `"\(h, ".5f")"`, `"\(count, ">8,")"`, `"\(rate, ".1%")"`.
  ///
  /// Numbers are rounded from their exact value. A specification that does not fit stops the cell
  /// with Python's sentence.
  public mutating func appendInterpolation(_ value: some Formattable, _ specification: String) {
    do throws(FormatError) {
      appendLiteral(try value.formatOperand.text(specification))
    } catch {
      stop(
        error.message,
        hint: "in the format \"\(specification)\"; examples are \".3f\", \"8d\", \">10\", \"+.2e\"")
    }
  }
}
