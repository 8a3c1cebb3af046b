import Diagnostics
import Notebooks

/// What a page tells about a cell besides what the notebook records.
package struct CellAnnotation: Hashable, Sendable {
  /// Put under their lines; those of other files and cells behind the last line.
  package var problems: [Diagnostic]
  /// What the cell shows now, instead of what is recorded.
  package var shown: CellOutput?
  /// Whether what is recorded stands beside it.
  package var showsRecord: Bool

  package init(problems: [Diagnostic] = [], shown: CellOutput? = nil, showsRecord: Bool = false) {
    self.problems = problems
    self.shown = shown
    self.showsRecord = showsRecord
  }
}
