import Notebooks

/// A notebook as one file of HTML that needs nothing else.
package struct HTMLPage: Sendable {
  /// What the page is called: as front matter says, else by its first heading, else by its file.
  package let title: String
  /// Whether it has formulas.
  package let hasFormulas: Bool
  private let content: Markup
  private let contents: Markup
  private let blockStarts: [Int]
  private let showsRemoteImages: Bool
  private let language: String?
  /// The title, where no heading of the text says it.
  private let heading: String?

  package init(_ notebook: Notebook, images: ImageSource, options: HTMLOptions = HTMLOptions()) {
    let writer = ProseWriter(notebook, images: images, options: options)
    title = notebook.title ?? writer.outline.title ?? HTMLPage.name(of: notebook.path)
    heading = writer.outline.title == nil ? notebook.title : nil
    language = notebook.language
    hasFormulas = writer.hasFormulas
    (content, contents) = (writer.markup, writer.outline.contents)
    blockStarts = writer.blockStarts
    showsRemoteImages = options.showsRemoteImages
  }

  /// The content in pieces that can be replaced one by one: the top-level blocks of the Markdown,
  /// those that HTML of the author's goes through in one.
  package var blocks: [String] {
    zip(blockStarts, blockStarts.dropFirst() + [content.bytes.count]).map { start, end in
      String(decoding: content.bytes[start..<end], as: UTF8.self)
    }
  }

  /// The list of sections; empty for a page with less than two.
  package var tableOfContents: String { contents.text }

  /// The file, in pieces that stand one behind the other.
  ///
  /// - Parameters:
  ///   - mathLibrary: sets formulas; without it they stay as they are written
  ///   - navigation: the pages before and behind this one in a site
  package func pieces(
    mathLibrary: MathLibrary? = nil, navigation: SiteNavigation? = nil
  ) -> [[UInt8]] {
    let library = hasFormulas ? mathLibrary : nil
    var page = PageFrame(title: title)
    page.scripts = [library?.script, PageScript.text].compactMap { $0 }
    page.styles = [Stylesheet.text, library?.style].compactMap { $0 }
    page.showsRemoteImages = showsRemoteImages
    page.heading = heading
    if let language { page.language = language }
    page.contents = contents
    page.navigation = navigation?.markup ?? Markup()
    return page.around(content)
  }

  /// The file; see `pieces`.
  package func bytes(
    mathLibrary: MathLibrary? = nil, navigation: SiteNavigation? = nil
  ) -> [UInt8] {
    Array(pieces(mathLibrary: mathLibrary, navigation: navigation).joined())
  }

  /// What the page of a notebook is called, without making the page.
  package static func title(of notebook: Notebook) -> String {
    var title: String?
    notebook.document.tree.walk { element, isEntering in
      if title == nil, isEntering, element.kind == .heading, element.level == 1 {
        title = element.plainText
      }
      return title == nil
    }
    return title ?? name(of: notebook.path)
  }

  /// Markdown alone, without colours and anchors.
  package static func body(of markdown: [UInt8]) -> String {
    var options = HTMLOptions()
    options.hasAnchors = false
    let notebook = Notebook(path: "", bytes: markdown)
    return ProseWriter(notebook, images: ImageSource(besides: ""), options: options).markup.text
  }

  /// Text as HTML, for content or between quotation marks.
  package static func escaped(_ text: String) -> String {
    var markup = Markup()
    markup.add(text: text)
    return markup.text
  }

  /// The name of a file without folders and ending.
  package static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }
}
