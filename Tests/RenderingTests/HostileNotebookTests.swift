import Notebooks
import Rendering
import Testing

/// Notebooks that try to run a script in the page, or to make it fetch something.
@Suite struct HostileNotebookTests {
  static let payloads = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src=`x` onerror=alert(1) />",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\" onerror =\n\"alert(1)\">",
    "<img src='javascript:alert(1)'>",
    "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"jAvAsCrIpT:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java&#x0A;script:alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"&#106;&#97;vascript:alert(1)\">x</a>",
    "<a href=\"&#0000106avascript:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=x onclick=alert(1) onmouseover='alert(1)'>x</a>",
    "<a style=\"background:url(javascript:alert(1))\" href=x>x</a>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=\"javascript:alert(1)\"></object><embed src=\"javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><button formaction=\"javascript:alert(1)\">x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<meta http-equiv=\"refresh\" content=\"0;url=javascript:alert(1)\">",
    "<base href=\"https://evil.example/\">",
    "<link rel=stylesheet href=\"https://evil.example/x.css\">",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version=\"1.0\"?><img src=x onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<p title=\"\"><img src=x onerror=alert(1)>\">x</p>",
    "</article></main><script>alert(1)</script>",
    "</code></pre><img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert%281%29)",
    "[x](<java\u{B}script:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](x \"\\\" onmouseover=alert(1) \")",
    "[x][r]\n\n[r]: javascript:alert(1) 'x'",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x\" onerror=\"alert(1)](x.png)",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "![x](https://evil.example/x.png)",
    "$\\href{javascript:alert(1)}{x}$",
    "$</span><img src=x onerror=alert(1)>$",
    "$$<script>alert(1)</script>$$",
    "| a |\n| - | - |\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
    "| <script>alert(1)</script> | b |\n| --- | --- |\n| `<script>` | </td></table><script>alert(1)</script> |",
    "# <img src=x onerror=alert(1)> [x](javascript:alert(1))",
    "## \"><script>alert(1)</script>\n\n## two\n\n## three",
    "<a id=\"x\" name=\"querySelectorAll\"></a><img name=\"querySelectorAll\" id=\"katex\">",
  ]

  /// The places of a notebook that somebody else's text may stand in.
  static let places: [(name: String, notebook: @Sendable (String) -> String)] = [
    ("prose", { $0 + "\n" }),
    ("a paragraph", { "text " + $0.replacing("\n", with: " ") + " text\n" }),
    ("a list in a quote", { "> * " + $0.replacing("\n", with: "\n>   ") + "\n" }),
    ("a link", { "[text \($0.replacing("\n", with: " ")) text](page.html)\n" }),
    (
      "an info string",
      { "```\($0.replacing("\n", with: " ").replacing("`", with: ""))\ncode\n```\n" }
    ),
    (
      "options",
      { "```swift skip \($0.replacing("\n", with: " ").replacing("`", with: ""))\ncode\n```\n" }
    ),
    ("code", { "````swift\n\($0)\n````\n" }),
    ("an output", { "```swift\n1\n```\n\n````output\n\($0)\n````\n" }),
    ("an error", { "```swift error\n1\n```\n\n````error\n\($0)\n````\n" }),
    (
      "an output region",
      { "```swift\n1\n```\n\n<!-- output -->\n\n\($0)\n\n<!-- /output -->\n" }
    ),
    (
      "front matter",
      { "---\ntitle: '\($0.replacing("\n", with: " ").replacing("'", with: "''"))'\n---\n# x\n" }
    ),
  ]

  @Test("No script, handler or address that could run or fetch something survives")
  func survivors() {
    for place in Self.places {
      for payload in Self.payloads {
        let html = page(place.notebook(payload))
        for problem in Self.problems(html) {
          Issue.record("\(payload) in \(place.name): \(problem)")
        }
      }
    }
  }

  @Test("The name of a file is text in its page", arguments: payloads)
  func fileNames(_ payload: String) {
    let html = page("text\n", path: payload.replacing("/", with: "∕") + ".md")
    #expect(Self.problems(html).isEmpty)
    let index = SiteIndex(
      title: payload, pages: [SiteNavigation.Page(title: payload, address: "./" + payload)])
    #expect(Self.problems(String(decoding: index.bytes, as: UTF8.self)).isEmpty)
  }

  @Test("The checker of these tests sees scripts, handlers and addresses")
  func checker() {
    let frame = page("text\n")
    for bad in [
      "<script>alert(1)</script>", "<p onclick=\"x\"></p>", "<a href=\"javascript:x\">x</a>",
      "<img src=\"https://x\" alt=\"x\" />", "<p>", "</div>", "<p title=x></p>",
      "<a href=\"&#106;avascript:x\">x</a>", "<iframe></iframe>",
    ] {
      #expect(
        !Self.problems(frame.replacing("<article>", with: "<article>" + bad)).isEmpty, "\(bad)")
    }
    #expect(Self.problems(frame).isEmpty)
  }

  /// Elements of a page; all others are wrong.
  private static let elements: Set = [
    "html", "head", "meta", "title", "style", "body", "a", "div", "nav", "details", "summary",
    "ol", "ul", "li", "main", "article", "header", "footer", "section", "pre", "code", "span", "p",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "img", "em",
    "strong", "blockquote", "hr", "br", "script",
  ]
  private static let attributes: Set = [
    "lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "aria-label",
    "open", "rel", "src", "alt", "title", "align", "start",
  ]

  private static func problems(_ html: String) -> [String] {
    let tree = HTMLTree(html)
    let ours = HTMLTree(page("text\n")).scripts
    var problems = tree.problems
    if tree.scripts != ours { problems.append("a script that is not ours") }
    for element in tree.elements {
      if !elements.contains(element.name) { problems.append("<\(element.name)>") }
      if element.name == "meta" { continue }
      for (name, value) in element.attributes {
        if !attributes.contains(name) { problems.append("attribute \(name) of \(element.name)") }
        let address = value.filter { !$0.isWhitespace }.lowercased()
        if name == "href", let colon = address.firstIndex(of: ":") {
          let scheme = address[..<colon]
          let isRelative = scheme.contains { "/?#".contains($0) }
          if !isRelative, !["http", "https", "mailto"].contains(scheme) {
            problems.append("link to \(value)")
          }
        }
        if name == "src", !value.hasPrefix("data:image/") { problems.append("image \(value)") }
      }
    }
    return problems
  }
}
