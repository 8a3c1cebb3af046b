extension CellOutput {
  /// Captured bytes as the text that a notebook records.
  ///
  /// It is what a reader of a terminal would have seen at the end, in a form that Markdown gives
  /// back unchanged: ANSI sequences are dropped; a carriage return goes back to the start of the
  /// line, and what follows replaces what was there; invalid UTF-8 and control characters become
  /// U+FFFD; a text that is not empty ends with a line feed. Applied again it changes nothing.
  package static func normalized(_ bytes: some Collection<UInt8>) -> String {
    var text = TerminalText()
    var rest = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded): text.append(Unicode.UTF8.decode(encoded))
      case .error: text.append("\u{FFFD}")
      case .emptyInput: return text.finish()
      }
    }
  }

  /// Markdown without blank lines at its start and end, ending with a line feed if it is not empty.
  static func trimmingBlankLines(_ text: String) -> String {
    let isBlank: (Substring) -> Bool = { $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Substring($0) }[...]
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The output in its normal form, with nothing in place of empty texts.
  package var normalized: CellOutput {
    let form: (String?) -> String? = { text in
      guard let text, !text.isEmpty else { return nil }
      return Self.normalized(text.utf8)
    }
    let rich = form(rich).map { Self.trimmingBlankLines($0) }
    return CellOutput(text: form(text), error: form(error), rich: rich == "" ? nil : rich)
  }
}
