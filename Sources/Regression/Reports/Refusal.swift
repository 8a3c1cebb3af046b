import Diagnostics

/// Why a notebook was not run at all.
package struct Refusal: Sendable {
  /// One sentence, or nothing where the diagnostics say it.
  package let message: String
  package let diagnostics: [Diagnostic]
  /// The file the diagnostics are about: the notebook, or the project's settings.
  package let source: SourceText?

  package init(_ message: String) {
    (self.message, diagnostics, source) = (message, [], nil)
  }

  package init(_ diagnostics: [Diagnostic], in source: SourceText) {
    (message, self.diagnostics, self.source) = ("", diagnostics, source)
  }

  /// What a terminal or a log shows, ending with a line feed.
  package func text(color: Bool) -> String {
    let sources = source.map { [$0.file: $0] } ?? [:]
    let printer = DiagnosticPrinter(sources: sources, color: color)
    let sentence = message.isEmpty ? "" : "gradus: \(visible(message))\n"
    return sentence + diagnostics.map(printer.text).joined()
  }

  /// In a few words.
  package var summary: String { diagnostics.first?.message ?? message }
}
