import Diagnostics

/// Why a notebook was not run at all.
package struct Refusal: Sendable {
  /// One sentence, or nothing where the diagnostics say it.
  package let message: String
  package let diagnostics: [Diagnostic]
  /// The files the diagnostics are about: the notebook, the project's settings, a package's sources.
  package let sources: [SourceText]

  package init(_ message: String) {
    self.init(message, [], in: [])
  }

  package init(_ diagnostics: [Diagnostic], in source: SourceText) {
    self.init("", diagnostics, in: [source])
  }

  package init(_ message: String, _ diagnostics: [Diagnostic], in sources: [SourceText]) {
    (self.message, self.diagnostics, self.sources) = (message, diagnostics, sources)
  }

  /// What a terminal or a log shows, ending with a line feed.
  package func text(color: Bool) -> String {
    let sources = Dictionary(self.sources.map { ($0.file, $0) }) { first, _ in first }
    let printer = DiagnosticPrinter(sources: sources, color: color)
    let sentence = visible(message, keepingNewlines: true)
    return (message.isEmpty ? "" : "gradus: \(sentence)\n")
      + diagnostics.map(printer.text).joined()
  }

  /// In a few words.
  package var summary: String {
    message.isEmpty
      ? diagnostics.first?.message ?? ""
      : message.split(separator: "\n").first.map(String.init) ?? message
  }
}
