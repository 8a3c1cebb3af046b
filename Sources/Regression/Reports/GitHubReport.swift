import Diagnostics
import Notebooks

/// A check as annotations of GitHub Actions: workflow commands that put a message beside lines of a
/// file.
///
/// The format is `::error file=…,line=…,endLine=…,title=…::message`. In a message `%`, CR and LF are
/// written as `%25`, `%0D` and `%0A`; in a property also `:` and `,` as `%3A` and `%2C`.
package struct GitHubReport: Sendable {
  private let root: String?

  /// GitHub shows the start of longer messages.
  private static let lineLimit = 30

  /// - Parameter root: the folder of the repository, absolute; files in annotations are named from
  ///   there
  package init(root: String?) { self.root = root }

  /// The annotations of a notebook, a line each.
  ///
  /// - Parameter path: the absolute path of the notebook; `nil` keeps the path it has
  package func annotations(_ notebook: NotebookReport, path: String? = nil) -> String {
    let file = self.file(path ?? notebook.path)
    if let refusal = notebook.refusal {
      // The settings of a project may be at fault, which are another file.
      let isOwn = refusal.sources.allSatisfy { $0.file == notebook.path }
      guard isOwn, !refusal.diagnostics.isEmpty else {
        return GitHubReport.command(
          "error", [("file", file), ("title", "not run")],
          GitHubReport.shortened(refusal.text(color: false)))
      }
      return refusal.diagnostics.map { command($0, file, "not run") }.joined()
    }
    return notebook.cells.map { annotations($0, file) }.joined()
  }

  private func annotations(_ report: CellReport, _ file: String) -> String {
    let warnings = report.warnings.map { command($0, file, report.cell.title) }.joined()
    switch report.outcome {
    case .agrees, .skipped: return warnings
    case .differs(let drift):
      let message = ([drift.diagnostic.message] + drift.remarks + [drift.difference.text])
        .joined(separator: "\n")
      return warnings
        + GitHubReport.command(
          "error",
          [
            ("file", file), ("line", "\(drift.lines.lowerBound)"),
            ("endLine", "\(drift.lines.upperBound)"), ("title", "\(report.cell.title) differs"),
          ], GitHubReport.shortened(message))
    case .moves(let movement):
      let message = ([movement.diagnostic.message] + movement.remarks).joined(separator: "\n")
      let line = "\(movement.diagnostic.location.line)"
      return warnings
        + GitHubReport.command(
          "error", [("file", file), ("line", line), ("title", "\(report.cell.title) moves")],
          GitHubReport.shortened(message))
    case .failed, .notRun:
      return warnings + report.diagnostics.map { command($0, file, report.cell.title) }.joined()
    }
  }

  private func command(_ diagnostic: Diagnostic, _ file: String, _ title: String) -> String {
    let name =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    let notes = diagnostic.notes.map { "\n\($0.location.line): \($0.message)" }.joined()
    let place = diagnostic.location
    return GitHubReport.command(
      name,
      [("file", file), ("line", "\(place.line)"), ("col", "\(place.column)"), ("title", title)],
      GitHubReport.shortened(diagnostic.message + notes))
  }

  private func file(_ path: String) -> String {
    var path = path[...]
    if let root, path.hasPrefix(root + "/") { path = path.dropFirst(root.utf8.count + 1) }
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return visible(String(path))
  }

  private static func shortened(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    let shown = lines.prefix(lineLimit).map { visible(String($0.prefix(500))) }
    let rest = lines.count - shown.count
    return (shown + (rest > 0 ? ["\(rest) more lines"] : [])).joined(separator: "\n")
  }

  /// A workflow command on a line of its own.
  package static func command(
    _ name: String, _ properties: [(String, String)], _ message: String
  ) -> String {
    let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }
    return "::\(name) \(list.joined(separator: ","))::\(escaped(message, isProperty: false))\n"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
