/// The page of a site that leads to all others.
package struct SiteIndex: Sendable {
  package let bytes: [UInt8]

  /// - Parameter pages: in reading order
  package init(title: String, pages: [SiteNavigation.Page]) {
    var content = Markup()
    content.add("<h1>")
    content.add(text: title)
    content.add("</h1>\n<ol>\n")
    for page in pages {
      content.add("<li><a href=\"")
      content.add(address: page.address.utf8)
      content.add("\">")
      content.add(text: page.title)
      content.add("</a></li>\n")
    }
    content.add("</ol>\n")
    var frame = PageFrame(title: title)
    frame.styles = [Stylesheet.text]
    frame.scripts = [PageScript.text]
    bytes = Array(frame.around(content).joined())
  }
}
