extension JSON {
  /// The value as the Python package nbformat writes it: members by name, one blank a level.
  ///
  /// The same value is the same text, whatever the order of its members.
  package var text: String {
    var text = ""
    write(to: &text, level: 0)
    return text + "\n"
  }

  private func write(to text: inout String, level: Int) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): text += Self.literal(string)
    case .array(let elements):
      Self.write(elements, "[", "]", to: &text, level: level) { element, text in
        element.write(to: &text, level: level + 1)
      }
    case .object(let members):
      let sorted = members.sorted {
        $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
      }
      Self.write(sorted, "{", "}", to: &text, level: level) { member, text in
        text += Self.literal(member.name) + ": "
        member.value.write(to: &text, level: level + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, level: Int,
    each: (Element, inout String) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      text += (index > 0 ? ",\n" : "\n") + String(repeating: " ", count: level + 1)
      each(element, &text)
    }
    if !elements.isEmpty { text += "\n" + String(repeating: " ", count: level) }
    text += close
  }

  private static func literal(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
