import Execution
import Glibc
import Notebooks
import Packages
import Regression

/// One notebook read and run, and what is said about it.
struct NotebookRun: Sendable {
  let notebook: Notebook
  let results: [CellResult]
  let duration: Duration
  /// Where its images are kept.
  let assets: AssetFolder
  /// The packages that its cells imported.
  let packages: PackageLibrary

  enum Outcome: Sendable {
    case ran(NotebookRun)
    /// It was not run.
    case refused(ExitStatus, Refusal)
  }

  /// - Parameters:
  ///   - target: the file that the result goes to, which its images stand beside
  ///   - conditions: what is set differently from the usual
  ///   - isRepetition: whether it is known already what the reader has to say about the file
  static func run(
    _ file: NotebookSearch.Found, to target: String? = nil, in surroundings: Surroundings,
    conditions: Conditions = Conditions(), isRepetition: Bool = false
  ) -> Outcome {
    let (terminal, progress) = (surroundings.terminal, surroundings.progress)
    let start = ContinuousClock.now
    let notebook: Notebook
    switch ReadNotebook(path: file.path, content: file.content, imports: surroundings.imports) {
    case .notebook(let read): notebook = read
    case .refused(let status, let reason): return .refused(status, reason)
    }
    if !isRepetition { terminal.complain(notebook.diagnostics, in: notebook.source) }
    if notebook.cells.isEmpty {
      return .refused(.noInput, Refusal("there are no Swift cells in '\(file.path)'"))
    }
    let assets = AssetFolder(besides: target ?? file.path)
    var configuration = Session.Configuration()
    configuration.assets = assets
    do throws(ExecutionError) {
      configuration.conditions = conditions
      configuration.threads = surroundings.threads
      progress.begin(file.path, cells: notebook.cells.count)
      do throws(PackagesError) {
        configuration.packages = try PackageReport(of: file.path, in: surroundings).library(
          notebook)
      } catch {
        return .refused(error.exitStatus, error.refusal(of: notebook))
      }
      let session = try Session(
        notebook, folder: folder(of: file.path), cache: UnitCache.standard(),
        configuration: configuration
      ) { event in
        switch event {
        case .running(let cell): progress.begin(cell: cell, of: file.path)
        case .advanced(_, let loops): progress.advance(file.path, to: loops)
        case .showing, .finished: break
        }
      }
      let results = try session.run()
      return .ran(
        NotebookRun(
          notebook: notebook, results: results, duration: .now - start, assets: assets,
          packages: configuration.packages))
    } catch {
      return .refused(error.exitStatus, Refusal("\(error)"))
    }
  }

  static func folder(of path: String) -> String {
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

  /// What became of each cell, those that did what they should taken for agreeing.
  var cellReports: [CellReport] {
    lazy var declared = Set(notebook.cells.flatMap { CellAnalysis($0.code).declared })
    return results.map { result in
      var report = CellReport(
        notebook.cells[result.cell], .agrees, compileTime: result.compileTime,
        runTime: result.runTime)
      switch result.status {
      case .succeeded: report.warnings = result.diagnostics
      case .skipped: report.outcome = .skipped
      case .failed:
        report.outcome = .failed(result.diagnostics)
        report.printed = result.output.text
        // Who records outputs knows what the cells do.
        if !notebook.recordsOutputs {
          report.suggestion = Fragment(
            notebook.cells[result.cell].code, result, declared: declared
          ).map { Suggestion(kind: $0.kind.rawValue, reason: $0.reason, option: $0.option) }
        }
      case .blocked(let culprit):
        report.outcome = .notRun("it depends on cell \(culprit + 1), which failed")
        report.warnings = result.diagnostics
      case .notRun(let reason):
        report.outcome = .notRun(reason)
        report.warnings = result.diagnostics
      }
      return report
    }
  }

  var report: NotebookReport {
    var report = NotebookReport(
      path: notebook.path, source: notebook.source, cells: cellReports, duration: duration)
    report.isRecorded = notebook.recordsOutputs
    return report
  }

  /// What helps a document that was not written for Gradus.
  func advice(_ report: NotebookReport) -> String? {
    if report.isRecorded || report.counts.failed == 0 { return nil }
    if let cache = try? UnitCache.standard(),
      let packages = try? NotebookPackages(notebook, cache: cache),
      let modules = try? packages.unusedModules(), let first = modules.first
    {
      let others = modules.count == 1 ? "" : " (or " + modules[1...].joined(separator: ", ") + ")"
      return "no cell imports the package that the document lies in; '--import \(first)'\(others) "
        + "lets all of them see it"
    }
    let fragments = report.cells.count { $0.suggestion != nil }
    if fragments == 0 { return nil }
    return "--adopt writes the options of \(fragments) \(fragments == 1 ? "block" : "blocks") that "
      + "\(fragments == 1 ? "looks like a fragment" : "look like fragments")"
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
