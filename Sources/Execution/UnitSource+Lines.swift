import Diagnostics

extension UnitSource.Part {
  /// The number that the compiler gets for the cell's first line.
  ///
  /// It depends on the cell's position among cells alone, so that text added above a cell leaves
  /// compiled units what they are. Where code asks for `#line` it is the notebook's.
  var compiledLine: Int { showsLines ? line : (cell + 1) * 100_000 }
}

extension UnitSource {
  /// The same text in a later version of the notebook, where its cells stand in other lines.
  func moved(to cells: [PlannedCell]) -> UnitSource {
    let lines = Dictionary(uniqueKeysWithValues: cells.map { ($0.part.cell, $0.part.line) })
    var moved = self
    for (index, part) in parts.enumerated() {
      moved.move(part: index, to: lines[part.cell] ?? part.line)
    }
    return moved
  }

  /// The notebook's line and column for those that the compiler knows.
  func original(line: Int, column: Int, _ insertions: [Insertion]) -> (line: Int, column: Int) {
    let column = insertions.original(line: line, column: column)
    // Generated code may be told the line before its cell's first.
    guard let part = parts.last(where: { $0.compiledLine <= line + 1 }) else {
      return (line, column)
    }
    return (part.line + line - part.compiledLine, column)
  }

  /// The place in the notebook; what the compiler finds behind a cell's end is at its end.
  func place(line: Int, column: Int, in source: SourceText) -> SourceLocation {
    let place = SourceLocation(file: source.file, line: line, column: column)
    guard let part = parts.last(where: { $0.line <= line }) else { return place }
    let lines = part.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard line >= part.line + lines.count,
      let last = lines.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) })
    else { return place }
    return SourceLocation(
      file: source.file, line: part.line + last, column: lines[last].utf8.count + 1)
  }
}
