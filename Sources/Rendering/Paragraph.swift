import CommonMark
import Diagnostics

/// The lines of a paragraph or heading, without the marks of the containers around it.
struct Paragraph {
  private(set) var lines: [[UInt8]] = []
  /// Where each line begins in the source.
  private var starts: [Int] = []
  private let firstLine: Int
  /// How many quotes are around it.
  private let quotes: Int
  /// How far the lines of the list item around it are indented.
  private let indentation: Int

  init(_ source: SourceText, _ document: Document, _ index: Int, linesBefore: Int) {
    let node = document.nodes[index]
    let containers = document.ancestors(of: index).map { document.nodes[$0].kind }
    quotes = containers.count { $0 == .blockQuote }
    indentation = containers.contains(.item) ? node.start.column - 1 : 0
    firstLine = node.start.line + linesBefore
    for line in firstLine...max(firstLine, node.end.line + linesBefore)
    where line <= source.lineCount {
      let content = source.content(ofLine: line)
      let start = min(content.lowerBound + node.start.column - 1, content.upperBound)
      let text = line == firstLine ? start..<content.upperBound : text(of: line, source)
      // To cmark an underlined heading ends above the next block, blank lines and all.
      if text.isEmpty { break }
      append(text, source)
    }
  }

  /// The last line of the source that belongs to it.
  var lastLine: Int { firstLine + lines.count - 1 }

  private mutating func append(_ range: Range<Int>, _ source: SourceText) {
    starts.append(range.lowerBound)
    lines.append(Array(source.bytes[range]))
  }

  /// A line behind the first one, without marks of quotes and blanks at its start.
  private func text(of line: Int, _ source: SourceText) -> Range<Int> {
    let content = source.content(ofLine: line)
    var start = content.lowerBound
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
    return start..<content.upperBound
  }

  /// Takes in what follows up to the end of a formula between `$$` that the paragraph leaves open:
  /// a line of it that begins with a minus is the first of a list to Markdown.
  mutating func closeFormula(_ source: SourceText) {
    guard lines.first?.first != UInt8(ascii: "#"),
      Formula.leavesOpen(Array(lines.joined(separator: [0x0A])))
    else { return }
    var extended = self
    var line = lastLine + 1
    while line <= source.lineCount {
      let text = text(of: line, source)
      let isOutside = text.lowerBound - source.content(ofLine: line).lowerBound < indentation
      if text.isEmpty || isOutside || isFence(source.bytes[text]) { return }
      extended.append(text, source)
      let hasMark = zip(source.bytes[text], source.bytes[text].dropFirst()).contains {
        $0 == UInt8(ascii: "$") && $1 == UInt8(ascii: "$")
      }
      if hasMark {
        self = extended
        return
      }
      line += 1
    }
  }

  private func isFence(_ text: ArraySlice<UInt8>) -> Bool {
    text.starts(with: "```".utf8) || text.starts(with: "~~~".utf8)
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
