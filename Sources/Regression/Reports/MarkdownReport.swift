import Diagnostics
import Notebooks

/// A check as Markdown, for the page of a job.
package struct MarkdownReport: Sendable {
  package let text: String

  /// GitHub refuses summaries of more than 1 MiB.
  private static let sizeLimit = 900_000
  private static let differenceLimit = 20_000
  private static let slowestCount = 5

  package init(_ report: CheckReport) {
    let broken = report.notebooks.filter { !$0.isClean }
    let count = report.notebooks.count
    var text = broken.isEmpty ? "## Gradus: all outputs agree\n\n" : "## Gradus: outputs differ\n\n"
    text += TerminalReport(color: false).summary(report) + "\n\n"
    if count > 0 { text += MarkdownReport.table(report.notebooks) + "\n" }
    var left = 0
    for notebook in broken {
      for section in MarkdownReport.sections(notebook) {
        if text.utf8.count + section.utf8.count > MarkdownReport.sizeLimit {
          left += 1
        } else {
          text += section
        }
      }
    }
    if left > 0 { text += "\(left) more are left out here.\n\n" }
    self.text = text + MarkdownReport.slowest(report)
  }

  private static func table(_ notebooks: [NotebookReport]) -> String {
    let head =
      "| notebook | agree | differ | failed | not run | time |\n"
      + "| --- | ---: | ---: | ---: | ---: | ---: |\n"
    return notebooks.prefix(1000).reduce(into: head) { text, notebook in
      let counts = notebook.counts
      let failed = counts.failed + (notebook.refusal == nil ? 0 : 1)
      text += "| \(inline(notebook.path)) | \(counts.agree) | \(counts.differ + counts.move) "
      text += "| \(failed) | \(counts.notRun) | \(notebook.duration.seconds) s |\n"
    }
  }

  private static func sections(_ notebook: NotebookReport) -> [String] {
    if let refusal = notebook.refusal {
      return [section(notebook.path, "not run", [], block(refusal.text(color: false), "text"))]
    }
    return notebook.cells.compactMap { cell in
      let place = cell.diagnostics.first?.location.description ?? ""
      let message = cell.diagnostics.first?.message ?? ""
      switch cell.outcome {
      case .agrees, .skipped: return nil
      case .differs(let drift):
        return section(place, message, drift.remarks, block(drift.difference.text, "diff"))
      case .moves(let movement):
        return section(place, message, movement.remarks, block(movement.difference.text, "diff"))
      case .notRun: return section(place, message, [], "")
      case .failed(let diagnostics):
        let sources = notebook.source.map { [notebook.path: $0] } ?? [:]
        let printer = DiagnosticPrinter(sources: sources, color: false)
        return section(place, message, [], block(diagnostics.map(printer.text).joined(), "text"))
      }
    }
  }

  private static func section(
    _ place: String, _ message: String, _ remarks: [String], _ body: String
  ) -> String {
    "### \(inline(place))\n\n\(inline(message))\n\n"
      + remarks.map { "- \(inline($0))\n" }.joined() + (remarks.isEmpty ? "" : "\n") + body
  }

  private static func slowest(_ report: CheckReport) -> String {
    let cells = report.slowestCells(slowestCount)
    guard !cells.isEmpty else { return "" }
    return cells.reduce(
      into: "### Slowest cells\n\n| cell | compile | run |\n| --- | ---: | ---: |\n"
    ) {
      text, entry in
      let place = "\(entry.notebook.path):\(entry.cell.cell.line) \(entry.cell.cell.title)"
      text += "| \(inline(place)) | \(entry.cell.compileTime.seconds) s "
      text += "| \(entry.cell.runTime.seconds) s |\n"
    }
  }

  /// A fenced block that its text cannot close.
  private static func block(_ text: String, _ word: String) -> String {
    let cut = text.utf8.count > differenceLimit
    let shown = visible(
      cut ? String(decoding: text.utf8.prefix(differenceLimit), as: UTF8.self) : text,
      keepingNewlines: true)
    let longest = shown.utf8.split { $0 != UInt8(ascii: "`") }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let end = shown.hasSuffix("\n") ? "" : "\n"
    return "\(fence)\(word)\n\(shown)\(end)\(fence)\n\(cut ? "\nThe rest is cut.\n" : "")\n"
  }

  /// Text of others within a line: as code, so that nothing in it is Markdown, HTML or a mention.
  private static func inline(_ text: String) -> String {
    let shown = visible(text).replacing("|", with: "\\|")
    let longest = shown.utf8.split { $0 != UInt8(ascii: "`") }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest > 0 ? "\(fence) \(shown) \(fence)" : fence + shown + fence
  }
}
