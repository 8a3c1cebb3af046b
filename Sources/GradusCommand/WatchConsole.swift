import Diagnostics
import Execution
import Notebooks
import Regression

/// Shows on a terminal what becomes of a notebook that is being written.
final class WatchConsole {
  private let file: LiveFile
  private let terminal: Terminal
  private let progress: Progress
  private let records: Bool
  /// When what is being shown began.
  private var began = ContinuousClock.now
  /// What was said last: nobody needs to read the same again.
  private var said = ""

  init(_ file: LiveFile, on terminal: Terminal, progress: Progress, records: Bool) {
    (self.file, self.terminal, self.progress, self.records) = (file, terminal, progress, records)
    progress.begin(file.path, cells: file.snapshot.notebook.cells.count)
  }

  func show(_ change: LiveFile.Change) {
    let snapshot = file.snapshot
    switch change {
    case .edited:
      began = .now
      if let problem = snapshot.problem { say(problem.text(color: terminal.hasColor)) }
    case .progressed:
      if let preparation = snapshot.preparation { progress.note(preparation, of: file.path) }
      for (cell, activity) in snapshot.activities {
        if case .running = activity { progress.begin(cell: cell, of: file.path) }
      }
    case .settled: showResults(snapshot)
    }
  }

  private func showResults(_ snapshot: LiveFile.Snapshot) {
    if let fault = snapshot.fault { return say(fault.text(color: terminal.hasColor)) }
    // Prose was written.
    guard snapshot.hasWork else { return }
    let checked = CheckedNotebook(snapshot.run, isStrict: false)
    let report = TerminalReport(color: terminal.hasColor)
    terminal.complain(report.problems(checked.report))
    for cell in checked.report.cells where snapshot.ran.contains(cell.cell.index) {
      showUnrecorded(cell, snapshot.results[cell.cell.index])
    }
    let ran = snapshot.ran.count
    let recorded = records ? "; " + file.record() : ""
    let cells = ran == 1 ? "1 cell" : "\(ran) cells"
    terminal.say(
      "\(file.path): ran \(cells) in \((.now - began).seconds) s; \(checked.report.counts.text)"
        + recorded)
    began = .now
  }

  /// What a cell shows that is not to be found in the file.
  private func showUnrecorded(_ report: CellReport, _ result: CellResult?) {
    guard case .agrees = report.outcome, !records, report.cell.recorded.isEmpty,
      let output = result?.output, !output.isEmpty
    else { return }
    let lines = (output.text ?? output.error ?? output.rich ?? "")
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    terminal.say("\(file.path):\(report.cell.line): \(report.cell.title) shows")
    for line in lines.prefix(WatchConsole.lineLimit) { terminal.say("  " + visible(String(line))) }
    if lines.count > WatchConsole.lineLimit {
      terminal.say("  … \(lines.count - WatchConsole.lineLimit) more lines")
    }
  }

  private static let lineLimit = 24

  private func say(_ text: String) {
    if text != said { terminal.complain(text) }
    said = text
  }
}
