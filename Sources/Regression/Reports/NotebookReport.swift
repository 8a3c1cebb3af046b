import Diagnostics

/// What became of one notebook.
package struct NotebookReport: Sendable {
  package let path: String
  /// The text, for excerpts; `nil` where the file could not be read.
  package let source: SourceText?
  package var cells: [CellReport]
  package var duration: Duration
  /// Why it was not run, in place of cells.
  package var refusal: Refusal?
  /// Whether outputs are compared; a document without records has only to run.
  package var isRecorded = true
  /// What the reader should know about a document that was not written for Gradus.
  package var advice: String?

  package init(
    path: String, source: SourceText?, cells: [CellReport] = [], duration: Duration = .zero,
    refusal: Refusal? = nil
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
