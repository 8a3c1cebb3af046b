/// What a page of HTML is to be.
package struct HTMLOptions: Sendable {
  /// Whether images are fetched from other machines when the page is read.
  package var showsRemoteImages = false
  /// Whether headings have anchors and code has colours.
  package var hasAnchors = true
  package var links = PageLinks()

  package init() {}
}
