/// How much a diagnostic matters; an error makes the notebook malformed.
package enum Severity: String, Sendable {
  case error, warning, note
}

/// A problem in a file the user wrote.
///
/// The message is one lower-case sentence without a full stop; it quotes the input and says what
/// would be valid.
package struct Diagnostic: Hashable, Sendable {
  package let severity: Severity
  package let location: SourceLocation
  package let message: String
  /// How many bytes from the location on are underlined; 1 is a caret alone.
  package let length: Int
  package let notes: [Diagnostic]

  package init(
    _ severity: Severity, at location: SourceLocation, _ message: String, length: Int = 1,
    notes: [Diagnostic] = []
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.length = length
    self.notes = notes
  }

  package var withoutNotes: Diagnostic {
    Diagnostic(severity, at: location, message, length: length)
  }
}
