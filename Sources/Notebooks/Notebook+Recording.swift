import CommonMark
import Diagnostics

extension Notebook {
  /// The file with the outputs of some cells replaced.
  ///
  /// A cell without an entry keeps what is recorded; an empty output removes it, and a `silent`
  /// cell records none. Blocks whose text does not change keep their bytes, and so does everything
  /// outside of output blocks. The result is parsed again: it has the same cells and the same
  /// blocks around them, and the outputs read back as given.
  ///
  /// - Parameter outputs: what the cells showed, by `Cell.index`
  /// - Throws: `malformed` for a notebook with errors; `unrecordable` with the first cell whose
  ///   output would change what the file says
  package func recording(_ outputs: [Int: CellOutput]) throws(NotebookError) -> [UInt8] {
    if isMalformed { throw .malformed(path: path) }
    let wanted = cells.map { cell in
      outputs[cell.index].map { cell.options.silent ? CellOutput() : $0.normalized }
    }
    let changed = cells.indices.filter { index in
      wanted[index].map { cells[index].recorded != $0 } ?? false
    }
    if changed.isEmpty { return bytes }
    if let result = verified(changed, wanted) { return result }

    let culprit = changed.first { verified([$0], wanted) == nil } ?? changed[0]
    throw .unrecordable(path: path, line: cells[culprit].fence.lowerBound, cell: culprit)
  }

  /// The file with the outputs of the cells in `changed`; `nil` if it does not read back.
  private func verified(_ changed: [Int], _ wanted: [CellOutput?]) -> [UInt8]? {
    let authored = outlineWithoutOutputs(of: changed)
    for isSpacious in [false, true] {
      let result = replacing(changed, wanted, isSpacious: isSpacious)
      let readBack = Notebook(path: path, bytes: result, defaults: defaults)
      let isSame =
        !readBack.isMalformed && readBack.cells.count == cells.count
        && cells.indices.allSatisfy { index in
          let cell = cells[index]
          let output = changed.contains(index) ? wanted[index] ?? CellOutput() : cell.recorded
          return readBack.cells[index].hasSameSource(as: cell)
            && readBack.cells[index].recorded == output
        }
      let owned = readBack.cells.compactMap(\.outputLines)
      if isSame, outline(of: readBack.document, without: owned) == authored { return result }
    }
    return nil
  }

  private func replacing(
    _ changed: [Int], _ wanted: [CellOutput?], isSpacious: Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    var kept = 0
    for index in changed {
      let writer = OutputWriter(cells[index], source, isSpacious: isSpacious)
      let edit = writer.edit(to: wanted[index] ?? CellOutput())
      result += bytes[kept..<edit.range.lowerBound]
      result += edit.bytes
      kept = edit.range.upperBound
    }
    return result + bytes[kept...]
  }

  /// The outline that the file has when the cells in `changed` have no output.
  ///
  /// The file as it is will not do: its outputs may take in some of the author's text already.
  private func outlineWithoutOutputs(of changed: [Int]) -> [Node.Outline] {
    let bytes = replacing(changed, cells.map { _ in nil }, isSpacious: false)
    var owned: [ClosedRange<Int>] = []
    var linesRemoved = 0
    for cell in cells {
      guard let lines = cell.outputLines else { continue }
      if changed.contains(cell.index) {
        linesRemoved += lines.count
      } else {
        owned.append(lines.lowerBound - linesRemoved...lines.upperBound - linesRemoved)
      }
    }
    let start = source.body(behind: frontMatterLines).startIndex
    return outline(of: Document(parsing: bytes[start...]), without: owned)
  }

  /// The blocks outside of outputs: kind, column and line, as if there were no outputs.
  ///
  /// It tells when an output takes in a part of the author's text.
  private func outline(
    of document: Document, without owned: [ClosedRange<Int>]
  ) -> [Node.Outline] {
    let linesBefore = SourceText.linesBeforeBody(behind: frontMatterLines)
    var owned = owned[...]
    var linesOwned = 0
    return document.nodes.compactMap { node in
      let line = node.start.line + linesBefore
      while let lines = owned.first, lines.upperBound < line {
        linesOwned += lines.count
        owned.removeFirst()
      }
      if let lines = owned.first, lines.contains(line) { return nil }
      return Node.Outline(kind: node.kind, line: line - linesOwned, column: node.start.column)
    }
  }
}

extension Node {
  fileprivate struct Outline: Equatable {
    let kind: Kind
    let line: Int
    let column: Int
  }
}

extension Cell {
  fileprivate func hasSameSource(as other: Cell) -> Bool {
    var (mine, theirs) = (options, other.options)
    mine.locations = [:]
    theirs.locations = [:]
    return mine == theirs && code == other.code && heading == other.heading
  }
}
