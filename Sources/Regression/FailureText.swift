/// The recorded or captured text of a failure that a cell is expected to have.
///
/// Compiler diagnostics begin with the line in the cell, the column and the severity,
/// `2:9: error: cannot find 'b' in scope`; a crash or an error that is thrown begins with the line,
/// `2: Fatal error: Index out of range`, where it is known.
struct FailureText {
  let text: String
  /// The line in the cell, if the text begins with it.
  let line: Substring?
  /// `error` of a compiler diagnostic.
  let severity: Substring?
  /// What follows the place.
  private let message: Substring

  init(_ text: String?) {
    self.text = text ?? ""
    var rest = self.text[...]
    line = FailureText.number(&rest)
    if line != nil { _ = FailureText.number(&rest) }
    message = rest
    severity = ["error", "warning", "note"].first { rest.hasPrefix($0 + ": ") }.map {
      rest.prefix($0.count)
    }
  }

  /// Digits before a colon and perhaps a blank.
  private static func number(_ text: inout Substring) -> Substring? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, text[digits.endIndex...].first == ":" else { return nil }
    text = text[digits.endIndex...].dropFirst()
    if text.first == " " { text.removeFirst() }
    return digits
  }

  /// The first line of a text.
  static func head(of text: String) -> String { String(text.prefix { $0 != "\n" }) }

  /// What a record says that does not say the place, and perhaps no severity.
  func withoutPlace(keepingSeverity: Bool) -> String {
    guard let severity, !keepingSeverity else { return String(message) }
    return String(message.dropFirst(severity.count + 2))
  }
}
