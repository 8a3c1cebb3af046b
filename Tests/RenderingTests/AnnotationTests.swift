import Diagnostics
import Notebooks
import Rendering
import Testing

@Suite struct AnnotationTests {
  private func page(
    _ markdown: String, _ annotations: [Int: CellAnnotation] = [:], path: String = "a.md",
    highlights: HighlightMemory? = nil
  ) -> HTMLPage {
    var options = HTMLOptions()
    options.annotations = annotations
    options.highlights = highlights
    return HTMLPage(
      Notebook(path: path, bytes: Array(markdown.utf8)),
      images: ImageSource(besides: "/none/a.md"),
      options: options)
  }

  private func problem(_ line: Int, _ column: Int, _ length: Int = 1) -> Diagnostic {
    Diagnostic(
      .error, at: SourceLocation(file: "a.md", line: line, column: column), "no <such> name",
      length: length)
  }

  @Test(
    "The blocks of a page are its article, in pieces",
    arguments: [
      ("# T\n\none\n\n* a\n* b\n\n```swift\n1\n```\n\n```output\n1\n```\n\n> q\n\n---\n", 6),
      ("<details>\n<summary>s</summary>\n\ninside\n\n</details>\n\nbehind\n", 2),
      ("<div>\n\nnever closed\n\nbehind\n", 1),
      ("| a | b |\n|---|---|\n| 1 | 2 |\n\ntext\n", 2),
      ("lead\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<!-- nothing -->\n\ntext\n", 3),
      ("```swift hide\n1\n```\n\ntext\n", 2),
      ("", 0),
    ])
  func blocks(_ markdown: String, _ count: Int) {
    let page = page(markdown)
    #expect(page.blocks.count == count)
    #expect(page.blocks.joined() == article(markdown))
    for block in page.blocks { #expect(HTMLTree(block).problems.isEmpty, "\(block)") }
  }

  @Test("A problem stands under its line, its mark under the column")
  func underLine() throws {
    let text = "```swift\nlet a = 1\nlet b = c + 1\nlet d = 2\n```\n"
    let html = page(text, [0: CellAnnotation(problems: [problem(3, 9, 3)])]).blocks[0]
    #expect(HTMLTree(html).problems.isEmpty)
    let lines = HTMLTree(html).text.split(separator: "\n").map(String.init)
    let index = try #require(lines.firstIndex { $0.hasPrefix("let b") })
    #expect(lines[index + 1] == "let b = ^~~ error: no <such> name")
    #expect(lines[index + 2] == "let d = 2")
    #expect(html.contains("<span class=\"margin\">let b = </span>^~~ "))
  }

  @Test("In a container the column counts the prefix of the line")
  func container() throws {
    let text = "> * one\n>\n>   ```swift\n>   let b = c\n>   ```\n"
    let html = page(text, [0: CellAnnotation(problems: [problem(4, 13)])]).blocks[0]
    #expect(html.contains("<span class=\"margin\">let b = </span>^ error: no &lt;such&gt; name"))
  }

  @Test("Problems of other lines and files stand behind the cell and say where they belong")
  func elsewhere() {
    let text = "```swift\n1\n2\n```\n"
    let other = Diagnostic(
      .warning, at: SourceLocation(file: "b.swift", line: 7, column: 1), "other")
    let html = page(text, [0: CellAnnotation(problems: [problem(40, 1), other])]).blocks[0]
    let code = HTMLTree(html).text
    #expect(
      code.contains("2\nerror: no <such> name (line 40)\nwarning: other (b.swift:7:1)\n"))
    #expect(
      page("```swift\n```\n", [0: CellAnnotation(problems: [problem(2, 1)])]).blocks[0]
        .contains("no &lt;such&gt; name"))
  }

  @Test("What a cell shows now stands instead of its record, or beside it")
  func shown() {
    let text = "```swift\n1\n```\n\n```output\nold\n```\n"
    let new = CellOutput(text: "new\n", rich: "*rich*\n")
    let instead = page(text, [0: CellAnnotation(shown: new)]).blocks[0]
    #expect(instead.contains("<pre>new\n</pre>") && instead.contains("<em>rich</em>"))
    #expect(!instead.contains("old"))
    let beside = page(text, [0: CellAnnotation(shown: new, showsRecord: true)]).blocks[0]
    #expect(beside.contains("<pre>new\n</pre>") && beside.contains("<pre>old\n</pre>"))
    #expect(HTMLTree(beside).problems.isEmpty)
    let gone = page(text, [0: CellAnnotation(shown: CellOutput(), showsRecord: true)]).blocks[0]
    #expect(gone.contains("<pre>old\n</pre>"))
    #expect(!page(text, [0: CellAnnotation(shown: CellOutput())]).blocks[0].contains("Out"))
  }

  @Test(
    "The title of a notebook is that of its page",
    arguments: [
      "# A *b* `c`\n\n# D\n", "## Two\n\ntext\n\n# One\n", "text\n", "> # In a quote\n",
    ])
  func title(_ text: String) {
    let notebook = Notebook(path: "in/a.md", bytes: Array(text.utf8))
    #expect(HTMLPage.title(of: notebook) == page(text, path: "in/a.md").title)
  }

  @Test(
    "A hidden cell is shown when there is something wrong with it",
    arguments: ["hide", "hide-code"])
  func hidden(_ option: String) {
    let text = "```swift \(option)\nlet code = 1\n```\n"
    #expect(!page(text).blocks.joined().contains("code"))
    let html = page(text, [0: CellAnnotation(problems: [problem(2, 1)])]).blocks[0]
    #expect(html.contains("code") && html.contains("no &lt;such&gt; name"))
  }

  @Test("A page whose earlier versions are remembered is the page made anew")
  func versions() {
    let highlights = HighlightMemory()
    let cell = "```swift\nlet a = \"<1>\" // one\nprint(a)\n```\n\n"
    let other = "> ```swift\n> let a = \"<1>\" // one\n> print(a)\n> ```\n\n"
    let versions: [(String, [Int: CellAnnotation])] = [
      (cell + other, [:]),
      (cell + other, [0: CellAnnotation(problems: [problem(2, 5)])]),
      (other + cell, [1: CellAnnotation(problems: [problem(7, 1), problem(8, 3)])]),
      ("prose\n", [:]), ("prose\n", [:]),
      (cell.replacing("one", with: "two") + cell, [:]), (cell, [:]),
    ]
    for (text, annotations) in versions {
      highlights.beginRound()
      #expect(
        page(text, annotations, highlights: highlights).blocks == page(text, annotations).blocks)
    }
  }
}
