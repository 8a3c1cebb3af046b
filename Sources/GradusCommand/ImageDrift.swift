import Diagnostics
import Notebooks

/// An image whose file is not what the cell showed.
struct ImageDrift {
  let cell: Cell
  let diagnostic: Diagnostic

  /// The images that the notebook refers to and that are missing or differ.
  ///
  /// - Throws: `symbolicLink`, and what reading a file throws
  static func all(in run: NotebookRun) throws(NotebookError) -> [ImageDrift] {
    let names = AssetNames(run.notebook, in: run.assets)
    var drifts: [ImageDrift] = []
    for result in run.results where result.isSuccess {
      let cell = run.notebook.cells[result.cell]
      if cell.options.nondeterministic { continue }
      let recorded = Set(names.references(in: cell.recorded.rich, of: cell.index))
      for asset in result.assets where recorded.contains(asset.name) {
        let content = try run.assets.content(of: asset.name)
        if content == asset.bytes { continue }
        let line = cell.outputLines?.upperBound ?? cell.line
        let name = cell.options.name.map { " '\($0)'" } ?? ""
        drifts.append(
          ImageDrift(
            cell: cell,
            diagnostic: Diagnostic(
              .error, at: cell.location(line: line - cell.line + 1, column: 1),
              "the image '\(run.assets.path(of: asset.name))' of cell \(cell.index + 1)\(name) "
                + (content == nil ? "is missing" : "differs from what the cell shows"))))
      }
    }
    return drifts
  }
}
