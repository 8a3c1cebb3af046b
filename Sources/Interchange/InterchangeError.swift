import Diagnostics
import Notebooks

/// Why a notebook could not be brought into another form.
package struct InterchangeError: Error, Sendable {
  /// What is wrong in the file, and where.
  package let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  init(_ source: SourceText, _ offset: Int, _ message: String) {
    diagnostics = [Diagnostic(.error, at: source.location(ofByte: offset), message)]
  }
}
