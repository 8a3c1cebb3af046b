import ArgumentParser
import Dispatch
import Execution
import Glibc
import Notebooks
import Previews
import Regression
import Synchronization

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Run a notebook while it is written: with each save what has changed.",
    discussion: """
      The first run goes from top to bottom; after a change the changed cell and what follows run, \
      from the state before it. What differs from the record and what fails is shown as 'check' \
      shows it. The file is written only with --record. Ctrl-C ends it.
      """)

  @Argument(help: "The notebook.")
  var path: String

  @Flag(help: "Record what the cells show after each run.")
  var record = false

  func run() throws {
    let terminal = Terminal(isQuiet: false)
    let notebook: Notebook
    switch ReadNotebook(path: path) {
    case .notebook(let read): notebook = read
    case .refused(let status, let reason):
      terminal.complain(reason)
      return try status.leave()
    }
    let changes = Changes()
    let progress = Progress(of: 1, on: terminal)
    do throws(PreviewError) {
      let file = try LiveFile(notebook) { changes.add($0) }
      defer { file.end() }
      let console = WatchConsole(file, on: terminal, progress: progress, records: record)
      file.run()
      while true { console.show(changes.next()) }
    } catch {
      terminal.complain("gradus: \(error)\n")
      try ExitStatus.inputOutput.leave()
    }
  }
}

/// Changes on their way from the thread that sees them to the one that shows them.
private final class Changes: Sendable {
  private let waiting = Mutex<[LiveFile.Change]>([])
  private let arrivals = DispatchSemaphore(value: 0)

  func add(_ change: LiveFile.Change) {
    waiting.withLock { $0.append(change) }
    arrivals.signal()
  }

  func next() -> LiveFile.Change {
    arrivals.wait()
    return waiting.withLock { $0.removeFirst() }
  }
}
