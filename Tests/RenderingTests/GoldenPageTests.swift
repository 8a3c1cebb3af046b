import Fixtures
import Notebooks
import Rendering
import Testing

@Suite struct GoldenPageTests {
  @Test("A notebook becomes the page expected", arguments: Fixture.all(ending: ".md"))
  func page(fixture: Fixture) throws {
    let notebook = Notebook(path: fixture.name + ".md", bytes: try fixture.bytes())
    let page = HTMLPage(notebook, images: ImageSource(besides: "/nonexistent/a.md"))
    let html = String(decoding: page.bytes(), as: UTF8.self)
    // What stands around the content is the same everywhere, but for these lines.
    let lines = html.split(separator: "\n").filter {
      $0.hasPrefix("<html") || $0.hasPrefix("<title>")
    }
    let body = try #require(html.firstRange(of: "<div class=\"page"))
    let end = try #require(html.firstRange(of: "</main>"))
    let text = lines.joined(separator: "\n") + "\n" + html[body.lowerBound..<end.lowerBound]
    #expect(HTMLTree(html).problems.isEmpty)
    try fixture.expect(Array(text.utf8), equal: fixture.sibling(ending: "html"))
    let markdown = MarkdownPage(notebook, keepsFrontMatter: false)
    try fixture.expect(markdown.bytes, equal: fixture.sibling(ending: "published"))
  }
}
