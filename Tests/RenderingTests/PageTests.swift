import Foundation
import Notebooks
import Rendering
import Testing

@Suite struct PageTests {
  @Test("A cell has its number, its code in colours and its output")
  func cell() {
    let html = article("```swift name=x\nlet a = 1 // one\n```\n\n```output\n1 < 2\n```\n")
    #expect(html.contains("In&nbsp;[1]:"))
    #expect(html.contains("<span class=\"k\">let</span> a = <span class=\"n\">1</span>"))
    #expect(html.contains("<span class=\"c\">// one</span>"))
    #expect(html.contains("Out&nbsp;[1]:"))
    #expect(html.contains("<pre>1 &lt; 2\n</pre>"))
    #expect(!html.contains("name=x"))
  }

  @Test(
    "Options say what a page shows",
    arguments: [
      ("hide", false, false), ("hide-code", false, true), ("", true, true),
    ])
  func options(_ option: String, _ showsCode: Bool, _ showsOutput: Bool) {
    let notebook =
      "before\n\n```swift \(option)\nlet code = 1\n```\n\n```output\nshown\n```\n\nafter\n"
    for text in [HTMLTree(article(notebook)).text, published(notebook)] {
      #expect(text.contains("let code") == showsCode)
      #expect(text.contains("shown") == showsOutput)
      #expect(text.contains("before") && text.contains("after"))
    }
  }

  @Test("Cells in lists and quotes stand there with their outputs")
  func containers() {
    let html = article(
      "> * one\n>   ```swift\n>   1\n>   ```\n>   ```output\n>   2\n>   ```\n>\n> end\n")
    let tree = HTMLTree(html)
    #expect(tree.problems.isEmpty)
    #expect(html.contains("<blockquote>\n<ul>\n<li>one\n<section"))
    #expect(html.contains("<pre>2\n</pre>"))
    #expect(html.contains("</ul>\n<p>end</p>\n</blockquote>"))
  }

  @Test("An output region is Markdown; tables and images stand in it")
  func region() {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
    let html = page(
      "```swift\n1\n```\n\n<!-- output -->\n| a | b |\n| - | -: |\n| 1 | *2* |\n\n![A *plot*](notebook.assets/cell-1-1.png)\n<!-- /output -->\n",
      images: ["notebook.assets/cell-1-1.png": png])
    #expect(html.contains("<th class=\"right\">b</th>"))
    #expect(html.contains("<td class=\"right\"><em>2</em></td>"))
    #expect(html.contains("<img src=\"data:image/png;base64,iVBORw==\" alt=\"A plot\" />"))
  }

  @Test("Drawings too wide for a phone are told apart")
  func wide() {
    func svg(_ width: String) -> String {
      page(
        "![a](notebook.assets/a.svg)\n",
        images: [
          "notebook.assets/a.svg": Array(
            "<svg xmlns=\"x\" \(width) height=\"9\"><g width=\"900\"/></svg>".utf8)
        ])
    }
    #expect(svg("width=\"760\"").contains("alt=\"a\" class=\"wide\" />"))
    #expect(!svg("width=\"480\"").contains("class=\"wide\""))
    #expect(!svg("width=\"100%\"").contains("class=\"wide\""))
  }

  @Test("Headings have the anchors that GitHub gives them, and the page a list of them")
  func headings() {
    let html = page("# T\n\n## What's *new*?\n\n## Same\n\n## Same\n\n### Größe & more\n")
    for anchor in ["whats-new", "same", "same-1", "größe--more"] {
      #expect(html.contains("id=\"\(anchor)\""), "\(anchor)")
    }
    #expect(html.contains("<li class=\"deeper\"><a href=\"#gr%C3%B6%C3%9Fe--more\">"))
    #expect(html.contains("<title>T</title>"))
  }

