/// A regular expression a notebook's author wrote, known to compile.
///
/// The syntax is that of Swift's `Regex`.
package struct Pattern: Hashable, Sendable {
  package let source: String

  /// - Throws: the error of `Regex` when `source` is not a regular expression.
  package init(_ source: String) throws {
    _ = try Regex(source)
    self.source = source
  }

  /// The compiled expression; compiling takes a moment, so ask once for many texts.
  package var regex: Regex<AnyRegexOutput> {
    guard let regex = try? Regex(source) else {
      preconditionFailure("'\(source)' compiled when it was read")
    }
    return regex
  }

  /// Whether the expression is found anywhere in `text`, before the time is up.
  package func isFound(in text: String) -> Bool {
    TimeLimit.run { (try? regex.firstMatch(in: text)) != nil } ?? false
  }
}
