import Diagnostics
import Notebooks

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

/// What became of one notebook.
package struct NotebookReport: Sendable {
  package let path: String
  /// The text, for excerpts; `nil` where the file could not be read.
  package let source: SourceText?
  package var cells: [CellReport]
  package var duration: Duration
  /// Why it was not run, in place of cells.
  package var refusal: String?

  package init(
    path: String, source: SourceText?, cells: [CellReport] = [], duration: Duration = .zero,
    refusal: String? = nil
  ) {
    self.path = path
    self.source = source
    self.cells = cells
    self.duration = duration
    self.refusal = refusal
  }

  package var counts: CellCounts {
    cells.reduce(into: CellCounts()) { $0.add($1.outcome) }
  }

  package var isClean: Bool { refusal == nil && counts.isClean }
}

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

/// How many cells had which outcome.
package struct CellCounts: Hashable, Sendable {
  package var agree = 0
  package var skipped = 0
  package var differ = 0
  package var failed = 0
  package var notRun = 0
  package var move = 0

  package var all: Int { agree + skipped + differ + failed + notRun + move }

  package var isClean: Bool { differ + failed + notRun + move == 0 }

  mutating func add(_ outcome: CellReport.Outcome) {
    switch outcome {
    case .agrees: agree += 1
    case .skipped: skipped += 1
    case .differs: differ += 1
    case .failed: failed += 1
    case .notRun: notRun += 1
    case .moves: move += 1
    }
  }

  mutating func add(_ other: CellCounts) {
    agree += other.agree
    skipped += other.skipped
    differ += other.differ
    failed += other.failed
    notRun += other.notRun
    move += other.move
  }

  /// `3 cells agree, 1 differs`, without what did not occur.
  package var text: String {
    func verb(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? one : many }
    let parts = [
      (agree, verb(agree, "agrees", "agree")), (differ, verb(differ, "differs", "differ")),
      (failed, "failed"), (notRun, "not run"), (move, verb(move, "moves", "move")),
      (skipped, "skipped"),
    ].filter { $0.0 > 0 }
    guard let first = parts.first else { return "no cells" }
    return "\(first.0) \(verb(first.0, "cell", "cells")) \(first.1)"
      + parts.dropFirst().map { ", \($0.0) \($0.1)" }.joined()
  }
}

extension Duration {
  /// Seconds with two decimals.
  package var seconds: String {
    let hundredths = components.seconds * 100 + components.attoseconds / 10_000_000_000_000_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  /// Seconds as a number, to the microsecond.
  var decimalSeconds: Double {
    let microseconds = components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    return Double(microseconds) / 1e6
  }
}
