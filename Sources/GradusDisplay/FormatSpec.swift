/// Python's format mini-language:
/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
///
/// Source: the Python Library Reference, "Format Specification Mini-Language" (3.11), and the
/// sentences of CPython's errors.
package struct FormatSpec {
  package enum Alignment: Character {
    case left = "<"
    case right = ">"
    case afterSign = "="
    case center = "^"
  }

  package enum Sign: Character {
    case negativeOnly = "-"
    case always = "+"
    case space = " "
  }

  package var fill: Character?
  package var alignment: Alignment?
  package var sign: Sign?
  package var avoidsNegativeZero = false
  package var isAlternate = false
  package var isZeroPadded = false
  package var width = 0
  package var grouping: Character?
  package var precision: Int?
  package var type: Character?

  /// Parses a specification for a value of Python's type `typeName`, which errors name.
  package init(_ text: String, for typeName: String) throws(FormatError) {
    var rest = Substring(text)
    let second = rest.dropFirst().first
    if let second, let alignment = Alignment(rawValue: second) {
      fill = rest.first
      self.alignment = alignment
      rest = rest.dropFirst(2)
    } else if let first = rest.first, let alignment = Alignment(rawValue: first) {
      self.alignment = alignment
      rest = rest.dropFirst()
    }
    if let first = rest.first, let sign = Sign(rawValue: first) {
      self.sign = sign
      rest = rest.dropFirst()
    }
    avoidsNegativeZero = FormatSpec.take("z", &rest)
    isAlternate = FormatSpec.take("#", &rest)
    isZeroPadded = fill == nil && FormatSpec.take("0", &rest)
    width = try FormatSpec.takeNumber(&rest) ?? 0
    try takeGrouping(&rest)
    if FormatSpec.take(".", &rest) {
      guard let precision = try FormatSpec.takeNumber(&rest) else {
        throw FormatError("Format specifier missing precision")
      }
      self.precision = precision
    }
    type = rest.popFirst()
    guard rest.isEmpty else {
      throw FormatError("Invalid format specifier '\(text)' for object of type '\(typeName)'")
    }
    if let grouping, let type, !FormatSpec.allows(grouping, type) {
      throw FormatError("Cannot specify '\(grouping)' with '\(type)'.")
    }
  }

  private mutating func takeGrouping(_ rest: inout Substring) throws(FormatError) {
    if FormatSpec.take(",", &rest) { grouping = "," }
    if FormatSpec.take("_", &rest) {
      guard grouping == nil else { throw FormatError("Cannot specify both ',' and '_'.") }
      grouping = "_"
    }
    if rest.first == "," {
      throw FormatError(
        grouping == "," ? "Cannot specify ',' with ','." : "Cannot specify both ',' and '_'.")
    }
  }

  private static func take(_ character: Character, _ rest: inout Substring) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private static func takeNumber(_ rest: inout Substring) throws(FormatError) -> Int? {
    let digits = rest.prefix { "0"..."9" ~= $0 }
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    // Python's limit is the machine word; beyond a C int its numbers fail with another sentence.
    guard let number = Int32(digits) else {
      throw FormatError("Too many decimal digits in format string")
    }
    return Int(number)
  }

  private static func allows(_ grouping: Character, _ type: Character) -> Bool {
    "defgEFG%".contains(type) || (grouping == "_" && "boxX".contains(type))
  }
}

/// A specification that does not fit, in CPython's words.
package struct FormatError: Error {
  package let message: String

  init(_ message: String) {
    self.message = message
  }

  static func unknownCode(_ code: Character, for type: String) -> FormatError {
    FormatError("Unknown format code '\(code)' for object of type '\(type)'")
  }
}
