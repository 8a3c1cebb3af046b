import Notebooks

/// What a cell's output is compared by.
package struct ComparisonRules: Hashable, Sendable {
  package var tolerance: Tolerance
  package var filters: [OutputFilter]
  package var isUnordered: Bool
  /// Whether the whole text of compiler diagnostics counts, not only the first line.
  package var comparesWholeDiagnostics: Bool
  /// Whether ellipses in the recorded output may stand for any text; not where a cell printed it.
  package var allowsEllipses = true

  package init(
    tolerance: Tolerance = .exact, filters: [OutputFilter] = [], isUnordered: Bool = false,
    comparesWholeDiagnostics: Bool = false
  ) {
    self.tolerance = tolerance
    self.filters = filters
    self.isUnordered = isUnordered
    self.comparesWholeDiagnostics = comparesWholeDiagnostics
  }

  /// The rules of a cell: its own options before the settings of its notebook.
  package init(_ cell: Cell, _ settings: FrontMatter, comparesWholeDiagnostics: Bool) {
    self.init(
      tolerance: cell.options.tolerance ?? settings.tolerance ?? .exact, filters: settings.filters,
      isUnordered: cell.options.unordered, comparesWholeDiagnostics: comparesWholeDiagnostics)
  }
}
