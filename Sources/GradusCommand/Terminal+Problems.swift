import Diagnostics
import Notebooks

extension Terminal {
  /// Shows problems of a file with its lines.
  func complain(_ diagnostics: [Diagnostic], in source: SourceText) {
    let printer = DiagnosticPrinter(sources: [source.file: source], color: hasColor)
    for diagnostic in diagnostics { complain(printer.text(diagnostic)) }
  }

  /// Does the work of a command on one file and leaves with its status.
  func concluding(_ work: () throws -> ExitStatus) throws {
    let status: ExitStatus
    do {
      status = try work()
    } catch let error as NotebookError {
      complain("gradus: \(error)\n")
      status = error.exitStatus
    } catch let error as NewFile.Exists {
      complain("gradus: \(error)\n")
      status = .inputOutput
    }
    try status.leave()
  }
}
