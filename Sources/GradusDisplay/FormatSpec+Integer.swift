extension FormatSpec {
  /// The text of a whole number.
  package func text(of number: (magnitude: UInt64, isNegative: Bool)) throws(FormatError)
    -> String
  {
    let type = type ?? "d"
    switch type {
    case "b", "c", "d", "o", "x", "X", "n": return try integerText(of: number, type: type)
    case "e", "E", "f", "F", "g", "G", "%":
      let value = Double(number.magnitude)
      return try text(of: number.isNegative ? -value : value)
    default: throw .unknownCode(type, for: "int")
    }
  }

  private func integerText(
    of number: (magnitude: UInt64, isNegative: Bool), type: Character
  ) throws(FormatError) -> String {
    guard precision == nil else {
      throw FormatError("Precision not allowed in integer format specifier")
    }
    guard !avoidsNegativeZero else {
      throw FormatError("Negative zero coercion (z) not allowed in integer format specifier")
    }
    if type == "c" { return try characterText(of: number) }
    let radix = ["b": 2, "o": 8, "x": 16, "X": 16][type] ?? 10
    return padded(
      sign: signText(isNegative: number.isNegative),
      prefix: isAlternate && radix != 10 ? "0\(type)" : "",
      integer: String(number.magnitude, radix: radix, uppercase: type == "X"), rest: "",
      groupSize: radix == 10 ? 3 : 4)
  }

  private func characterText(
    of number: (magnitude: UInt64, isNegative: Bool)
  ) throws(FormatError) -> String {
    guard sign == nil else {
      throw FormatError("Sign not allowed with integer format specifier 'c'")
    }
    guard !isAlternate else {
      throw FormatError("Alternate form (#) not allowed with integer format specifier 'c'")
    }
    guard !number.isNegative, let code = UInt32(exactly: number.magnitude),
      let scalar = Unicode.Scalar(code)
    else { throw FormatError("%c arg not in range(0x110000)") }
    var spec = self
    spec.grouping = nil
    return spec.padded(sign: "", integer: String(Character(scalar)), rest: "")
  }

  func signText(isNegative: Bool) -> String {
    if isNegative { return "-" }
    switch sign {
    case .always: return "+"
    case .space: return " "
    case .negativeOnly, nil: return ""
    }
  }

  /// The text of a string.
  package func text(of string: String) throws(FormatError) -> String {
    if type == nil, let grouping { throw FormatError("Cannot specify '\(grouping)' with 's'.") }
    if let type, type != "s" { throw .unknownCode(type, for: "str") }
    if let sign {
      throw FormatError(
        sign == .space
          ? "Space not allowed in string format specifier"
          : "Sign not allowed in string format specifier")
    }
    guard !avoidsNegativeZero else {
      throw FormatError("Negative zero coercion (z) not allowed in string format specifier")
    }
    guard !isAlternate else {
      throw FormatError("Alternate form (#) not allowed in string format specifier")
    }
    guard alignment != .afterSign else {
      throw FormatError("'=' alignment not allowed in string format specifier")
    }
    guard let precision else { return padded(string) }
    return padded(String(String.UnicodeScalarView(string.unicodeScalars.prefix(precision))))
  }
}
