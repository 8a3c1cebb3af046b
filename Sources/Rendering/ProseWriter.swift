import CommonMark
import Diagnostics
import Notebooks

/// Writes Markdown as HTML: the bytes of cmark, and besides them anchors of headings, formulas,
/// tables, images in place, raw HTML through an allow-list, and cells with their outputs.
struct ProseWriter {
  var markup = Markup()
  var outline = Outline()
  private(set) var hasFormulas = false
  let options: HTMLOptions
  let images: ImageSource
  private let cells: [Int: Cell]
  let notebookPath: String
  var prepared: PreparedText
  var raw = RawHTML()
  var depth = 0
  private var linkDepth = 0
  /// What ends the links that are open.
  private var openLinks: [StaticString] = []
  /// The last line of the source that a cell's outputs take.
  var linesTaken = 0
  private var isInCell = false
  /// Where the blocks of the article begin that nothing of what is above leaves an element open in.
  private(set) var blockStarts: [Int] = []

  init(_ notebook: Notebook, images: ImageSource, options: HTMLOptions) {
    self.options = options
    self.images = images
    notebookPath = notebook.path
    cells = Dictionary(uniqueKeysWithValues: notebook.cells.map { ($0.fence.lowerBound, $0) })
    prepared = PreparedText(
      notebook.source, body: notebook.body, notebook.document, linesBefore: notebook.linesBeforeBody
    )
    markup.reserve(notebook.bytes.count * 3 / 2)
    write(prepared.tree)
  }

  /// Writes Markdown that does not stand in the notebook as such.
  mutating func write(markdown: String) {
    let source = SourceText(file: "", bytes: Array(markdown.utf8))
    let outer = (prepared, isInCell, linesTaken)
    prepared = PreparedText(
      source, body: source.bytes[...], Document(parsing: source.bytes[...]), linesBefore: 0)
    (isInCell, linesTaken) = (true, 0)
    write(prepared.tree)
    (prepared, isInCell, linesTaken) = outer
  }

  mutating func write(_ tree: MarkdownTree) {
    depth += 1
    tree.walk { element, isEntering in
      isEntering ? enter(element) : leave(element)
    }
    raw.close(depth: depth, to: &markup)
    depth -= 1
  }

  /// Whether what is in the element is to be visited.
  mutating func enter(_ element: Element) -> Bool {
    let kind = element.kind
    switch kind {
    case .text: add(text: element.literal)
    case .softBreak:
      let isContinued = element.next.map {
        $0.kind == .text && $0.literal.starts(with: PreparedText.continuation)
      }
      if isContinued != true { markup.add("\n") }
    case .lineBreak: markup.add("<br />\n")
    case .code:
      markup.add("<code>")
      markup.add(text: element.literal)
      markup.add("</code>")
    case .inlineHTML: add(html: element.literal)
    case .emphasis: open("<em>")
    case .strong: open("<strong>")
    case .link: openLink(element)
    case .image:
      add(
        image: restored(element.url), alternative: restored(text: element.plainText),
        title: restored(element.title))
      return false
    default: return enter(block: element, kind)
    }
    return true
  }

  private mutating func enter(block element: Element, _ kind: Element.Kind) -> Bool {
    let line = element.line + prepared.linesBefore
    if linesTaken > 0, kind != .document, kind != .other, line <= linesTaken { return false }
    if depth == 1, kind != .document, !raw.isInElement { blockStarts.append(markup.bytes.count) }
    switch kind {
    case .paragraph:
      if let table = prepared.tables[line] {
        add(table)
        return false
      }
      depth += 1
      if !element.isTight {
        markup.endLine()
        markup.add("<p>")
      }
    case .heading:
      markup.endLine()
      markup.add(safe: "<h\(element.level)")
      if options.hasAnchors {
        let text = restored(text: element.plainText)
        let anchor = outline.add(level: element.level, text: text)
        markup.add(" id=\"")
        markup.add(text: anchor)
        markup.add("\"")
      }
      open(">")
    case .codeBlock:
      markup.endLine()
      if !isInCell, let cell = cells[line] {
        add(cell, source: String(decoding: element.literal, as: UTF8.self))
        linesTaken = cell.outputLines?.upperBound ?? 0
      } else {
        add(code: element)
      }
    case .htmlBlock:
      markup.endLine()
      add(html: element.literal)
      markup.endLine()
    case .thematicBreak:
      markup.endLine()
      markup.add("<hr />\n")
    case .blockQuote: openBlock("<blockquote>\n")
    case .item: openBlock("<li>")
    case .list:
      markup.endLine()
      if !element.isOrdered {
        open("<ul>\n")
      } else if element.listStart == 1 {
        open("<ol>\n")
      } else {
        markup.add(safe: "<ol start=\"\(element.listStart)\"")
        open(">\n")
      }
    default: break
    }
    return true
  }

