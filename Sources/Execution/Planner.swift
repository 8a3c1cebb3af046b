/// Decides which cells are compiled together.
package struct Planner {
  /// So many cells compile while the ones before them run.
  package static let unitLimit = 24

  /// The longest run of cells from the start that means the same as one unit as it does cell by
  /// cell.
  package static func unit(
    _ cells: ArraySlice<PlannedCell>, imported: Set<String>
  ) -> ArraySlice<PlannedCell> {
    guard let first = cells.first, first.joinsUnits else { return cells.prefix(1) }
    let imported = imported.union(first.analysis.imports.map(\.text))
    var end = cells.startIndex + 1
    var declared = first.analysis.declared
    var mentioned = first.analysis.mentioned
    var hidden = first.analysis.hidden
    while end < cells.endIndex, end - cells.startIndex < unitLimit {
      let cell = cells[end]
      guard cell.joinsUnits, cell.options == first.options, !cells[end - 1].analysis.defers else {
        break
      }
      let names = cell.analysis
      // Redefinition; and an earlier cell must not see a later name.
      guard names.declared.isDisjoint(with: mentioned), names.declared.isDisjoint(with: declared),
        names.mentioned.isDisjoint(with: hidden),
        names.imports.allSatisfy({ imported.contains($0.text) }),
        !names.extendsOther, names.operators.isEmpty, !names.changesLiterals
      else { break }
      declared.formUnion(names.declared)
      mentioned.formUnion(names.mentioned)
      hidden.formUnion(names.hidden)
      end += 1
    }
    return cells[cells.startIndex..<end]
  }
}
