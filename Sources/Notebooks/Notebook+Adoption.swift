import CommonMark
import Diagnostics

extension Notebook {
  /// The file with options for some cells, each in a comment on the line above the fence.
  ///
  /// Where that line cannot be inside the cell's container, as in front of a list's first line, the
  /// option goes into the info string. The result is parsed again: it has the same cells with these
  /// options and nothing else new.
  ///
  /// - Parameters:
  ///   - options: one option for a cell, by `Cell.index`
  ///   - imports: modules for all cells, which a comment at the head of the file names
  /// - Throws: `unadoptable` with the first cell that cannot be given its option
  package func adopting(
    _ options: [Int: String], imports: [String] = []
  ) throws(NotebookError) -> [UInt8] {
    if let result = verified(options, imports) { return result }
    let culprit = options.keys.sorted().first { verified([$0: options[$0]!], []) == nil }
    throw .unadoptable(path: path, line: culprit.map { cells[$0].fence.lowerBound } ?? 1)
  }

  private func verified(_ options: [Int: String], _ imports: [String]) -> [UInt8]? {
    var result: [UInt8] = []
    var kept = 0
    if !imports.isEmpty {
      let edit = heading(imports)
      result += bytes[..<edit.offset] + edit.text
      kept = edit.offset
    }
    for (index, option) in options.sorted(by: { $0.key < $1.key }) {
      let edit = edit(giving: option, to: cells[index])
      result += bytes[kept..<edit.offset] + edit.text
      kept = edit.offset
    }
    result += bytes[kept...]
    let readBack = Notebook(path: path, bytes: result, defaults: defaults)
    let isSame =
      !readBack.isMalformed && readBack.cells.count == cells.count
      && cells.indices.allSatisfy { index in
        let (cell, now) = (cells[index], readBack.cells[index])
        let isAdopted =
          options[index].map { now.options.locations[$0] != nil }
          ?? (now.options.kind == cell.options.kind)
        return isAdopted && now.code == cell.code && now.heading == cell.heading
      }
    return isSame && imports.allSatisfy(readBack.frontMatter.imports.contains) ? result : nil
  }

  private func edit(giving option: String, to cell: Cell) -> (offset: Int, text: [UInt8]) {
    let fence = cell.block
    let start = LineCursor(source, line: fence.open).offset
    let before = source.bytes[start..<fence.opening.lowerBound]
    let isPlain = before.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    let hasComment = cell.options.locations.values.contains { $0.line == fence.open - 1 }
    guard isPlain, !hasComment else {
      return (fence.info.upperBound, Array((" " + option).utf8))
    }
    let ending = source.bytes[source.ending(ofLine: fence.open)]
    return (start, Array(before) + "<!-- gradus: \(option) -->".utf8 + ending)
  }

  private func heading(_ imports: [String]) -> (offset: Int, text: [UInt8]) {
    let list = imports.joined(separator: ", ")
    let ending = source.bytes[source.ending(ofLine: 1)]
    let lines = ["<!-- gradus", "imports: [\(list)]", "-->", ""]
    let text = lines.reduce(into: [UInt8]()) { $0 += $1.utf8 + ending }
    guard let last = frontMatterLines?.upperBound else {
      return (LineCursor(source, line: 1).offset, text)
    }
    return (source.ending(ofLine: last).upperBound, Array(ending) + text.dropLast(ending.count))
  }
}
