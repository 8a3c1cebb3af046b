/// What became of all notebooks of a check: what every report is written from.
package struct CheckReport: Sendable {
  package var notebooks: [NotebookReport]
  package var duration: Duration

  package init(notebooks: [NotebookReport], duration: Duration) {
    self.notebooks = notebooks
    self.duration = duration
  }

  /// The cells that took longest to compile and run, the slowest first.
  package func slowestCells(_ count: Int) -> [(notebook: NotebookReport, cell: CellReport)] {
    let all = notebooks.flatMap { notebook in notebook.cells.map { (notebook, $0) } }
      .filter { $0.1.totalTime > .zero }
    return Array(all.sorted { $0.1.totalTime > $1.1.totalTime }.prefix(count))
  }

  package var counts: CellCounts {
    notebooks.reduce(into: CellCounts()) { $0.add($1.counts) }
  }

  /// Notebooks that could not be read or run at all.
  package var refused: Int { notebooks.count { $0.refusal != nil } }
}
