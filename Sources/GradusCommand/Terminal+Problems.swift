import Diagnostics
import Execution
import Notebooks
import Regression

extension Terminal {
  /// Shows problems of a file with its lines.
  func complain(_ diagnostics: [Diagnostic], in source: SourceText) {
    let printer = DiagnosticPrinter(sources: [source.file: source], color: hasColor)
    for diagnostic in diagnostics { complain(printer.text(diagnostic)) }
  }

  func complain(_ refusal: Refusal) { complain(refusal.text(color: hasColor)) }

  /// The status of work on files; why it failed, if it does, is shown.
  func status(of work: () throws -> ExitStatus) -> ExitStatus {
    do {
      return try work()
    } catch {
      complain("gradus: \(error)\n")
      switch error {
      case let error as NotebookError: return error.exitStatus
      case let error as ExecutionError: return error.exitStatus
      case is NewFile.Exists: return .inputOutput
      default: return .fault
      }
    }
  }
}
