import CommonMark
import Diagnostics

/// The lines of a paragraph or heading, without the marks of the containers around it.
struct Paragraph {
  private(set) var lines: [[UInt8]] = []
  /// Where each line begins in the source.
  private var starts: [Int] = []

  init(_ source: SourceText, _ document: Document, _ index: Int, linesBefore: Int) {
    let node = document.nodes[index]
    let quotes = document.ancestors(of: index).count { document.nodes[$0].kind == .blockQuote }
    let first = node.start.line + linesBefore
    for line in first...max(first, node.end.line + linesBefore) where line <= source.lineCount {
      let content = source.content(ofLine: line)
      var start = content.lowerBound
      if line == first {
        start = min(start + node.start.column - 1, content.upperBound)
      } else {
        var marks = quotes
        while start < content.upperBound {
          let byte = source.bytes[start]
          if byte == UInt8(ascii: ">"), marks > 0 {
            marks -= 1
          } else if byte != 0x20, byte != 0x09 {
            break
          }
          start += 1
        }
      }
      starts.append(start)
      lines.append(Array(source.bytes[start..<content.upperBound]))
    }
  }

  /// Whether any of the bytes stands in the lines of a node.
  static func holdsAny(
    of bytes: [UInt8], _ source: SourceText, _ node: Node, linesBefore: Int
  ) -> Bool {
    let first = node.start.line + linesBefore
    let last = min(max(first, node.end.line + linesBefore), source.lineCount)
    guard first <= last else { return false }
    let start = source.content(ofLine: first).lowerBound
    let text = source.bytes[start..<source.content(ofLine: last).upperBound]
    return bytes.contains { text.contains($0) }
  }

  /// Puts marks in place of formulas and gives the edits of the source that do the same.
  mutating func replaceFormulas(
    _ formulas: inout [Formula]
  ) -> [(range: Range<Int>, bytes: [UInt8])] {
    guard lines.contains(where: { $0.contains(UInt8(ascii: "$")) }) else { return [] }
    let text = Array(lines.joined(separator: [0x0A]))
    var edits: [(range: Range<Int>, bytes: [UInt8])] = []
    var offsets: [Int] = []
    for line in lines { offsets.append((offsets.last ?? 0) + line.count + 1) }
    var replaced = lines
    for (formula, range) in Formula.all(in: text).reversed() {
      let mark =
        PreparedText.formulaStart + String(formulas.count).utf8 + PreparedText.formulaEnd
      formulas.append(formula)
      for (line, end) in offsets.enumerated().reversed() {
        let begin = end - lines[line].count - 1
        let part = range.clamped(to: begin..<end - 1)
        let isFirst = begin <= range.lowerBound && range.lowerBound < end
        guard isFirst || begin < range.upperBound && range.lowerBound < begin else { continue }
        let bytes = isFirst ? mark : PreparedText.continuation
        let local = part.lowerBound - begin..<max(part.lowerBound, part.upperBound) - begin
        edits.append((starts[line] + local.lowerBound..<starts[line] + local.upperBound, bytes))
        replaced[line].replaceSubrange(local, with: bytes)
      }
    }
    lines = replaced
    return edits.reversed()
  }
}
