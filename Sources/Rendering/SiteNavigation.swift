/// The way from a page of a site to its neighbours.
package struct SiteNavigation: Sendable {
  package struct Page: Hashable, Sendable {
    package let title: String
    /// Relative to the page that links to it.
    package let address: String

    package init(title: String, address: String) {
      (self.title, self.address) = (title, address)
    }
  }

  private let index: String
  private let previous: Page?
  private let next: Page?

  /// - Parameter index: the address of the site's index
  package init(index: String, previous: Page?, next: Page?) {
    (self.index, self.previous, self.next) = (index, previous, next)
  }

  var markup: Markup {
    var markup = Markup()
    markup.add("<nav class=\"pages\" aria-label=\"Pages\">\n")
    add(previous, "prev", "← ", to: &markup)
    markup.add("<a href=\"")
    markup.add(address: index.utf8)
    markup.add("\">All notebooks</a>\n")
    add(next, "next", "", " →", to: &markup)
    markup.add("</nav>\n")
    return markup
  }

  private func add(
    _ page: Page?, _ relation: StaticString, _ before: StaticString, _ behind: StaticString = "",
    to markup: inout Markup
  ) {
    guard let page else {
      markup.add("<span></span>\n")
      return
    }
    markup.add("<a rel=\"")
    markup.add(relation)
    markup.add("\" href=\"")
    markup.add(address: page.address.utf8)
    markup.add("\">")
    markup.add(before)
    markup.add(text: page.title)
    markup.add(behind)
    markup.add("</a>\n")
  }
}
