import Notebooks

/// Ends what Markdown leaves open, so that what follows it is not taken in: each cell of Jupyter is
/// a text of its own.
enum Seal {
  static func closed(_ markdown: String) -> String {
    if isClosed(markdown) { return markdown }
    var ends = markdown.split(separator: "\n").compactMap { line in
      let fence = line.drop { $0 == " " }
      guard let first = fence.first, first == "`" || first == "~" else { return nil as String? }
      return String(fence.prefix { $0 == first })
    }
    ends = ends.filter { $0.count >= 3 }.reversed() + htmlEnds
    let closed = ends.lazy.map { markdown + "\n" + $0 }
    return closed.first(where: isClosed) ?? markdown
  }

  /// CommonMark 0.30, section 4.6: what ends the blocks that no blank line ends.
  private static let htmlEnds = [
    "-->", "</script>", "</pre>", "</style>", "</textarea>", "?>", "]]>", ">",
  ]

  /// Whether a cell behind it is one.
  private static func isClosed(_ markdown: String) -> Bool {
    let text = markdown + "\n\n```swift\n```\n"
    let notebook = Notebook(path: "", bytes: Array(text.utf8))
    return notebook.cells.last?.fence.upperBound == notebook.source.lineCount
      && notebook.cells.last?.fence.count == 2
  }
}
