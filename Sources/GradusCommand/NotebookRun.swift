import Diagnostics
import Execution
import Glibc
import Notebooks

/// One notebook read and run, and what is said about it.
struct NotebookRun: Sendable {
  let notebook: Notebook
  let results: [CellResult]
  let duration: Duration

  enum Outcome: Sendable {
    case ran(NotebookRun)
    /// It was not run; the text says why.
    case refused(ExitStatus, String)
  }

  /// - Parameter conditions: what is set differently from the usual
  static func run(
    _ file: NotebookSearch.Found, terminal: Terminal, conditions: Conditions = Conditions()
  ) -> Outcome {
    let bytes: [UInt8]
    switch file.content {
    case .success(let content): bytes = content
    case .failure(let error): return .refused(error.exitStatus, "gradus: \(error)\n")
    }
    let start = ContinuousClock.now
    let project = Project(around: file.path)?.settings
    if let problems = project?.diagnostics, let source = project?.source, !problems.isEmpty {
      let printer = DiagnosticPrinter(sources: [source.file: source], color: terminal.hasColor)
      return .refused(.malformed, problems.map(printer.text).joined())
    }
    let notebook = Notebook(
      path: file.path, bytes: bytes, defaults: project?.defaults ?? FrontMatter())
    let printer = DiagnosticPrinter(sources: [file.path: notebook.source], color: terminal.hasColor)
    if notebook.isMalformed {
      return .refused(.malformed, notebook.diagnostics.map(printer.text).joined())
    }
    for diagnostic in notebook.diagnostics { terminal.complain(printer.text(diagnostic)) }
    if notebook.cells.isEmpty {
      return .refused(.noInput, "gradus: there are no Swift cells in '\(file.path)'\n")
    }
    do throws(ExecutionError) {
      var configuration = Session.Configuration()
      configuration.conditions = conditions
      let session = try Session(
        notebook, folder: folder(of: file.path), cache: UnitCache.standard(),
        configuration: configuration
      ) { progress in
        if case .running(let cell) = progress {
          terminal.progress("\(file.path): cell \(cell + 1) of \(notebook.cells.count)")
        }
      }
      let results = try session.run()
      return .ran(NotebookRun(notebook: notebook, results: results, duration: .now - start))
    } catch {
      return .refused(error.exitStatus, "gradus: \(error)\n")
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The outputs of the cells that did what they should.
  var outputs: [Int: CellOutput] {
    var outputs: [Int: CellOutput] = [:]
    for result in results {
      if case .succeeded = result.status { outputs[result.cell] = result.output }
    }
    return outputs
  }

  var status: ExitStatus { results.allSatisfy(\.isSuccess) ? .clean : .cellFailed }

  var failures: Int { results.count { !$0.isSuccess } }

  /// Everything that the compiler and the cells complained about, in order.
  func complaints(color: Bool) -> String {
    let printer = DiagnosticPrinter(
      sources: [notebook.path: notebook.source], color: color)
    return results.map { result in
      var text = result.diagnostics.map(printer.text).joined()
      let cell = notebook.cells[result.cell]
      let place = cell.location(line: 1, column: 1)
      switch result.status {
      case .blocked(let culprit):
        text += printer.text(
          Diagnostic(
            .warning, at: place,
            "cell \(result.cell + 1) is not run: it depends on cell \(culprit + 1), which failed"))
      case .notRun(let reason):
        text += printer.text(
          Diagnostic(.warning, at: place, "cell \(result.cell + 1) is not run: \(reason)"))
      case .failed:
        if let printed = result.output.text {
          text += "  the cell printed:\n"
          text += printed.split(separator: "\n").suffix(10).map { "    \(visible(String($0)))\n" }
            .joined()
        }
      case .succeeded, .skipped: break
      }
      return text
    }.joined()
  }
}

extension NotebookError {
  var exitStatus: ExitStatus {
    switch self {
    case .notFound: .noInput
    case .malformed: .malformed
    default: .inputOutput
    }
  }
}

extension ExecutionError {
  var exitStatus: ExitStatus {
    switch self {
    case .missing: .unavailable
    case .system: .inputOutput
    case .fault: .fault
    }
  }
}
