import Diagnostics
import Foundation
import Notebooks

/// A check as JSON, for programs.
package struct JSONReport: Sendable {
  package let text: String

  package init(_ report: CheckReport) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Check(report)) else {
      preconditionFailure("texts, whole numbers and finite times can be written as JSON")
    }
    text = JSONReport.visible(String(decoding: data, as: UTF8.self)) + "\n"
  }

  /// JSON does not ask for it, but whoever shows the file on a terminal should come to no harm.
  private static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.drivesTerminal, scalar != "\n" {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private struct Check: Encodable {
    let version = 1
    let seconds: Double
    let counts: Counts
    let notebooks: [Book]

    init(_ report: CheckReport) {
      seconds = report.duration.decimalSeconds
      counts = Counts(report.counts, refused: report.refused)
      notebooks = report.notebooks.map(Book.init)
    }
  }

  private struct Counts: Encodable {
    let agree: Int
    let differ: Int
    let failed: Int
    let notRun: Int
    let move: Int
    let skipped: Int
    let refused: Int

    init(_ counts: CellCounts, refused: Int) {
      (agree, differ, failed) = (counts.agree, counts.differ, counts.failed)
      (notRun, move, skipped) = (counts.notRun, counts.move, counts.skipped)
      self.refused = refused
    }
  }

  private struct Book: Encodable {
    let path: String
    let seconds: Double
    let refusal: String?
    let advice: String?
    let messages: [Message]
    let cells: [Part]

    init(_ notebook: NotebookReport) {
      path = notebook.path
      seconds = notebook.duration.decimalSeconds
      refusal = notebook.refusal?.summary
      advice = notebook.advice
      messages = notebook.refusal?.diagnostics.map { Message($0, of: notebook.path) } ?? []
      cells = notebook.cells.map { Part($0, of: notebook.path) }
    }
  }

  private struct Part: Encodable {
    /// From 1, as messages count.
    let cell: Int
    let name: String?
    let heading: String?
    let line: Int
    let outcome: String
    let compileSeconds: Double
    let runSeconds: Double
    let messages: [Message]
    let suggestion: Advice?
    let remarks: [String]
    let recorded: Output?
    let captured: Output?
    let difference: String?
    let movements: [Finding]

    init(_ report: CellReport, of path: String) {
      cell = report.cell.index + 1
      name = report.cell.options.name
      heading = report.cell.heading
      line = report.cell.line
      compileSeconds = report.compileTime.decimalSeconds
      runSeconds = report.runTime.decimalSeconds
      messages = (report.warnings + report.diagnostics).map { Message($0, of: path) }
      suggestion = report.suggestion.map(Advice.init)
      var drift: Drift?
      var movement: Movement?
      switch report.outcome {
      case .agrees: outcome = "agrees"
      case .skipped: outcome = "skipped"
      case .failed: outcome = "failed"
      case .notRun: outcome = "notRun"
      case .differs(let found): (outcome, drift) = ("differs", found)
      case .moves(let found): (outcome, movement) = ("moves", found)
      }
      remarks = drift?.remarks ?? []
      recorded = drift.map { Output($0.recorded) }
      captured = drift.map { Output($0.captured) }
      difference = drift?.difference.text ?? movement?.difference.text
      movements = movement?.findings.map(Finding.init) ?? []
    }
  }

  private struct Advice: Encodable {
    let kind: String
    let reason: String
    let option: String

    init(_ suggestion: Suggestion) {
      (kind, reason, option) = (suggestion.kind, suggestion.reason, suggestion.option)
    }
  }

  private struct Finding: Encodable {
    let source: String
    let cure: String

    init(_ finding: Movement.Finding) {
      (source, cure) = (finding.source.description, finding.cure.description)
    }
  }

  private struct Output: Encodable {
    let text: String?
    let error: String?
    let rich: String?

    init(_ output: CellOutput) {
      (text, error, rich) = (output.text, output.error, output.rich)
    }
  }

  private struct Message: Encodable {
    let severity: String
    /// Where it is not the notebook.
    let file: String?
    let line: Int
    let column: Int
    let message: String

    init(_ diagnostic: Diagnostic, of path: String) {
      severity = diagnostic.severity.rawValue
      file = diagnostic.location.file == path ? nil : diagnostic.location.file
      (line, column) = (diagnostic.location.line, diagnostic.location.column)
      message = diagnostic.message
    }
  }
}
