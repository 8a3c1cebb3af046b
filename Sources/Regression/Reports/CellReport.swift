import Diagnostics
import Notebooks

/// What became of one cell.
package struct CellReport: Sendable {
  package enum Outcome: Sendable {
    /// It shows what is recorded, or had only to run.
    case agrees
    case skipped
    case differs(Drift)
    case failed([Diagnostic])
    case notRun(String)
    /// It shows something else under other conditions.
    case moves(Movement)
  }

  package let cell: Cell
  package var outcome: Outcome
  /// What a cell that failed had printed.
  package var printed: String?
  /// Warnings about a cell that did not fail.
  package var warnings: [Diagnostic] = []
  /// What may be done about a cell that failed.
  package var suggestion: Suggestion?
  package var compileTime: Duration
  package var runTime: Duration

  package init(
    _ cell: Cell, _ outcome: Outcome, printed: String? = nil, warnings: [Diagnostic] = [],
    compileTime: Duration = .zero, runTime: Duration = .zero
  ) {
    self.cell = cell
    self.outcome = outcome
    self.printed = printed
    self.warnings = warnings
    self.compileTime = compileTime
    self.runTime = runTime
  }

  package var totalTime: Duration { compileTime + runTime }

  /// What is wrong with the cell, located in the notebook.
  package var diagnostics: [Diagnostic] {
    switch outcome {
    case .agrees, .skipped: []
    case .differs(let drift): [drift.diagnostic]
    case .failed(let diagnostics): diagnostics
    case .notRun(let reason):
      [
        Diagnostic(
          .warning, at: cell.location(line: 1, column: 1), "\(cell.title) is not run: \(reason)")
      ]
    case .moves(let movement): [movement.diagnostic]
    }
  }
}
