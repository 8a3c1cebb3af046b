import ArgumentParser
import Diagnostics
import Notebooks

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

  func validate() throws {
    if stdout && output != nil { throw ValidationError("--stdout and --output exclude each other") }
    if (stdout || output != nil) && arguments.paths.count != 1 {
      throw ValidationError("--stdout and --output take one notebook, not \(arguments.paths.count)")
    }
  }

  func run() throws {
    let terminal = Terminal(isQuiet: arguments.quiet || stdout)
    let batch = Batch(arguments, to: output, terminal: terminal)
    if (stdout || output != nil) && batch.files.count > 1 {
      throw ValidationError("--stdout and --output take one notebook, not \(batch.files.count)")
    }
    try batch.run { record($0, terminal) }.leave()
  }

  private func record(_ run: NotebookRun, _ terminal: Terminal) -> ExitStatus {
    let notebook = run.notebook
    terminal.complain(run.complaints(color: terminal.hasColor))
    do throws(NotebookError) {
      let recording = try Recording(run, to: output)
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

extension Duration {
  /// Seconds with two decimals.
  var seconds: String {
    let hundredths = components.seconds * 100 + components.attoseconds / 10_000_000_000_000_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
