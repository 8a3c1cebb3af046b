import Diagnostics
import Notebooks

/// A cell's recorded output beside what a run has captured.
package struct Comparison: Sendable {
  package let cell: Cell
  package let captured: CellOutput
  package let rules: ComparisonRules
  /// Whether an output that is not recorded at all is a difference.
  package let isStrict: Bool

  package init(
    _ cell: Cell, captured: CellOutput, rules: ComparisonRules, isStrict: Bool
  ) {
    self.cell = cell
    self.captured = captured
    self.rules = rules
    self.isStrict = isStrict
  }

  /// What differs; `nil` when the captured output is one that the recorded one allows.
  package var drift: Drift? {
    let recorded = cell.recorded
    if cell.options.nondeterministic { return nil }
    if recorded.isEmpty, captured.isEmpty || !isStrict { return nil }
    var promoted = captured
    var parts: [CellOutput.Part] = []
    var tensors: [TensorDifference] = []
    var timeout: Diagnostic?
    var isSearchCut = false
    for part in CellOutput.Part.allCases {
      do throws(FilterTimeout) {
        let comparison = try comparison(of: part)
        if comparison.agrees {
          promoted[part] = recorded[part]
          continue
        }
        isSearchCut = isSearchCut || comparison.effort.isSpent
        parts.append(part)
        tensors += comparison.tensorDifferences
        promoted[part] = promotion(of: part, comparison)
      } catch {
        // What was not compared is not to be recorded either.
        parts.append(part)
        promoted[part] = recorded[part]
        timeout = filterTimeout
      }
    }
    if parts.isEmpty { return nil }
    return Drift(
      cell: cell, recorded: recorded, captured: captured, promoted: promoted, parts: parts,
      tensors: tensors,
      difference: UnifiedDiff(from: Drift.whole(recorded), to: Drift.whole(promoted)),
      filterTimeout: timeout, isSearchCut: isSearchCut)
  }

  /// What is to be recorded: the old output as far as it agrees, and of a cell whose output is a
  /// sample the sample there is.
  package var promoted: CellOutput {
    if cell.options.nondeterministic, !cell.recorded.isEmpty { return cell.recorded }
    if let drift { return drift.promoted }
    return cell.recorded.isEmpty ? captured : cell.recorded
  }

  private func comparison(
    of part: CellOutput.Part
  ) throws(FilterTimeout) -> TextComparison {
    let texts = texts(of: part)
    return try TextComparison(texts.recorded, texts.captured, rules)
  }

  private func texts(of part: CellOutput.Part) -> (recorded: String?, captured: String?) {
    let (old, new) = (cell.recorded[part], captured[part])
    switch part {
    case .text: return (old, new)
    case .error: return FailureComparison(kind: cell.options.kind, rules: rules).texts(old, new)
    case .rich:
      func markdown(_ text: String?) -> String? {
        text.map { CellOutput(rich: $0).normalized.rich ?? "" }
      }
      return (markdown(old), markdown(new))
    }
  }

  private func promotion(of part: CellOutput.Part, _ comparison: TextComparison) -> String? {
    // Of a failure only a part may have been compared, which is not what is recorded.
    guard part != .error || texts(of: part) == (cell.recorded.error, captured.error) else {
      return captured.error
    }
    return Promotion(comparison).text(of: captured[part])
  }

  private var filterTimeout: Diagnostic {
    let filter = rules.filters.first
    return Diagnostic(
      .error, at: filter?.location ?? cell.location(line: 1, column: 1),
      "the filters take longer than \(TimeLimit.seconds) s on the output of \(cell.title); simplify the patterns",
      length: filter?.pattern.source.utf8.count ?? 1)
  }
}

extension Cell {
  /// How reports name the cell: by its place among the cells and its name.
  package var title: String { "cell \(index + 1)" + (options.name.map { " '\($0)'" } ?? "") }
}
