/// What a page of HTML is to be.
package struct HTMLOptions: Sendable {
  /// Whether images are fetched from other machines when the page is read.
  package var showsRemoteImages = false
  /// Whether headings have anchors and code has colours.
  package var hasAnchors = true
  package var links = PageLinks()
  /// What is told about cells besides, by their indices.
  package var annotations: [Int: CellAnnotation] = [:]
  /// What is known of earlier versions of the page; `nil` for a page that is made once.
  package var highlights: HighlightMemory?

  package init() {}
}
