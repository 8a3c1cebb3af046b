/// A file or text that is not a table.
public enum TableError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be read or written: what the system says.
  case file(path: String, reason: String)
  /// Nothing to read columns from.
  case empty
  /// A line with more fields than the table has columns.
  case tooManyFields(line: Int, expected: Int, found: Int)
  /// A quoted field that does not end.
  case unclosedQuote(row: Int)
  /// A column that is asked for is not there.
  case noSuchColumn(String)
  /// A column that cannot have the type that is asked for: pandas' sentence about it.
  case wrongType(column: String, reason: String)

  /// What is wrong, in pandas' words.
  public var description: String {
    switch self {
    case .file(let path, let reason): "\(reason): '\(path)'"
    case .empty: "No columns to parse from file"
    case .tooManyFields(let line, let expected, let found):
      "Error tokenizing data. C error: Expected \(expected) fields in line \(line), saw \(found)\n"
    case .unclosedQuote(let row):
      "Error tokenizing data. C error: EOF inside string starting at row \(row)"
    case .noSuchColumn(let name): "column '\(name)' is not in the file"
    case .wrongType(_, let reason): reason
    }
  }
}
