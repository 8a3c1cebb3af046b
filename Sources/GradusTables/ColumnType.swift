/// The type of a column's values.
public enum ColumnType: String, Sendable, CustomStringConvertible {
  case bool
  case int64
  /// Numbers; a missing one is NaN.
  case float64
  /// Text, with or without missing values.
  case string = "str"
  /// Values of different types.
  case object

  /// pandas' name of the type.
  public var description: String { rawValue }

  /// Whether the values are numbers or Booleans.
  var isNumeric: Bool { self != .string && self != .object }
}
