/// What a notebook is rendered to.
package enum PageFormat: String, Hashable, Sendable, CaseIterable {
  /// Markdown as it is published.
  case md
  /// One file of HTML.
  case html

  /// The ending of the files.
  package var ending: String { rawValue }
}
