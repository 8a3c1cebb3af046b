import Diagnostics
import Notebooks

/// What a check says on a terminal or in a log.
package struct TerminalReport: Sendable {
  private let color: Bool

  /// More lines of a difference are counted, not shown.
  private static let lineLimit = 400
  private static let printedLimit = 10

  /// - Parameter color: whether the reader knows ANSI colours
  package init(color: Bool) { self.color = color }

  /// What is wrong in a notebook; empty when nothing is.
  package func problems(_ notebook: NotebookReport) -> String {
    if let refusal = notebook.refusal { return refusal.text(color: color) }
    let sources = notebook.source.map { [notebook.path: $0] } ?? [:]
    let printer = DiagnosticPrinter(sources: sources, color: color)
    return notebook.cells.map { cell in
      let warnings = cell.warnings.map(printer.text).joined()
      switch cell.outcome {
      case .agrees, .skipped: return warnings
      case .differs(let drift):
        // The difference shows the lines; an excerpt would show one of them again.
        let bare = DiagnosticPrinter(sources: [:], color: color)
        return warnings + bare.text(drift.diagnostic) + remarks(drift.remarks)
          + text(of: drift.difference, from: "recorded", to: "captured")
      case .failed(let diagnostics):
        guard let suggestion = cell.suggestion else {
          return diagnostics.map(printer.text).joined() + printed(cell.printed)
        }
        // One error is enough of a block that was not meant to compile.
        return diagnostics.filter { $0.severity == .error }.prefix(1)
          .map { printer.text($0.withoutNotes) }.joined() + advice(suggestion)
      case .notRun:
        return warnings + cell.diagnostics.map(printer.text).joined()
      case .moves(let movement):
        let bare = DiagnosticPrinter(sources: [:], color: color)
        return warnings + bare.text(movement.diagnostic) + remarks(movement.remarks)
          + text(of: movement.difference, from: "first run", to: "other run")
      }
    }.joined() + (notebook.advice.map { "\(visible(notebook.path)): note: \(visible($0))\n" } ?? "")
  }

  /// One line about a notebook.
  package func verdict(_ notebook: NotebookReport) -> String {
    let counts =
      notebook.isRecorded ? notebook.counts.text : notebook.counts.textWithoutRecords
    return "\(visible(notebook.path)): \(counts)\(places(notebook)), "
      + "\(notebook.duration.seconds) s"
  }

  /// The lines of the blocks that ran, where not all of them did.
  private func places(_ notebook: NotebookReport) -> String {
    guard !notebook.isRecorded, !notebook.isClean else { return "" }
    let lines = notebook.cells.filter { if case .agrees = $0.outcome { true } else { false } }
      .map { "\($0.cell.fence.lowerBound)" }
    if lines.isEmpty { return "" }
    return " (ran: \(lines.count == 1 ? "line" : "lines") \(lines.joined(separator: ", ")))"
  }

  /// One line about all of them.
  package func summary(_ report: CheckReport) -> String {
    let count = report.notebooks.count
    let refused = report.refused > 0 ? ", \(report.refused) could not be run" : ""
    return "\(count) \(count == 1 ? "notebook" : "notebooks")\(refused): \(report.counts.text), "
      + "\(report.duration.seconds) s"
  }

  /// The cells that took longest, a line each.
  package func slowest(_ report: CheckReport, count: Int) -> String {
    report.slowestCells(count).map { notebook, cell in
      "\(visible(notebook.path)):\(cell.cell.line): \(cell.cell.title): compiled in "
        + "\(cell.compileTime.seconds) s, run in \(cell.runTime.seconds) s\n"
    }.joined()
  }

  private func advice(_ suggestion: Suggestion) -> String {
    "  a fragment? it \(visible(suggestion.reason)); \(suggestion.comment) on the line above it "
      + (suggestion.option == "skip" ? "leaves it out" : "only compiles it") + "\n"
  }

  private func remarks(_ remarks: [String]) -> String {
    remarks.map { "  \(visible($0))\n" }.joined()
  }

  private func printed(_ text: String?) -> String {
    guard let text else { return "" }
    return "  the cell printed:\n"
      + text.split(separator: "\n").suffix(Self.printedLimit)
      .map { "    \(visible(String($0)))\n" }.joined()
  }

  private func text(of difference: UnifiedDiff, from old: String, to new: String) -> String {
    if difference.lines.isEmpty { return "" }
    var text = styled("--- \(old)", "1") + "\n" + styled("+++ \(new)", "1") + "\n"
    let shown = difference.lines.prefix(Self.lineLimit)
    var index = 0
    while index < shown.count {
      if case .removed = shown[index], color {
        let removed = shown[index...].prefix { if case .removed = $0 { true } else { false } }
        let added = shown[removed.endIndex...].prefix {
          if case .added = $0 { true } else { false }
        }
        text += changed(removed, added)
        index = added.endIndex
      } else {
        text += line(shown[index])
        index += 1
      }
    }
    let rest = difference.lines.count - shown.count
    return rest > 0 ? text + "  \(rest) more lines\n" : text
  }

  private func line(_ line: UnifiedDiff.Line) -> String {
    let text = visible(line.text)
    switch line {
    case .header: return styled(text, "36") + "\n"
    case .same: return text + "\n"
    case .removed: return styled(text, "31") + "\n"
    case .added: return styled(text, "32") + "\n"
    }
  }

  /// Removed lines and those in their place; the words that differ stand out.
  private func changed(
    _ removed: ArraySlice<UnifiedDiff.Line>, _ added: ArraySlice<UnifiedDiff.Line>
  ) -> String {
    guard removed.count == added.count else { return (removed + added).map(line).joined() }
    let words = zip(removed, added).map { WordDiff($0.text.dropFirst(), $1.text.dropFirst()) }
    func text(_ parts: [WordDiff.Part], mark: String, _ style: String) -> String {
      styled(mark, style)
        + parts.map { styled(visible($0.text), $0.isChanged ? style + ";1;7" : style) }.joined()
        + "\n"
    }
    return words.map { text($0.removed, mark: "-", "31") }.joined()
      + words.map { text($0.added, mark: "+", "32") }.joined()
  }

  private func styled(_ text: String, _ style: String) -> String {
    color ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }
}
