import Diagnostics
import Notebooks

/// The output of a cell that is not the recorded one.
package struct Drift: Sendable {
  package let cell: Cell
  package let recorded: CellOutput
  package let captured: CellOutput

  /// `nil` when the outputs agree.
  ///
  /// - Parameter isStrict: whether an output that is not recorded at all is a difference
  package init?(_ cell: Cell, captured: CellOutput, isStrict: Bool) {
    let recorded = cell.recorded
    let options = cell.options
    guard !options.nondeterministic else { return nil }
    let isNew = recorded.isEmpty && !captured.isEmpty
    guard isStrict || !isNew else { return nil }
    func normal(_ text: String?) -> String {
      let text = CellOutput.normalized((text ?? "").utf8)
      guard options.unordered else { return text }
      return text.split(separator: "\n").sorted().joined(separator: "\n")
    }
    let agrees =
      normal(recorded.text) == normal(captured.text)
      && normal(recorded.error) == normal(captured.error)
      && Drift.trimmed(recorded.rich) == Drift.trimmed(captured.rich)
    if agrees { return nil }
    self.cell = cell
    self.recorded = recorded
    self.captured = captured
  }

  private static func trimmed(_ text: String?) -> Substring {
    var text = (text ?? "")[...]
    while text.last?.isNewline ?? false { text.removeLast() }
    while text.first?.isNewline ?? false { text.removeFirst() }
    return text
  }

  /// What differs, located at the recorded output, or at the cell when it has none.
  package var diagnostic: Diagnostic {
    let line = cell.outputLines.map {
      $0.upperBound > $0.lowerBound ? $0.lowerBound + 1 : $0.lowerBound
    }
    let number = "cell \(cell.index + 1)" + (cell.options.name.map { " '\($0)'" } ?? "")
    let what =
      recorded.isEmpty
      ? "\(number) shows an output that is not recorded"
      : captured.isEmpty
        ? "\(number) no longer shows the recorded output"
        : "the output of \(number) differs from the recorded one"
    let place = line.map { cell.location(line: $0 - cell.line + 1, column: 1) }
    return Diagnostic(.error, at: place ?? cell.location(line: 1, column: 1), what)
  }

  /// The two outputs as a unified diff.
  package var difference: String {
    let diff = UnifiedDiff(from: Drift.whole(recorded), to: Drift.whole(captured))
    return "--- recorded\n+++ captured\n" + diff.text
  }

  private static func whole(_ output: CellOutput) -> String {
    var text = [output.text, output.error, output.rich].compactMap { $0 }.joined()
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
