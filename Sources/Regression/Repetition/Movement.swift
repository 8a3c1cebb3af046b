import Diagnostics
import Notebooks

/// An output that is not the same in every run, why, and what to do about it.
package struct Movement: Sendable {
  package let cell: Cell
  package let source: InstabilitySource
  package let cure: Cure
  /// The output of the first run and one of the others.
  package let difference: UnifiedDiff

  /// Whether a cell shows in other runs what it showed in the first.
  ///
  /// - Parameter isNoted: whether a `nondeterministic` cell counts: its author knows
  package static func differs(
    _ first: CellOutput, _ other: CellOutput, _ cell: Cell, _ rules: ComparisonRules
  ) -> Bool {
    if cell.options.nondeterministic { return false }
    return part(first, other, rules) != nil
  }

  private static func part(
    _ first: CellOutput, _ other: CellOutput, _ rules: ComparisonRules
  ) -> CellOutput.Part? {
    // What a cell prints holds no ellipses that anybody wrote by hand.
    var rules = rules
    rules.allowsEllipses = false
    return CellOutput.Part.allCases.first { part in
      !((try? TextComparison(first[part], other[part], rules).agrees) ?? false)
    }
  }

  /// - Parameters:
  ///   - first: what the cell showed in the first run
  ///   - others: what it showed in the others
  ///   - causes: what alone was enough to move it
  ///   - above: the cells above, in order
  package init?(
    _ cell: Cell, first: CellOutput, others: [CellOutput], causes: Set<Circumstance>,
    rules: ComparisonRules, above: ArraySlice<Cell>
  ) {
    guard let other = others.first(where: { Movement.part(first, $0, rules) != nil }),
      let part = Movement.part(first, other, rules)
    else { return nil }
    self.cell = cell
    let (old, new) = (first[part] ?? "", other[part] ?? "")
    difference = UnifiedDiff(from: old, to: new)
    source = InstabilitySource(
      causes: causes, evidence: Movement.evidence(difference),
      code: [cell.code] + above.reversed().map(\.code))
    cure = Cure(for: source, first: old, others: others.map { $0[part] ?? "" }, rules: rules)
  }

  /// The changed lines, as far as they hold something that changed.
  private static func evidence(_ difference: UnifiedDiff) -> [String] {
    var removed: [Substring] = []
    var added: [Substring] = []
    for line in difference.lines {
      switch line {
      case .removed(let text): removed.append(text)
      case .added(let text): added.append(text)
      case .header, .same: break
      }
    }
    guard removed.count == added.count else { return (removed + added).map(String.init) }
    // Of a line only the words around what changed: an address that stays says nothing.
    return zip(removed, added).flatMap { old, new -> [String] in
      let words = new.split(separator: " ").filter { !old.split(separator: " ").contains($0) }
      return words.map(String.init) + [words.joined(separator: " ")]
    }
  }

  package var diagnostic: Diagnostic {
    let line = cell.recordedLine(.text).map { $0 - cell.line + 1 } ?? 1
    return Diagnostic(
      .error, at: cell.location(line: line, column: 1),
      "\(cell.title) shows something else in another run: \(source)")
  }

  package var remarks: [String] { ["to check it all the same: \(cure)"] }
}
