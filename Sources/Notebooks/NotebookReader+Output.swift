import CommonMark
import Diagnostics

extension NotebookReader {
  /// The output blocks that the cell with this fence owns.
  mutating func output(of cell: Fence, _ index: Int) -> OwnedOutput {
    var owned = OwnedOutput()
    var last = cell.last
    var candidate = document.sibling(after: index)

    for word in ["output", "error"] {
      guard let index = candidate, document.nodes[index].kind == .codeBlock,
        areBlank(between: last, line(of: index), cell.path),
        let fence = Fence(source, path: cell.path, line: line(of: index)),
        InfoWord.words(of: source, in: fence.info).first.map({ $0.range }).map({
          source.bytes[$0].elementsEqual(word.utf8)
        }) == true
      else { continue }
      if fence.close == nil {
        report(.error, "this \(word) block has no closing fence", at: fence.opening)
      }
      let block = OwnedBlock(
        lines: last + 1...fence.last, open: fence.open, content: fence.text(source), fence: fence)
      if word == "output" { owned.text = block } else { owned.error = block }
      last = fence.last
      candidate = document.sibling(after: index)
    }
    owned.rich = region(at: candidate, after: last, cell.path)
    return owned
  }

  /// The output region that starts with the HTML block at `index`.
  private mutating func region(
    at index: Int?, after last: Int, _ path: ContainerPath
  ) -> OwnedBlock? {
    guard let index, document.nodes[index].kind == .htmlBlock,
      areBlank(between: last, line(of: index), path),
      let start = path.cursor(source, line: line(of: index)), start.indentation <= 3,
      case .outputStart? = Comment(source.bytes, start)
    else { return nil }

    let open = line(of: index)
    var line = open + 1
    var body: [UInt8] = []
    while line <= source.lineCount, let cursor = path.cursor(source, line: line) {
      if case .outputEnd? = Comment(source.bytes, cursor) {
        reportBlocksOpen(at: line, from: index)
        let content = CellOutput.trimmingBlankLines(String(decoding: body, as: UTF8.self))
        let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let before = body.split(separator: 0x0A, omittingEmptySubsequences: false)
          .prefix { $0.allSatisfy(blank) }
        return OwnedBlock(
          lines: last + 1...line, open: open, content: content,
          leadingBlankLines: content.isEmpty ? 0 : before.count, fence: nil)
      }
      cursor.appendRest(of: source, to: &body)
      line += 1
    }
    let opening = source.bytes.trimmingBlanks(start.offset..<start.end)
    report(.error, "this output region has no '<!-- /output -->'", at: opening)
    return nil
  }

  /// Reports blocks inside of a region that take its end and what follows for their content.
  private mutating func reportBlocksOpen(at end: Int, from index: Int) {
    for inner in document.nodes[index...].indices.dropFirst() {
      let first = line(of: inner)
      guard first < end else { return }
      let node = document.nodes[inner]
      let opening = source.bytes.trimmingBlanks(source.content(ofLine: first))
      let lines = node.literal.utf8.count { $0 == 0x0A }
      switch node.kind {
      case .codeBlock where first + lines > end:
        report(
          .error, "this fence in an output region is not closed and takes in what follows",
          at: opening)
      case .htmlBlock where first + lines - 1 > end:
        report(
          .error, "this HTML in an output region takes in what follows; end it with a blank line",
          at: opening)
      default: break
      }
    }
  }

  /// Whether the line `next` is below `last` and the lines between them hold nothing.
  private func areBlank(between last: Int, _ next: Int, _ path: ContainerPath) -> Bool {
    last < next
      && (last + 1..<next).allSatisfy { path.cursor(source, line: $0)?.isBlank ?? false }
  }
}
