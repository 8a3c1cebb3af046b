import CommonMark
import Diagnostics

/// Markdown made ready for libcmark, which knows neither formulas nor tables.
///
/// A formula is replaced by a mark that libcmark takes for letters: it would read the stars and
/// backslashes of TeX as Markdown. A table stays where it is and is found by its line. No line is
/// added or removed, so lines are those of the source.
struct PreparedText {
  let tree: MarkdownTree
  private(set) var formulas: [Formula] = []
  /// By the line of the source on which their paragraphs begin.
  var tables: [Int: PipeTable] = [:]
  /// Lines that may define links; libcmark does not say where the definitions are.
  private(set) var definitions: [UInt8] = []
  /// How many lines of the source are above line 1 of the tree.
  let linesBefore: Int

  /// U+FDD0 and U+FDD1 stand around the number of a formula. They are no characters: nobody can
  /// mean them.
  static let formulaStart: [UInt8] = [0xEF, 0xB7, 0x90]
  static let formulaEnd: [UInt8] = [0xEF, 0xB7, 0x91]
  /// Begins a line that belongs to a formula above.
  static let continuation: [UInt8] = [0xEF, 0xB7, 0x92]

  /// - Parameters:
  ///   - body: the part of the source that is Markdown
  ///   - linesBefore: how many lines are above it
  init(_ source: SourceText, body: ArraySlice<UInt8>, _ document: Document, linesBefore: Int) {
    self.linesBefore = linesBefore
    let hasFormulas = body.withUnsafeBufferPointer { $0.holds(UInt8(ascii: "$")) }
    let hasTables = body.withUnsafeBufferPointer { $0.holds(UInt8(ascii: "|")) }
    guard hasFormulas || hasTables else {
      tree = document.tree
      return
    }
    var edits: [(range: Range<Int>, bytes: [UInt8])] = []
    var formulas: [Formula] = []
    var linesTaken = 0
    for (index, node) in document.nodes.enumerated() {
      let isHeading: Bool
      switch node.kind {
      case .paragraph: isHeading = false
      case .heading: isHeading = true
      default: continue
      }
      guard node.start.line + linesBefore > linesTaken,
        Paragraph.holdsAny(
          of: [UInt8(ascii: "$"), UInt8(ascii: "|")], source, node, linesBefore: linesBefore)
      else { continue }
      var paragraph = Paragraph(source, document, index, linesBefore: linesBefore)
      if hasFormulas {
        paragraph.closeFormula(source)
        linesTaken = paragraph.lastLine
        edits += paragraph.replaceFormulas(&formulas)
      }
      if hasTables, !isHeading, let table = PipeTable(paragraph.lines) {
        tables[node.start.line + linesBefore] = table
      }
    }
    self.formulas = formulas
    if !tables.isEmpty { definitions = Self.definitions(body) }
    guard !edits.isEmpty else {
      tree = document.tree
      return
    }
    var result: [UInt8] = []
    result.reserveCapacity(body.count)
    var kept = body.startIndex
    for edit in edits {
      result += body[kept..<edit.range.lowerBound]
      result += edit.bytes
      kept = edit.range.upperBound
    }
    result += body[kept...]
    tree = MarkdownTree(parsing: result[...])
  }

  private static func definitions(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for line in body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let text = line.drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
      guard text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")),
        close + 1 < text.endIndex, text[close + 1] == UInt8(ascii: ":")
      else { continue }
      result += [0x0A, 0x0A] + text
    }
    return result
  }

  /// Text with the marks replaced by the formulas as they were written.
  func restored(_ text: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    pieces(of: Array(text)) { piece in
      switch piece {
      case .text(let text): result += text
      case .formula(let formula): result += formula.written
      }
    }
    return result
  }

  enum Piece {
    case text(ArraySlice<UInt8>)
    case formula(Formula)
  }

  /// The text and the formulas in what libcmark gives back.
  func pieces(of text: [UInt8], _ use: (Piece) -> Void) {
    var start = 0
    var index = 0
    while index < text.count {
      guard text[index] == 0xEF, let (formula, end) = formula(text, at: index) else {
        index += 1
        continue
      }
      if start < index { use(.text(text[start..<index])) }
      if let formula { use(.formula(formula)) }
      (start, index) = (end, end)
    }
    if start < text.count { use(.text(text[start...])) }
  }

  private func formula(_ text: [UInt8], at index: Int) -> (Formula?, end: Int)? {
    let rest = text[index...]
    if rest.starts(with: Self.continuation) { return (nil, index + 3) }
    guard rest.starts(with: Self.formulaStart) else { return nil }
    let digits = rest.dropFirst(3).prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard text[digits.endIndex...].starts(with: Self.formulaEnd),
      let number = Int(String(decoding: digits, as: UTF8.self)), formulas.indices.contains(number)
    else { return nil }
    return (formulas[number], digits.endIndex + 3)
  }
}