  mutating func leave(_ element: Element) -> Bool {
    switch element.kind {
    case .document, .other: break
    case .emphasis: close("</em>")
    case .strong: close("</strong>")
    case .link: closeLink()
    case .paragraph:
      raw.close(depth: depth, to: &markup)
      depth -= 1
      if !element.isTight { markup.add("</p>\n") }
    case .heading:
      if options.hasAnchors, let anchor = outline.entries.last?.anchor {
        raw.close(depth: depth, to: &markup)
        markup.add("<a class=\"anchor\" aria-label=\"Link to this section\" href=\"#")
        markup.add(address: anchor.utf8)
        markup.add("\">#</a>")
      }
      close("")
      markup.add(safe: "</h\(element.level)>\n")
    case .blockQuote: closeBlock("</blockquote>\n")
    case .item: close("</li>\n")
    case .list: close(element.isOrdered ? "</ol>\n" : "</ul>\n")
    default: break
    }
    return true
  }

  private mutating func open(_ tag: StaticString) {
    markup.add(tag)
    depth += 1
  }

  private mutating func openBlock(_ tag: StaticString) {
    markup.endLine()
    open(tag)
  }

  private mutating func close(_ tag: StaticString) {
    raw.close(depth: depth, to: &markup)
    depth -= 1
    markup.add(tag)
  }

  private mutating func closeBlock(_ tag: StaticString) {
    raw.close(depth: depth, to: &markup)
    markup.endLine()
    close(tag)
  }

  private mutating func add(text: UnsafeBufferPointer<UInt8>) {
    guard text.holds(0xEF) else { return markup.add(text: text) }
    prepared.pieces(of: Array(text)) { piece in
      switch piece {
      case .text(let text): markup.add(text: text)
      case .formula(let formula):
        hasFormulas = true
        markup.add(formula.isDisplay ? "<span class=\"math display\">" : "<span class=\"math\">")
        markup.add(text: formula.written)
        markup.add("</span>")
      }
    }
  }

  private func restored(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    prepared.formulas.isEmpty ? Array(text) : prepared.restored(text)
  }

  private func restored(text: String) -> String {
    prepared.formulas.isEmpty
      ? text : String(decoding: prepared.restored(text.utf8), as: UTF8.self)
  }

  private mutating func openLink(_ element: Element) {
    depth += 1
    linkDepth += 1
    let address = options.links.address(Address(restored(element.url)))
    // A link of the author's HTML is around this one: HTML has no links in links.
    guard let address, !raw.hasOpenLink else {
      markup.add(raw.hasOpenLink ? "<span>" : "<span class=\"unsafe\">")
      openLinks.append("</span>")
      return
    }
    markup.add("<a href=\"")
    markup.add(address: address)
    add(title: restored(element.title))
    markup.add("\">")
    openLinks.append("</a>")
  }

  private mutating func closeLink() {
    linkDepth -= 1
    close(openLinks.removeLast())
  }

  private mutating func add(title: [UInt8]) {
    guard !title.isEmpty else { return }
    markup.add("\" title=\"")
    markup.add(text: title)
  }

  private mutating func add(html: UnsafeBufferPointer<UInt8>) {
    let links = options.links
    let writer = ImageWriter(images: images, showsRemote: options.showsRemoteImages)
    let targets = RawHTML.Targets { text in
      links.address(Address(text)).map { String(decoding: $0, as: UTF8.self) }
    } image: { tag, isInLink, markup in
      writer.add(tag, isInLink: isInLink, to: &markup)
    }
    restored(html).withUnsafeBufferPointer {
      raw.add($0, depth: depth, isInLink: linkDepth > 0, targets, to: &markup)
    }
  }

  private mutating func add(image url: [UInt8], alternative: String, title: [UInt8]) {
    let writer = ImageWriter(images: images, showsRemote: options.showsRemoteImages)
    writer.add(
      Address(url), alternative: alternative, title: title,
      isInLink: linkDepth > 0 || raw.hasOpenLink, to: &markup)
  }

  private mutating func add(code element: Element) {
    let language = element.info.prefix { $0 != 0x20 && $0 != 0x09 }
    guard !language.isEmpty else {
      markup.add("<pre><code>")
      markup.add(text: element.literal)
      markup.add("</code></pre>\n")
      return
    }
    markup.add("<pre><code class=\"language-")
    markup.add(text: language)
    markup.add("\">")
    if options.hasAnchors, String(decoding: language, as: UTF8.self).lowercased() == "swift" {
      markup.add(safe: highlighted(String(decoding: element.literal, as: UTF8.self)))
    } else {
      markup.add(text: element.literal)
    }
    markup.add("</code></pre>\n")
  }
}
