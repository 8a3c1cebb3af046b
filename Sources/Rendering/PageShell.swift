/// The page that a preview's script fills: everything around the content, which it is sent.
package struct PageShell: Sendable {
  package let bytes: [UInt8]
  /// What the page may do, for the response's head.
  package let policy: String

  /// - Parameters:
  ///   - style: behind that of all pages
  ///   - script: behind the one that makes content comfortable, `gradusEnhance(root)`
  ///   - toolbar: HTML above the content
  package init(
    title: String, style: String, script: String, toolbar: String, mathLibrary: MathLibrary?
  ) {
    var frame = PageFrame(title: title)
    frame.styles = [Stylesheet.text, mathLibrary?.style, style].compactMap { $0 }
    frame.scripts = [mathLibrary?.script, PageScript.enhancement, script].compactMap { $0 }
    frame.connectsHome = true
    frame.toolbar.add(safe: toolbar)
    bytes = Array(frame.around(Markup()).joined())
    policy = frame.policy
  }

  /// The blocks of a page that leads to others.
  ///
  /// - Parameter pages: their titles, their addresses, and what tells those of one title apart
  package static func index(
    title: String, pages: [(title: String, address: String, path: String)]
  ) -> [String] {
    var heading = Markup()
    heading.add("<h1>")
    heading.add(text: title)
    heading.add("</h1>\n")
    var items = Markup()
    items.add(
      pages.isEmpty ? "<p>There are no notebooks here.</p>\n" : "<ul class=\"notebooks\">\n")
    for page in pages {
      items.add("<li><a href=\"")
      items.add(address: page.address.utf8)
      items.add("\">")
      items.add(text: page.title)
      items.add("</a> <small>")
      items.add(text: page.path)
      items.add("</small></li>\n")
    }
    if !pages.isEmpty { items.add("</ul>\n") }
    return [heading.text, items.text]
  }
}
