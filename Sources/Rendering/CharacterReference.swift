import CommonMark

/// References such as `&amp;` and `&#x41;` in raw HTML.
enum CharacterReference {
  /// The text with references replaced by what they stand for.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...].dropFirst()
      if let (replacement, length) = reference(rest) {
        result += replacement
        rest = rest.dropFirst(length)
      } else {
        result += "&"
      }
    }
    return result + rest
  }

  /// What a reference behind its `&` stands for, and its length.
  private static func reference(_ text: Substring) -> (String, Int)? {
    if text.first == "#" {
      let isHex = text.dropFirst().first.map { "xX".contains($0) } ?? false
      let digits = text.dropFirst(isHex ? 2 : 1).prefix { character in
        character.isASCII && (isHex ? character.isHexDigit : character.isNumber)
      }
      guard !digits.isEmpty else { return nil }
      let length = (isHex ? 2 : 1) + digits.count
      let hasEnd = text.dropFirst(length).first == ";"
      let scalar = UInt32(digits, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init)
      return (scalar.map { String($0) } ?? "\u{FFFD}", length + (hasEnd ? 1 : 0))
    }
    let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard text.dropFirst(name.count).first == ";" else { return nil }
    // cmark has the names of HTML.
    let written = "&\(name);"
    let value = MarkdownTree(parsing: Array(written.utf8)[...]).plainText
    return value == written ? nil : (value, name.count + 1)
  }
}
