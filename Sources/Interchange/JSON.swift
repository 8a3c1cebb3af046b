/// A value of JSON: RFC 8259.
///
/// Foundation's reader names no place in the file for much of what can be wrong with a text, and
/// none for a value that is well formed but not what a notebook needs.
package struct JSON: Sendable {
  package enum Value: Sendable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([JSON])
    /// In the order of the text; of two members with one name the last one counts, as in Python.
    case object([Member])
  }

  package struct Member: Sendable {
    package let name: String
    package let value: JSON
  }

  package let value: Value
  /// The byte at which it starts in its text; 0 if it was not read.
  package let offset: Int

  init(_ value: Value, offset: Int = 0) {
    (self.value, self.offset) = (value, offset)
  }

  /// A string.
  init(_ text: String) { self.init(.string(text)) }

  /// An object without the members that have no value.
  init(members: KeyValuePairs<String, JSON?>) {
    self.init(
      .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } }))
  }

  var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  var array: [JSON]? {
    if case .array(let elements) = value { elements } else { nil }
  }

  var members: [Member]? {
    if case .object(let members) = value { members } else { nil }
  }

  var int: Int? {
    if case .number(let text) = value { Int(text) } else { nil }
  }

  /// The member of an object; `nil` if there is none, or no object.
  subscript(name: String) -> JSON? { members?.last { $0.name == name }?.value }

  /// The text of a string, or of a list of strings that are its lines: nbformat's
  /// `multiline_string`.
  var lines: String? {
    if let string { return string }
    guard let array else { return nil }
    let parts = array.compactMap(\.string)
    return parts.count == array.count ? parts.joined() : nil
  }

  /// A text as nbformat writes it: its lines, each with its line feed.
  static func lines(_ text: String) -> JSON {
    var lines: [JSON] = []
    var line = ""
    for scalar in text.unicodeScalars {
      line.unicodeScalars.append(scalar)
      if scalar == "\n" {
        lines.append(JSON(line))
        line = ""
      }
    }
    if !line.isEmpty { lines.append(JSON(line)) }
    return JSON(.array(lines))
  }
}
