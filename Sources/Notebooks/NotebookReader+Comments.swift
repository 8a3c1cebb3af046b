import CommonMark
import Diagnostics

/// A comment with options for the cell on the next line.
struct OptionsComment {
  let line: Int
  /// The whole comment.
  let range: Range<Int>
  let words: Range<Int>
  /// The container's index among the nodes.
  let parent: Int
}

extension NotebookReader {
  /// Reads what the lines of an HTML block say to Gradus.
  mutating func readComments(_ index: Int) {
    guard let path = path(of: index) else { return }
    let next = document.nodes[index].subtreeEnd
    let isLast = next == document.nodes.count
    let last = isLast ? source.lineCount : line(of: next) - 1
    var line = line(of: index)
    let first = line
    while line <= max(first, last), let cursor = path.cursor(source, line: line) {
      let range = source.bytes.trimmingBlanks(cursor.offset..<cursor.end)
      switch Comment(source.bytes, cursor) {
      case .frontMatter where line == first:
        line = readFrontMatterComment(
          line, range, isAtTopLevel: document.nodes[index].parent == 0)
      case .options(let words):
        reportPendingComment()
        usesGradus = true
        pendingComment = OptionsComment(
          line: line, range: range, words: words, parent: document.nodes[index].parent)
      case .brokenOptions(let problem):
        usesGradus = true
        report(.error, problem, at: range)
      case .withoutColon where !isLast && document.nodes[next].kind == .codeBlock && line == last:
        report(.warning, "options for the cell below start with 'gradus:'", at: range)
      default: break
      }
      line += 1
    }
  }

  /// Reads the settings in a comment and gives its last line.
  private mutating func readFrontMatterComment(
    _ first: Int, _ opening: Range<Int>, isAtTopLevel: Bool
  ) -> Int {
    usesGradus = true
    let end = (first...source.lineCount).first {
      source.bytes[source.content(ofLine: $0)].contains("-->".utf8)
    }
    guard let end else {
      report(.error, "this comment has no '-->'", at: opening)
      return source.lineCount
    }
    let closing = source.bytes.trimmingBlanks(source.content(ofLine: end))
    if !isAtTopLevel {
      report(.error, "front matter stands outside of lists and quotes", at: opening)
    } else if let earlier = frontMatterLine {
      report(
        .error, "front matter is given twice; the first is on line \(earlier)", at: opening)
    } else if let cell = cells.first {
      report(
        .error,
        "front matter stands before the first cell, which is on line \(cell.fence.lowerBound)",
        at: opening)
    } else if !source.bytes[closing].elementsEqual("-->".utf8) {
      report(.error, "the '-->' that ends front matter stands alone on its line", at: closing)
    } else {
      let block = FrontMatterBlock(comment: first...end, in: source, defaults: defaults)
      frontMatter = block.settings
      diagnostics += block.diagnostics
    }
    frontMatterLine = frontMatterLine ?? first
    return end
  }

  /// Reports options in a comment that is a part of a paragraph.
  mutating func checkInlineComment(_ index: Int) {
    let line = line(of: index)
    guard line <= source.lineCount else { return }
    let cursor = path(of: index)?.cursor(source, line: line) ?? LineCursor(source, line: line)
    switch Comment(source.bytes, cursor) {
    case .options, .brokenOptions:
      usesGradus = true
      report(
        .error,
        "this comment is part of a paragraph; a cell's options stand right above its fence",
        at: source.bytes.trimmingBlanks(cursor.offset..<cursor.end))
    default: break
    }
  }

  mutating func reportPendingComment() {
    guard let comment = pendingComment else { return }
    pendingComment = nil
    report(
      .error, "these options belong to no cell; the fence of their cell is on the next line",
      at: comment.range)
  }
}
