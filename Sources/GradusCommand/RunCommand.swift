import ArgumentParser
import Diagnostics
import Notebooks
import Regression

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run notebooks and record what their cells show.",
    discussion: "The file is replaced in one step, and only if nobody changed it meanwhile.")

  @OptionGroup var arguments: NotebookArguments

  @Option(name: .shortAndLong, help: "Write the result to this file instead; for one notebook.")
  var output: String?

  @Flag(help: "Write the result to standard output instead; for one notebook.")
  var stdout = false

  @Flag(help: "Record a new sample of outputs that are marked 'nondeterministic'.")
  var refresh = false

  func validate() throws {
    if stdout && output != nil { throw ValidationError("--stdout and --output exclude each other") }
    if (stdout || output != nil) && arguments.paths.count != 1 {
      throw ValidationError("--stdout and --output take one notebook, not \(arguments.paths.count)")
    }
  }

  func run() throws {
    let terminal = Terminal(isQuiet: arguments.quiet || stdout, keepsOutput: stdout)
    let batch = try Batch(arguments, terminal: terminal)
    if (stdout || output != nil) && batch.files.count > 1 {
      throw ValidationError("--stdout and --output take one notebook, not \(batch.files.count)")
    }
    try batch.run {
      NotebookRun.run($0, terminal: terminal)
    } conclude: { outcome in
      switch outcome {
      case .ran(let run): return record(run, terminal)
      case .refused(let status, let reason):
        terminal.complain(reason.text(color: terminal.hasColor))
        return status
      }
    }.leave()
  }

  /// What is recorded: what a cell shows, but what agrees with the record stays as it is written.
  private func promoted(_ index: Int, _ captured: CellOutput, _ run: NotebookRun) -> CellOutput {
    let cell = run.notebook.cells[index]
    if refresh, cell.options.nondeterministic { return captured }
    let rules = run.rules(cell, isStrict: arguments.strict)
    return Comparison(cell, captured: captured, rules: rules, isStrict: true).promoted
  }

  private func record(_ run: NotebookRun, _ terminal: Terminal) -> ExitStatus {
    let notebook = run.notebook
    terminal.complain(TerminalReport(color: terminal.hasColor).problems(run.report))
    do throws(NotebookError) {
      let isLax = notebook.frontMatter.outputs == .lax
      let kept = run.outputs.filter { !isLax || !notebook.cells[$0.key].recorded.isEmpty }
      let bytes = try notebook.recording(
        Dictionary(
          uniqueKeysWithValues: kept.map { ($0.key, promoted($0.key, $0.value, run)) }))
      let target = output ?? notebook.path
      if stdout {
        terminal.put(bytes)
      } else {
        try NotebookFile.write(bytes, to: target, expecting: output == nil ? notebook.bytes : nil)
      }
      let cells = run.results.count
      let verdict =
        run.failures == 0
        ? "\(cells) cells" : "\(run.failures) of \(cells) cells failed or did not run"
      let result =
        bytes == notebook.bytes && output == nil
        ? "outputs unchanged" : "outputs written to \(target)"
      terminal.say("\(notebook.path): \(verdict), \(run.duration.seconds) s, \(result)")
      return run.status
    } catch {
      terminal.complain("gradus: \(error)\n")
      return error.exitStatus
    }
  }
}
