import CommonMark
import Notebooks

/// A notebook as Markdown for readers: what its options hide is left out, and so are Gradus's own
/// comments and words, so that GitHub, mdBook, Jekyll and DocC show it as meant.
package struct MarkdownPage: Sendable {
  package let bytes: [UInt8]

  /// - Parameter keepsFrontMatter: whether front matter stays, ours and other tools'
  package init(_ notebook: Notebook, keepsFrontMatter: Bool = true) {
    var editor = LineEditor(notebook)
    if !keepsFrontMatter, let lines = notebook.frontMatterLines { editor.remove(lines) }
    editor.removeComments(keepsFrontMatter: keepsFrontMatter)
    for cell in notebook.cells { editor.publish(cell) }
    bytes = editor.result
  }
}

/// Lines of a notebook that are left out or written otherwise.
private struct LineEditor {
  private let notebook: Notebook
  private var removed: [Bool]
  private var replaced: [Int: [UInt8]] = [:]

  init(_ notebook: Notebook) {
    self.notebook = notebook
    removed = Array(repeating: false, count: notebook.source.lineCount + 2)
  }

  /// The file without what was removed, and with one blank line where a removal leaves two.
  var result: [UInt8] {
    let source = notebook.source
    var result: [UInt8] = []
    result.reserveCapacity(source.bytes.count)
    var isBehindRemoval = false
    var isBehindBlank = true
    for line in 1..<max(1, source.lineCount + 1) {
      if removed[line] {
        isBehindRemoval = true
        continue
      }
      let content = replaced[line] ?? Array(source.bytes[source.content(ofLine: line)])
      let isBlank = self.isBlank(content)
      if isBlank, isBehindRemoval, isBehindBlank { continue }
      (isBehindRemoval, isBehindBlank) = (false, isBlank)
      result += content + source.bytes[source.ending(ofLine: line)]
    }
    return result
  }

  private func isBlank(_ content: [UInt8]) -> Bool {
    content.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
  }

  mutating func remove(_ lines: ClosedRange<Int>) {
    for line in lines { removed[line] = true }
  }

  /// Removes comments with options and settings.
  mutating func removeComments(keepsFrontMatter: Bool) {
    let document = notebook.document
    for node in document.nodes where node.kind == .htmlBlock {
      let first = node.start.line + notebook.linesBeforeBody
      let lines = node.literal.split(separator: "\n", omittingEmptySubsequences: false)
      var isSettings = false
      for (offset, line) in lines.enumerated() where first + offset <= notebook.source.lineCount {
        let text = line.drop { $0 == " " || $0 == "\t" }
        if text.hasPrefix("<!--"), text.dropFirst(4).drop(while: { $0 == " " }).hasPrefix("gradus:")
        {
          removed[first + offset] = true
        }
        let words = text.hasPrefix("<!--") ? text.dropFirst(4).split(separator: " ") : []
        if offset == 0, words == ["gradus"], !keepsFrontMatter { isSettings = true }
        if isSettings { removed[first + offset] = true }
        if line.contains("-->") { isSettings = false }
      }
    }
  }

  mutating func publish(_ cell: Cell) {
    let (options, fence) = (cell.options, cell.fence)
    if options.hide || options.hideCode { remove(fence) }
    if options.hide {
      if let lines = cell.outputLines { remove(lines) }
      return
    }
    if !options.hideCode { replaceInfo(ofLine: fence.lowerBound) }
    guard let outputs = cell.outputLines, cell.recorded.rich != nil else { return }
    if let first = cell.recordedLine(.rich), let opening = openingComment(outputs, before: first) {
      removed[opening] = true
    }
    let last = outputs.upperBound
    let next = last < notebook.source.lineCount ? content(ofLine: last + 1) : []
    if isBlank(next) {
      removed[last] = true
    } else {
      // What follows would become a part of the output.
      let prefix = content(ofLine: last).prefix { $0 != UInt8(ascii: "<") }
      replaced[last] = Array(prefix.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed())
    }
  }

  private func content(ofLine line: Int) -> [UInt8] {
    Array(notebook.source.bytes[notebook.source.content(ofLine: line)])
  }

  /// The nearest line with a comment above the first line of the output's Markdown.
  private func openingComment(_ outputs: ClosedRange<Int>, before first: Int) -> Int? {
    outputs.last { $0 < first && content(ofLine: $0).contains("<!--".utf8) }
  }

  /// Leaves the language alone in an info string.
  private mutating func replaceInfo(ofLine line: Int) {
    let content = content(ofLine: line)
    let marker: (UInt8) -> Bool = { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
    guard let fence = content.firstIndex(where: marker) else { return }
    let word = content[fence...].drop(while: marker).drop { $0 == 0x20 || $0 == 0x09 }
      .prefix { $0 != 0x20 && $0 != 0x09 }
    replaced[line] = Array(content[..<word.endIndex])
  }
}
