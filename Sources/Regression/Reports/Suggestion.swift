/// What an author can do about a cell that fails because it was written to be read only.
package struct Suggestion: Hashable, Sendable {
  /// What kind of block it is, in one word.
  package let kind: String
  /// What it looks like, in the words of a sentence that begins with 'it'.
  package let reason: String
  /// The option that says so to Gradus.
  package let option: String

  package init(kind: String, reason: String, option: String) {
    (self.kind, self.reason, self.option) = (kind, reason, option)
  }

  /// The comment that gives the option.
  package var comment: String { "<!-- gradus: \(option) -->" }
}
