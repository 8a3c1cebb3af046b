import Diagnostics
import Execution
import Notebooks
import Regression

/// A notebook that a check has run, and what the check makes of it.
struct CheckedNotebook: Sendable {
  var report: NotebookReport
  var status: ExitStatus
  /// What to write where drifts are promoted.
  let promoted: [Int: CellOutput]
  /// The run, unless the notebook was refused.
  let run: NotebookRun?

  /// Runs a notebook and compares.
  ///
  /// - Parameter repetitions: how often it is run again under other conditions
  init(
    _ file: NotebookSearch.Found, in surroundings: Surroundings, isStrict: Bool, repetitions: Int
  ) {
    let run: NotebookRun
    switch NotebookRun.run(file, in: surroundings) {
    case .ran(let ran): run = ran
    case .refused(let status, let reason):
      let source = try? file.content.get()
      self.init(
        refused: NotebookReport(
          path: file.path, source: source.map { SourceText(file: file.path, bytes: $0) },
          refusal: reason), status)
      return
    }
    let movements =
      repetitions == 0
      ? [:]
      : Repetition(
        file, first: run, in: surroundings, rules: { run.rules($0, isStrict: isStrict) }
      )
      .movements(repetitions: repetitions)
    self.init(run, isStrict: isStrict, movements: movements)
    report.advice = run.advice(report)
  }

  private init(refused report: NotebookReport, _ status: ExitStatus) {
    (self.report, self.status) = (report, status)
    (promoted, run) = ([:], nil)
  }

  /// Compares what a run has shown.
  ///
  /// - Parameter movements: what differs from run to run
  init(_ run: NotebookRun, isStrict: Bool, movements: [Int: Movement] = [:]) {
    let notebook = run.notebook
    var promoted: [Int: CellOutput] = [:]
    report = run.report
    let images: [Int: [ImageDrift]]
    do throws(NotebookError) {
      images = Dictionary(grouping: try ImageDrift.all(in: run), by: \.cell.index)
    } catch {
      report.refusal = Refusal("\(error)")
      (status, self.promoted, self.run) = (.worst([run.status, error.exitStatus]), [:], nil)
      return
    }
    for (index, result) in run.results.enumerated() {
      guard case .succeeded = result.status else { continue }
      let cell = notebook.cells[result.cell]
      let comparison = Comparison(
        cell, captured: result.output, rules: run.rules(cell, isStrict: isStrict),
        isStrict: notebook.recordsOutputs)
      let images = (images[result.cell] ?? []).map(\.diagnostic)
      if var drift = comparison.drift {
        drift.images = images
        report.cells[index].outcome = .differs(drift)
        if drift.promoted != cell.recorded { promoted[result.cell] = drift.promoted }
      } else if !images.isEmpty {
        report.cells[index].outcome = .differs(Drift(cell, images: images))
        promoted[result.cell] = cell.recorded
      }
      if let movement = movements[result.cell] { report.cells[index].outcome = .moves(movement) }
    }
    let differs = report.counts.differ + report.counts.move > 0
    status = .worst([run.status, differs ? .outputsDiffer : .clean])
    (self.promoted, self.run) = (promoted, run)
  }
}

extension NotebookRun {
  /// What a cell's output is compared by.
  ///
  /// - Parameter isStrict: whether all of a compiler diagnostic counts
  func rules(_ cell: Cell, isStrict: Bool) -> ComparisonRules {
    let isSameCompiler = notebook.frontMatter.compiler.map(CompilerVersion.isCurrent) ?? false
    return ComparisonRules(
      cell, notebook.frontMatter, comparesWholeDiagnostics: isStrict || isSameCompiler)
  }
}
