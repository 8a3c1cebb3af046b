import CommonMark
import Diagnostics

extension Notebook {
  /// The code of a cell as it stands between its fences, without what its container puts before each
  /// line.
  package func plainCode(of cell: Cell) -> String { cell.block.text(source) }

  /// How many bytes of the file stand before the code in a line of a cell, from 0.
  package func indentation(of cell: Cell, line: Int) -> Int {
    guard cell.block.contents.indices.contains(line) else { return 0 }
    return cell.block.contents[line].offset
      - source.content(ofLine: cell.block.open + 1 + line).lowerBound
  }

  /// The file with the code of some cells replaced.
  ///
  /// Everything but the lines between these fences keeps its bytes. The result is parsed again: it
  /// has the same cells, with this code and the same options and outputs.
  ///
  /// - Parameter code: the code without its container, by `Cell.index`
  /// - Throws: `malformed` for a notebook with errors; `unadoptable` with the first cell whose code
  ///   would not read back the same
  package func replacingCode(_ code: [Int: String]) throws(NotebookError) -> [UInt8] {
    if isMalformed { throw .malformed(path: path) }
    let changed = code.filter { plainCode(of: cells[$0.key]) != $0.value }
    if changed.isEmpty { return bytes }
    if let result = replaced(changed) { return result }
    let culprit = changed.keys.sorted().first { replaced([$0: changed[$0]!]) == nil }
    throw .unadoptable(path: path, line: cells[culprit ?? 0].fence.lowerBound)
  }

  private func replaced(_ code: [Int: String]) -> [UInt8]? {
    var result: [UInt8] = []
    var kept = 0
    for (index, text) in code.sorted(by: { $0.key < $1.key }) {
      let fence = cells[index].block
      guard let close = fence.close else { return nil }
      let start = source.ending(ofLine: fence.open).upperBound
      result += bytes[kept..<start] + lines(of: text, in: fence)
      kept = source.content(ofLine: close).lowerBound
    }
    result += bytes[kept...]
    let readBack = Notebook(path: path, bytes: result, defaults: defaults)
    let isSame =
      !readBack.isMalformed && readBack.cells.count == cells.count
      && cells.indices.allSatisfy { index in
        let (cell, now) = (cells[index], readBack.cells[index])
        var (old, new) = (cell.options, now.options)
        (old.locations, new.locations) = ([:], [:])
        let wanted = code[index] ?? plainCode(of: cell)
        return readBack.plainCode(of: now) == wanted && old == new && cell.recorded == now.recorded
          && cell.heading == now.heading
      }
    return isSame ? result : nil
  }

  private func lines(of text: String, in fence: Fence) -> [UInt8] {
    let ending = source.bytes[source.ending(ofLine: fence.open)]
    let prefix = fence.prefix(source)
    let bare = Array(prefix.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed())
    let lines = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    return lines.reduce(into: []) { result, line in
      // A quote's `>` takes a blank that follows; the line has to keep its own.
      let isTaken = prefix.last == UInt8(ascii: ">") && (line.first == 0x20 || line.first == 0x09)
      result += line.isEmpty ? bare : prefix + (isTaken ? [0x20] : [])
      result += line
      result += ending
    }
  }
}
