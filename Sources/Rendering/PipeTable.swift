/// A table in GitHub's syntax, which libcmark reads as a paragraph.
///
/// GitHub Flavored Markdown 0.29, section 4.10: the row of delimiters follows a heading with as many
/// cells; of the other rows, cells that are missing are empty and those too many left out.
struct PipeTable: Sendable {
  enum Alignment: String, Sendable {
    case none = ""
    case left, center, right
  }

  /// The lines of the paragraph above the table.
  let lead: [[UInt8]]
  let alignments: [Alignment]
  /// The heading and the rows below it.
  let rows: [[[UInt8]]]

  init?(_ lines: [[UInt8]]) {
    for index in lines.indices.dropFirst() {
      guard let alignments = Self.delimiters(lines[index]) else { continue }
      let heading = Self.cells(lines[index - 1])
      guard heading.count == alignments.count else { continue }
      lead = Array(lines[..<(index - 1)])
      self.alignments = alignments
      rows =
        [heading]
        + lines[(index + 1)...].map { line in
          let cells = Self.cells(line).prefix(alignments.count)
          return cells + Array(repeating: [], count: alignments.count - cells.count)
        }
      return
    }
    return nil
  }

  private static func delimiters(_ line: [UInt8]) -> [Alignment]? {
    guard line.contains(UInt8(ascii: "|")), line.contains(UInt8(ascii: "-")),
      line.allSatisfy({ " \t|:-".utf8.contains($0) })
    else { return nil }
    var result: [Alignment] = []
    for cell in cells(line) {
      let dashes = cell.drop { $0 == UInt8(ascii: ":") }
      let isLeft = cell.count - dashes.count
      let isRight = dashes.reversed().prefix { $0 == UInt8(ascii: ":") }.count
      let rest = dashes.dropLast(isRight)
      guard isLeft <= 1, isRight <= 1, !rest.isEmpty,
        rest.allSatisfy({ $0 == UInt8(ascii: "-") })
      else { return nil }
      result.append(
        isLeft == 1 ? (isRight == 1 ? .center : .left) : (isRight == 1 ? .right : .none))
    }
    return result.isEmpty ? nil : result
  }

  private static func cells(_ line: [UInt8]) -> [[UInt8]] {
    let bar = UInt8(ascii: "|")
    var text = trimmed(line[...])
    if text.first == bar { text = text.dropFirst() }
    var cells: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in text {
      if byte == bar, !isEscaped {
        cells.append([])
      } else {
        // A bar's backslash is the table's; every other one is the text's.
        if byte == bar { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(byte)
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    if cells.count > 1, trimmed(cells[cells.count - 1][...]).isEmpty { cells.removeLast() }
    return cells.map { Array(trimmed($0[...])) }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let start = text.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }
    return end.map { start[...$0] } ?? []
  }
}
