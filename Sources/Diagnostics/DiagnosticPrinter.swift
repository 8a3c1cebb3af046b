/// Writes diagnostics as compilers do: the place, the message, the source line and a caret.
package struct DiagnosticPrinter: Sendable {
  private let sources: [String: SourceText]
  private let color: Bool

  /// - Parameters:
  ///   - sources: the texts by file name; a diagnostic in another file shows no source line
  ///   - color: whether the reader is a terminal that knows ANSI colours
  package init(sources: [String: SourceText], color: Bool) {
    self.sources = sources
    self.color = color
  }

  /// The diagnostic and its notes, each ending with a line feed.
  package func text(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity
    var text = styled(visible(diagnostic.location.description) + ": ", "1")
    text += styled(severity.rawValue + ": ", severity.style)
    text += styled(visible(diagnostic.message), "1") + "\n"
    if let excerpt = excerpt(diagnostic) {
      text += excerpt.source + "\n" + excerpt.margin + styled(excerpt.marks, "1;32") + "\n"
    }
    return diagnostic.notes.reduce(text) { $0 + self.text($1) }
  }

  private func excerpt(_ diagnostic: Diagnostic) -> Excerpt? {
    let location = diagnostic.location
    guard let source = sources[location.file], 1...max(1, source.lineCount) ~= location.line,
      source.lineCount > 0
    else { return nil }
    return Excerpt(
      line: source.bytes[source.content(ofLine: location.line)], column: location.column,
      length: diagnostic.length)
  }

  private func styled(_ text: String, _ style: String) -> String {
    color ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }
}

extension Severity {
  fileprivate var style: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;35"
    case .note: "1;36"
    }
  }
}
