import ArgumentParser
import Diagnostics
import Notebooks
import Regression

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run notebooks and record what their cells show.",
    discussion: """
      The file is replaced in one step, and only if nobody changed it meanwhile. Images are written \
      to NAME.assets beside it.
      """)

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
    let (surroundings, output) = (batch.surroundings, self.output)
    try batch.run {
      NotebookRun.run($0, to: output, in: surroundings)
    } conclude: { outcome in
      switch outcome {
      case .ran(let run): return record(run, terminal)
      case .refused(let status, let reason):
        terminal.complain(reason)
        return status
      }
    }.leave()
  }

  private func record(_ run: NotebookRun, _ terminal: Terminal) -> ExitStatus {
    let notebook = run.notebook
    terminal.complain(TerminalReport(color: terminal.hasColor).problems(run.report))
    do throws(NotebookError) {
      let recording = try Recording(
        run, run.recorded(isStrict: arguments.strict, refreshesSamples: refresh), to: output)
      if stdout { terminal.put(recording.bytes) } else { try recording.write() }
      let cells = run.results.count
      let verdict =
        run.failures == 0
        ? "\(cells) cells" : "\(run.failures) of \(cells) cells failed or did not run"
      let result =
        recording.changesNothing
        ? "outputs unchanged" : "outputs written to \(output ?? notebook.path)"
      terminal.say("\(notebook.path): \(verdict), \(run.duration.seconds) s, \(result)")
      return run.status
    } catch {
      terminal.complain("gradus: \(error)\n")
      return error.exitStatus
    }
  }
}