  @Test("The badge survives as a link, and as an image where remote ones are allowed")
  func badge() {
    let badge =
      "<a href=\"https://x.example/n?a=1&b=2\" target=\"_parent\"><img src=\"https://x.example/b.svg\" alt=\"Open\"/></a>\n"
    #expect(
      article(badge)
        == "<p><a href=\"https://x.example/n?a=1&amp;b=2\" rel=\"noopener noreferrer\"><span class=\"image\">Open</span></a></p>\n"
    )
    #expect(
      article(badge, showsRemoteImages: true).contains(
        "<img src=\"https://x.example/b.svg\" alt=\"Open\" referrerpolicy=\"no-referrer\" /></a>"))
    #expect(
      article("![alt](https://x.example/b.png)\n").contains(
        "<a class=\"image\" rel=\"noopener noreferrer\" href=\"https://x.example/b.png\">alt</a>"))
  }

  @Test(
    "Raw HTML is balanced inside of the block it stands in",
    arguments: [
      (
        "<div align=\"center\">\n\n*x*\n\n</div>\n",
        "<div align=\"center\">\n<p><em>x</em></p>\n</div>\n"
      ),
      (
        "<details><summary>s</summary>\n\nx\n",
        "<details><summary>s</summary>\n<p>x</p>\n</details>"
      ),
      ("a <b>c\n\nd</b>\n", "<p>a <b>c</b></p>\n<p>d</p>\n"),
      ("*a <i>b*</i>\n", "<p><em>a <i>b</i></em></p>\n"),
      ("H<sub>2</sub>O<br>x &amp; &copy;\n", "<p>H<sub>2</sub>O<br />x &amp; ©</p>\n"),
      ("<p>a &amp; &eacute; & b</p>\n", "<p>a &amp; &eacute; &amp; b</p>\n"),
    ])
  func rawHTML(_ markdown: String, _ html: String) {
    #expect(article(markdown) == html)
  }

  @Test("Links between notebooks of a site lead to their pages")
  func links() {
    let links = PageLinks(of: "a/b.md", pages: ["a/b.md", "a/c.md", "d.md"])
    let html = page(
      "[1](c.md#x) [2](../d.md) [3](other.md) [4](https://x.example/c.md) [5](../../d.md)\n",
      links: links)
    for address in [
      "\"c.html#x\"", "\"../d.html\"", "\"other.md\"", "\"https://x.example/c.md\"",
      "\"../../d.md\"",
    ] {
      #expect(html.contains("href=" + address), "\(address)")
    }
  }

  @Test("The policy of a page names its scripts by their hash")
  func policy() throws {
    let html = page("$x$\n", mathLibrary: nil)
    let tree = HTMLTree(html)
    let policy = try #require(tree.elements.first { $0["http-equiv"] != nil }?["content"])
    #expect(policy.contains("default-src 'none'"))
    for script in tree.scripts {
      let hash = Data(SHA256.hash(Array(script.utf8))).base64EncodedString()
      #expect(policy.contains("'sha256-\(hash)'"))
    }
  }

  @Test(
    "The hash is SHA-256",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func hash(_ message: String, _ digits: String) {
    let hash = SHA256.hash(Array(message.utf8))
    #expect(hash.map { String(format: "%02x", $0) }.joined() == digits)
  }
}

@Suite struct MarkdownPageTests {
  @Test(
    "Marks of Gradus are left out, and nothing else",
    arguments: [
      ("```swift name=a tol=1e-3\n1\n```\n", "```swift\n1\n```\n"),
      ("~~~~ Swift  hide-x\n1\n~~~~\n", "~~~~ Swift\n1\n~~~~\n"),
      ("a\n\n<!-- gradus: silent -->\n```swift\n1\n```\n", "a\n\n```swift\n1\n```\n"),
      (
        "```swift\n1\n```\n\n<!-- output -->\n*a*\n<!-- /output -->\n\nb\n",
        "```swift\n1\n```\n\n*a*\n\nb\n"
      ),
      (
        "```swift\n1\n```\n\n<!-- output -->\n*a*\n<!-- /output -->\nb\n",
        "```swift\n1\n```\n\n*a*\n\nb\n"
      ),
      (
        "* a\n  ```swift x\n  1\n  ```\n  <!-- output -->\n  *a*\n  <!-- /output -->\n* b\n",
        "* a\n  ```swift\n  1\n  ```\n  *a*\n\n* b\n"
      ),
      ("> ```swift hide\n> 1\n> ```\n>\n> b\n", "> b\n"),
      ("a\n\n```swift hide\n1\n```\n\n```output\n1\n```\n\nb\n", "a\n\nb\n"),
      ("a\r\n\r\n\r\nb", "a\r\n\r\n\r\nb"), ("", ""),
      ("<!-- mine -->\n\n```python x\n1\n```\n", "<!-- mine -->\n\n```python x\n1\n```\n"),
    ])
  func marks(_ notebook: String, _ expected: String) {
    #expect(published(notebook) == expected)
  }

  @Test("Front matter is kept or dropped, in a comment too")
  func frontMatter() {
    let text = "---\ntitle: x\n---\n\n# a\n"
    #expect(published(text) == text)
    #expect(published(text, keepsFrontMatter: false) == "# a\n")
    let comment = "<!-- gradus\nseed: 1\n-->\n\n# a\n"
    #expect(published(comment) == comment)
    #expect(published(comment, keepsFrontMatter: false) == "# a\n")
  }
}

/// The Markdown for readers of a notebook given as text.
func published(_ markdown: String, keepsFrontMatter: Bool = true) -> String {
  let notebook = Notebook(path: "notebook.md", bytes: Array(markdown.utf8))
  return String(
    decoding: MarkdownPage(notebook, keepsFrontMatter: keepsFrontMatter).bytes, as: UTF8.self)
}
