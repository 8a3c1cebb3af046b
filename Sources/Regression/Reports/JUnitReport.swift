import Diagnostics
import Notebooks

/// A check in the XML that CI servers read: a test suite for each notebook, a test case for each
/// cell.
///
/// Elements and attributes are those of the schema of Jenkins' xUnit plugin, `junit-10.xsd`, which
/// has no file or line for a test case: places stand in the messages.
package struct JUnitReport: Sendable {
  package let text: String

  /// A longer difference is cut.
  private static let bodyLimit = 100_000

  package init(_ report: CheckReport) {
    let counts = report.counts
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"gradus\" tests=\"\(counts.all + report.refused)\""
    text += " failures=\"\(counts.differ + counts.move)\""
    text += " errors=\"\(counts.failed + report.refused)\""
    text += " time=\"\(report.duration.decimalText)\">\n"
    for notebook in report.notebooks { text += JUnitReport.suite(notebook) }
    self.text = text + "</testsuites>\n"
  }

  private static func suite(_ notebook: NotebookReport) -> String {
    let counts = notebook.counts
    let refused = notebook.refusal == nil ? 0 : 1
    let name = attribute(notebook.path)
    var text = "  <testsuite name=\"\(name)\" tests=\"\(counts.all + refused)\""
    text += " failures=\"\(counts.differ + counts.move)\" errors=\"\(counts.failed + refused)\""
    text += " skipped=\"\(counts.skipped + counts.notRun)\""
    text += " time=\"\(notebook.duration.decimalText)\" file=\"\(name)\">\n"
    for cell in notebook.cells { text += testCase(cell, notebook) }
    if let refusal = notebook.refusal {
      text += "    <testcase classname=\"\(name)\" name=\"notebook\" time=\"0.0\">\n"
      text += element(
        "error", "refused", message: refusal.summary, body: refusal.text(color: false))
      text += "    </testcase>\n"
    }
    return text + "  </testsuite>\n"
  }

  private static func testCase(_ report: CellReport, _ notebook: NotebookReport) -> String {
    let cell = report.cell
    let heading = cell.heading.map { ": \($0)" } ?? ""
    var text = "    <testcase classname=\"\(attribute(notebook.path))\""
    text += " name=\"\(attribute(cell.title + heading))\""
    text += " time=\"\(report.totalTime.decimalText)\""
    let body = JUnitReport.body(report, notebook)
    return body.isEmpty ? text + "/>\n" : text + ">\n" + body + "    </testcase>\n"
  }

  private static func body(_ report: CellReport, _ notebook: NotebookReport) -> String {
    let sources = notebook.source.map { [notebook.path: $0] } ?? [:]
    let printer = DiagnosticPrinter(sources: sources, color: false)
    let diagnostics = report.diagnostics
    let message = diagnostics.first?.message ?? ""
    switch report.outcome {
    case .agrees: return ""
    case .skipped: return "      <skipped message=\"the cell says skip\"/>\n"
    case .notRun(let reason): return "      <skipped message=\"\(attribute(reason))\"/>\n"
    case .differs(let drift):
      let place = "\(drift.diagnostic.location)\n"
      let remarks = drift.remarks.map { $0 + "\n" }.joined()
      return element(
        "failure", "differs", message: message, body: place + remarks + drift.difference.text)
    case .moves(let movement):
      let place = "\(movement.diagnostic.location)\n"
      let remarks = movement.remarks.map { $0 + "\n" }.joined()
      return element(
        "failure", "moves", message: message, body: place + remarks + movement.difference.text)
    case .failed:
      let printed = report.printed.map { "      <system-out>\(content($0))</system-out>\n" } ?? ""
      let body = diagnostics.map(printer.text).joined()
      return element("error", "failed", message: message, body: body) + printed
    }
  }

  private static func element(
    _ name: String, _ type: String, message: String, body: String
  ) -> String {
    "      <\(name) type=\"\(type)\" message=\"\(attribute(message))\">\(content(body))</\(name)>\n"
  }

  private static func content(_ text: String) -> String {
    let cut = text.utf8.count > bodyLimit
    let shown = cut ? String(decoding: text.utf8.prefix(bodyLimit), as: UTF8.self) : text
    return escaped(visible(shown, keepingNewlines: true)) + (cut ? "\n(cut)" : "")
  }

  private static func attribute(_ text: String) -> String {
    escaped(visible(text)).replacing("\t", with: "&#9;")
  }

  /// XML knows neither control characters nor the noncharacters U+FFFE and U+FFFF.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
