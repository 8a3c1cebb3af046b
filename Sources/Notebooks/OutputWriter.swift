import CommonMark
import Diagnostics

/// Writes the output blocks of one cell.
struct OutputWriter {
  private let cell: Cell
  private let source: SourceText
  /// Whether the output region is written anew, with blank lines around its Markdown even where
  /// that makes a list loose.
  private let isSpacious: Bool
  /// The line ending of the opening fence.
  private let ending: ArraySlice<UInt8>

  init(_ cell: Cell, _ source: SourceText, isSpacious: Bool) {
    self.cell = cell
    self.source = source
    self.isSpacious = isSpacious
    ending = source.bytes[source.ending(ofLine: cell.block.open)]
  }

  /// What to write in place of which bytes.
  ///
  /// - Parameter output: the normal form of the new output
  func edit(to output: CellOutput) -> (range: Range<Int>, bytes: [UInt8]) {
    let owned = cell.owned
    let lines =
      fenced(output.text, "output", owned.text) + fenced(output.error, "error", owned.error)
      + region(output.rich, owned.rich)
    let last = owned.lastLine ?? cell.block.last
    let start = source.ending(ofLine: cell.block.last)
    let end = source.ending(ofLine: last)
    if !end.isEmpty {
      let before = lines.last ?? source.bytes[start.upperBound - 1]
      // A CR must not become one line ending with the LF that ends a blank line behind.
      let isTorn = before == 0x0D && source.bytes[end.upperBound...].first == 0x0A
      return (start.upperBound..<end.upperBound, isTorn ? lines + [0x0A] : lines)
    }
    // The file ends here without a line ending, and goes on doing so.
    let range = start.lowerBound..<end.upperBound
    if lines.isEmpty { return (range, []) }
    let first = start.isEmpty ? ending : source.bytes[start]
    return (range, first + lines.dropLast(ending.count))
  }

  private func fenced(_ text: String?, _ word: String, _ old: OwnedBlock?) -> [UInt8] {
    guard let text else { return [] }
    if let old, old.content.utf8.elementsEqual(text.utf8) { return raw(old) }
    let pattern = old?.fence ?? cell.block
    let prefix = pattern.prefix(source)
    let longest = text.utf8.split { $0 != pattern.marker }.map(\.count).max() ?? 0
    let isKept = old?.fence != nil && pattern.length > longest
    let length = isKept ? pattern.length : max(3, longest + 1)
    let fence = [UInt8](repeating: pattern.marker, count: length)
    let opening =
      isKept
      ? Array(
        source.bytes[pattern.opening.lowerBound..<source.content(ofLine: pattern.open).upperBound])
      : fence + word.utf8

    var result = separator(old) + prefix + opening + ending
    for line in lines(of: text) { result += self.line(line, prefix) }
    return result + prefix + fence + ending
  }

  private func region(_ markdown: String?, _ old: OwnedBlock?) -> [UInt8] {
    guard let markdown else { return [] }
    if let old, old.content.utf8.elementsEqual(markdown.utf8), !isSpacious { return raw(old) }
    let prefix = cell.block.containerPrefix(source)
    let isInList = cell.block.path.isInList
    let needsBlank = isSpacious || !isInList && Self.endsWithHTML(markdown)
    let blank = needsBlank ? line([], prefix) : []
    var result = separator(old) + prefix + "<!-- output -->".utf8 + ending + blank
    for line in lines(of: markdown) { result += self.line(line, prefix) }
    return result + blank + prefix + "<!-- /output -->".utf8 + ending
  }

  /// Whether the closing comment and what follows would be taken in by an HTML block, which only a
  /// blank line ends.
  private static func endsWithHTML(_ markdown: String) -> Bool {
    let nodes = Document(parsing: Array(markdown.utf8)[...]).nodes
    return nodes.last { $0.parent == 0 }?.kind == .htmlBlock
  }

  /// The blank lines before a block: those it had, else one, and none in a list, which it would
  /// make loose.
  private func separator(_ old: OwnedBlock?) -> [UInt8] {
    if let old { return bytes(old.lines.lowerBound..<old.open) }
    return cell.block.path.isInList ? [] : line([], cell.block.prefix(source))
  }

  private func line(_ content: ArraySlice<UInt8>, _ prefix: [UInt8]) -> [UInt8] {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    guard let first = content.first else {
      return Array(prefix.reversed().drop(while: isBlank).reversed()) + ending
    }
    // A quote's `>` takes a blank that follows; the line has to keep its own.
    let isTaken = prefix.last == UInt8(ascii: ">") && isBlank(first)
    return prefix + (isTaken ? [0x20] : []) + content + ending
  }

  private func lines(of text: String) -> [ArraySlice<UInt8>] {
    Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
  }

  /// A block as it stands in the file, ending with a line ending in any case.
  private func raw(_ block: OwnedBlock) -> [UInt8] {
    let bytes = bytes(block.lines.lowerBound..<block.lines.upperBound + 1)
    return source.ending(ofLine: block.lines.upperBound).isEmpty ? bytes + ending : bytes
  }

  private func bytes(_ lines: Range<Int>) -> [UInt8] {
    guard !lines.isEmpty else { return [] }
    let start = source.content(ofLine: lines.lowerBound).lowerBound
    return Array(source.bytes[start..<source.ending(ofLine: lines.upperBound - 1).upperBound])
  }
}
