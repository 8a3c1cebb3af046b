import Diagnostics

/// A stretch of a notebook that another file format keeps as a cell of its own.
package struct NotebookPiece: Sendable {
  /// The lines, without blank ones at their ends.
  package let lines: ClosedRange<Int>
  /// The Swift cell that stands in them, from its options comment to the end of its output; `nil`
  /// for prose.
  package let cell: Cell?
}

extension Notebook {
  /// Cells and the prose between them, in file order: every line that is not blank and not front
  /// matter is in one piece.
  package var pieces: [NotebookPiece] {
    var pieces: [NotebookPiece] = []
    var next = (frontMatterLines?.upperBound ?? 0) + 1
    func addProse(to last: Int) {
      guard next <= last,
        let first = (next...last).first(where: { !isBlank($0) }),
        let last = (next...last).last(where: { !isBlank($0) })
      else { return }
      pieces.append(NotebookPiece(lines: first...last, cell: nil))
    }
    for cell in cells {
      let first = optionsComment(of: cell)?.line ?? cell.fence.lowerBound
      let last = cell.outputLines?.upperBound ?? cell.fence.upperBound
      addProse(to: first - 1)
      pieces.append(NotebookPiece(lines: first...last, cell: cell))
      next = last + 1
    }
    addProse(to: source.lineCount)
    return pieces
  }

  /// The cell's code as CommonMark reads it, without what stands before it in its lines; every line
  /// ends with a line feed.
  package func text(of cell: Cell) -> String { cell.block.text(source) }

  /// The options as written: the words of the comment above and those behind `swift`.
  package func optionsText(of cell: Cell) -> String {
    let info = source.bytes[cell.block.info]
    let behind = info.drop { $0 != 0x20 && !(0x09...0x0D ~= $0) }
    let words = source.bytes.trimmingBlanks(behind.startIndex..<behind.endIndex)
    return [optionsComment(of: cell)?.words, words].compactMap { range in
      guard let range, !range.isEmpty else { return nil }
      return String(decoding: source.bytes[range], as: UTF8.self)
    }.joined(separator: " ")
  }

  /// What the containers of a cell put before its first line and before its further lines.
  package func prefixes(of cell: Cell) -> (first: [UInt8], further: [UInt8]) {
    let line = optionsComment(of: cell)?.line ?? cell.fence.lowerBound
    let start = LineCursor(source, line: line).offset
    let marks: [UInt8] = [cell.block.marker, UInt8(ascii: "<")]
    let first = source.bytes[start...].prefix { !marks.contains($0) }
    return (Array(first), cell.block.prefix(source))
  }

  /// The line above the cell that gives it options, and the words in it.
  private func optionsComment(of cell: Cell) -> (line: Int, words: Range<Int>)? {
    let line = cell.fence.lowerBound - 1
    guard cell.options.locations.values.contains(where: { $0.line == line }),
      let cursor = cell.block.path.cursor(source, line: line),
      case .options(let words) = Comment(source.bytes, cursor)
    else { return nil }
    return (line, words)
  }

  private func isBlank(_ line: Int) -> Bool { LineCursor(source, line: line).isBlank }
}
