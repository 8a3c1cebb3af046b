import ArgumentParser
import Diagnostics
import Notebooks
import Regression

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run notebooks and compare what their cells show with what is recorded.",
    discussion: "Nothing is written. The exit status is 1 if outputs differ, 2 if a cell failed.")

  @OptionGroup var arguments: NotebookArguments

  func run() throws {
    let terminal = Terminal(isQuiet: arguments.quiet)
    try Batch(arguments, terminal: terminal).run { compare($0, terminal) }.leave()
  }

  private func compare(_ run: NotebookRun, _ terminal: Terminal) -> ExitStatus {
    let notebook = run.notebook
    terminal.complain(run.complaints(color: terminal.hasColor))
    let printer = DiagnosticPrinter(sources: [:], color: terminal.hasColor)
    let drifts = run.outputs.sorted { $0.key < $1.key }.compactMap {
      Drift(notebook.cells[$0.key], captured: $0.value, isStrict: notebook.recordsOutputs)
    }
    for drift in drifts {
      terminal.complain(
        printer.text(drift.diagnostic) + visible(drift.difference, keepingNewlines: true))
    }
    let images: [ImageDrift]
    do throws(NotebookError) {
      images = try ImageDrift.all(in: run)
    } catch {
      terminal.complain("gradus: \(error)\n")
      return .worst([run.status, error.exitStatus])
    }
    for image in images { terminal.complain(printer.text(image.diagnostic)) }
    let cells = run.results.count
    let differing = Set(drifts.map(\.cell.index) + images.map(\.cell.index)).count
    let verdict =
      switch (run.failures, differing) {
      case (0, 0): "\(cells) cells agree"
      case (0, let differ): "\(differ) of \(cells) cells differ"
      case (let failed, 0): "\(failed) of \(cells) cells failed or did not run"
      case (let failed, let differ):
        "\(failed) of \(cells) cells failed or did not run, \(differ) differ"
      }
    terminal.say("\(notebook.path): \(verdict), \(run.duration.seconds) s")
    return .worst([run.status, differing == 0 ? .clean : .outputsDiffer])
  }
}
