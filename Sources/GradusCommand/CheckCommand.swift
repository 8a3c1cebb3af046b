import ArgumentParser
import Diagnostics
import Glibc
import Notebooks
import Regression

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run notebooks and compare what their cells show with what is recorded.",
    discussion: """
      Nothing is written without --update. The exit status is 1 if outputs differ, 2 if a cell \
      failed. Under GitHub Actions differences become annotations and a summary of the job.
      """)

  @OptionGroup var arguments: NotebookArguments

  @Flag(help: "Record what differs; what agrees stays as it is written.")
  var update = false

  @Flag(
    help: """
      Write options above blocks of a document that are there to be read only, after showing them.
      """)
  var adopt = false

  @Flag(help: "Write what --adopt shows without asking.")
  var yes = false

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "Run each notebook again so often, with another hash seed, clock and number of cores.",
      valueName: "n"))
  var repetitions = 0

  @Option(
    help: ArgumentHelp("Check only this part of the notebooks, such as 2/4.", valueName: "i/n"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Check only notebooks that changed since the git revision, or whose inputs did.",
      valueName: "revision"))
  var changedSince: String?

  @Flag(help: "Begin no further notebook when one is not clean.")
  var failFast = false

  @Flag(help: "Write the result as JSON to standard output.")
  var json = false

  @Option(help: ArgumentHelp("Write the result as JUnit XML to this file.", valueName: "file"))
  var junit: String?

  @Option(help: ArgumentHelp("Write the result as Markdown to this file.", valueName: "file"))
  var summary: String?

  @Option(help: ArgumentHelp("Name the cells that took longest, this many.", valueName: "n"))
  var slowest = 0

  func validate() throws {
    if repetitions < 0 {
      throw ValidationError("--repeat takes a number from 0, not \(repetitions)")
    }
    if adopt && (update || json || repetitions > 0) {
      throw ValidationError("--adopt goes with neither --update, --json nor --repeat")
    }
    if yes && !adopt { throw ValidationError("--yes is for --adopt") }
    if slowest < 0 { throw ValidationError("--slowest takes a number from 0, not \(slowest)") }
  }

  func run() throws {
    let terminal = Terminal(isQuiet: arguments.quiet || json, keepsOutput: json)
    let batch = try Batch(arguments, terminal: terminal, taking: selection())
    if adopt { return try self.adopt(batch, terminal).leave() }
    let start = ContinuousClock.now
    let printer = TerminalReport(color: terminal.hasColor)
    let (isStrict, repetitions) = (arguments.strict, self.repetitions)
    let surroundings = batch.surroundings
    var notebooks: [NotebookReport] = []
    func conclude(_ checked: CheckedNotebook) -> ExitStatus {
      terminal.complain(printer.problems(checked.report))
      terminal.annotate(checked.report)
      notebooks.append(checked.report)
      if checked.report.refusal == nil { terminal.say(printer.verdict(checked.report)) }
      return update ? promote(checked, terminal) : checked.status
    }
    var status = batch.run(
      stopping: { failFast && $0.status != .clean },
      { CheckedNotebook($0, in: surroundings, isStrict: isStrict, repetitions: repetitions) },
      conclude: conclude)
    let report = CheckReport(notebooks: notebooks, duration: .now - start)
    let left = batch.files.count - notebooks.count
    if left > 0 { terminal.say("not begun: \(left) \(left == 1 ? "notebook" : "notebooks")") }
    if notebooks.count > 1 { terminal.say(printer.summary(report)) }
    if slowest > 0 { terminal.say(String(printer.slowest(report, count: slowest).dropLast())) }
    status = .worst([status, write(report, terminal)])
    try status.leave()
  }

  private func adopt(_ batch: Batch, _ terminal: Terminal) -> ExitStatus {
    let surroundings = batch.surroundings
    return batch.run {
      Adoption.make($0, in: surroundings)
    } conclude: { outcome in
      switch outcome {
      case .refused(let status, let reason):
        terminal.complain(reason)
        return status
      case .made(let adoption):
        return conclude(adoption, terminal)
      }
    }
  }

  /// Shows what would be written, writes it if that is wanted, and says what is left to do.
  private func conclude(_ adoption: Adoption, _ terminal: Terminal) -> ExitStatus {
    let printer = TerminalReport(color: terminal.hasColor)
    let report = adoption.run.report
    terminal.complain(printer.problems(report))
    if !adoption.isEmpty {
      terminal.complain(adoption.description)
      let isWanted = yes ? true : Adoption.ask("Write this to \(visible(report.path))?", terminal)
      if isWanted == nil {
        terminal.complain("gradus: nothing is written; --yes writes it without asking\n")
      }
      if isWanted == true {
        do throws(NotebookError) {
          try adoption.write()
        } catch {
          terminal.complain("gradus: \(error)\n")
          return error.exitStatus
        }
        terminal.say("\(visible(report.path)): written")
      }
    }
    terminal.say(printer.verdict(report))
    return adoption.run.status
  }

  /// Which of the notebooks found are to be checked.
  private func selection() throws -> ([NotebookSearch.Found]) throws -> [NotebookSearch.Found] {
    { files in
      var files = files
      if let changedSince {
        do throws(ChangedFiles.Failure) {
          let changed = try ChangedFiles(since: changedSince, in: ".")
          files = files.filter(changed.concern)
        } catch {
          throw ValidationError(error.description)
        }
      }
      guard let shard else { return files }
      return files.enumerated().filter { shard.takes($0.offset) }.map(\.element)
    }
  }

  /// Records what differs.
  private func promote(_ checked: CheckedNotebook, _ terminal: Terminal) -> ExitStatus {
    guard let run = checked.run, !checked.promoted.isEmpty else { return checked.status }
    do throws(NotebookError) {
      try Recording(run, checked.promoted, to: nil).write()
      let count = checked.promoted.count
      terminal.say(
        "\(visible(run.notebook.path)): \(count) \(count == 1 ? "output" : "outputs") recorded")
      let counts = checked.report.counts
      if counts.failed + counts.notRun > 0 { return .cellFailed }
      return counts.move > 0 || counts.differ > count ? .outputsDiffer : .clean
    } catch {
      terminal.complain("gradus: \(error)\n")
      return error.exitStatus
    }
  }

  private func write(_ report: CheckReport, _ terminal: Terminal) -> ExitStatus {
    if json { terminal.put(Array(JSONReport(report).text.utf8)) }
    var statuses: [ExitStatus] = []
    func write(_ text: String, to path: String) {
      do throws(NotebookError) {
        try NotebookFile.write(Array(text.utf8), to: path, expecting: nil)
      } catch {
        terminal.complain("gradus: \(error)\n")
        statuses.append(.inputOutput)
      }
    }
    if let junit { write(JUnitReport(report).text, to: junit) }
    if let summary { write(MarkdownReport(report).text, to: summary) }
    if let path = terminal.actions?.summary {
      append(MarkdownReport(report).text, to: path)
    }
    return .worst(statuses)
  }

  /// A step's summary may have a beginning already. That it cannot be written is no reason to fail.
  private func append(_ text: String, to path: String) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return }
    Terminal.write(Array(text.utf8), to: descriptor)
    close(descriptor)
  }
}
