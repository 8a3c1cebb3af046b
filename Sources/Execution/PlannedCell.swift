import Notebooks
import SwiftParser

/// A cell and how it is to be compiled.
package struct PlannedCell: Sendable {
  package let part: UnitSource.Part
  package let options: Compiler.Options
  /// Whether it can stand in one unit with its neighbours: a plain cell that is well-formed.
  let joinsUnits: Bool
  /// Whether later cells see what it declares.
  let leavesNames: Bool
  /// Whether it is no Swift, in a document without records: text to be read, which declares nothing
  /// that a later cell could wait for.
  let isSketch: Bool
  /// Whether the notebook's outputs are recorded.
  private let isRecorded: Bool
  var analysis: CellAnalysis { part.analysis }
}

extension PlannedCell {
  /// - Parameter parsed: cells of an older version, whose code need not be looked at again
  static func all(
    _ cells: ArraySlice<Cell>, of notebook: Notebook, parsed: [PlannedCell] = []
  ) -> [PlannedCell] {
    let (showsLines, isRecorded) = (notebook.showsLines, notebook.recordsOutputs)
    let known = Dictionary(parsed.map { ($0.part.code, $0) }) { first, _ in first }
    return cells.filter { $0.options.kind != .skip }.map {
      PlannedCell(
        $0, known[$0.code], frontMatter: notebook.frontMatter, showsLines: showsLines,
        isRecorded: isRecorded)
    }
  }

  /// - Parameters:
  ///   - known: a cell of the same code
  ///   - isRecorded: whether the notebook's outputs are recorded
  package init(
    _ cell: Cell, _ known: PlannedCell? = nil, frontMatter: FrontMatter, showsLines: Bool,
    isRecorded: Bool = true
  ) {
    let analysis: CellAnalysis
    if let known, known.isRecorded == isRecorded {
      (analysis, isSketch) = (known.analysis, known.isSketch)
    } else {
      let tree = Parser.parse(source: cell.code)
      analysis = CellAnalysis(tree)
      isSketch =
        !isRecorded && (analysis.isBroken || Fragment(written: cell.code, tree) != nil)
    }
    self.isRecorded = isRecorded
    part = UnitSource.Part(
      cell: cell.index, code: cell.code, line: cell.line, analysis: analysis,
      showsLines: showsLines)
    options = Compiler.Options(
      optimizes: cell.options.optimize || frontMatter.optimize,
      languageMode: frontMatter.languageMode.rawValue,
      isProgram: cell.options.kind == .main
        || cell.options.kind == .compileOnly && analysis.mainAttribute != nil)
    let isPlain = cell.options.kind == .run && !cell.options.isolate
    joinsUnits = isPlain && !analysis.isBroken
    leavesNames = isPlain
  }
}

extension Notebook {
  /// Whether its code may ask for its line.
  var showsLines: Bool { cells.contains { $0.code.contains("#line") } }
}
