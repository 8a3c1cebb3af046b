import CommonMark
import Diagnostics

/// A comment with options for the cell on the next line.
struct OptionsComment {
  let line: Int
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
      switch Comment(source.bytes, cursor) {
      case .frontMatter where line == first:
        line = readFrontMatterComment(line, isAtTopLevel: document.nodes[index].parent == 0)
      case .options(let words):
        reportPendingComment()
        usesGradus = true
        pendingComment = OptionsComment(
          line: line, words: words, parent: document.nodes[index].parent)
      case .brokenOptions(let problem):
        usesGradus = true
        report(.error, line: line, problem)
      case .withoutColon where !isLast && document.nodes[next].kind == .codeBlock && line == last:
        report(.warning, line: line, "options for the cell below start with 'gradus:'")
      default: break
      }
      line += 1
    }
  }

  /// Reads the settings in a comment and gives its last line.
  private mutating func readFrontMatterComment(_ first: Int, isAtTopLevel: Bool) -> Int {
    usesGradus = true
    let end = (first...source.lineCount).first {
      source.bytes[source.content(ofLine: $0)].contains("-->".utf8)
    }
    guard let end else {
      report(.error, line: first, "this comment has no '-->'")
      return source.lineCount
    }
    let closing = source.bytes.trimmingBlanks(source.content(ofLine: end))
    if !isAtTopLevel {
      report(.error, line: first, "front matter stands outside of lists and quotes")
    } else if let earlier = frontMatterLine {
      report(.error, line: first, "front matter is given twice; the first is on line \(earlier)")
    } else if let cell = cells.first {
      report(
        .error, line: first,
        "front matter stands before the first cell, which is on line \(cell.fence.lowerBound)")
    } else if !source.bytes[closing].elementsEqual("-->".utf8) {
      report(.error, line: end, "the '-->' that ends front matter stands alone on its line")
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
        .error, line: line,
        "this comment is part of a paragraph; a cell's options stand right above its fence")
    default: break
    }
  }

  mutating func reportPendingComment() {
    guard let comment = pendingComment else { return }
    pendingComment = nil
    report(
      .error, line: comment.line,
      "these options belong to no cell; the fence of their cell is on the next line")
  }
}
