import ArgumentParser
import Dispatch
import Execution
import Glibc
import Notebooks
import Previews
import Rendering

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show notebooks in the browser as they are written.",
    discussion: """
      The page follows the file: when it is saved, the cells that changed and what depends on them \
      run again, once they have been run from the page or with --run. The file is written only when \
      the page's button says so. The server answers this machine only, and only to who has the \
      address that is printed.
      """)

  @Argument(help: "A notebook, or a folder of notebooks.")
  var path: String

  @Option(
    help: "The port; the one of the last time if it is free, else any, unless said.")
  var port: UInt16?

  @Flag(
    name: .customLong("run"),
    help: "Run the cells at once; those of a folder's notebooks when their pages are opened.")
  var isRunning = false

  @Flag(name: .shortAndLong, help: "Print the address and nothing else.")
  var quiet = false

  func run() throws {
    let terminal = Terminal(isQuiet: quiet)
    guard let serving = Gradus.serving else { try startServing(terminal) }
    do {
      let cache = try UnitCache.standard().root
      guard let place = resolved(path) else { throw NotebookError.notFound(path: path) }
      let shelf = try shelf()
      let server = serving.init(shelf, mathLibrary: MathLibrary())
      let end = Termination()
      let port = port
      let address = try wait { () throws(PreviewError) in
        try await server.start(port: port, memory: cache, of: place)
      }
      terminal.put(Array((address + "\n").utf8))
      terminal.complain(quiet ? "" : "Open this address in a browser. Ctrl-C ends the preview.\n")
      if isRunning { shelf.openSingle() }
      end.wait()
      wait { await server.stop() }
      shelf.end()
    } catch let error as PreviewError {
      terminal.complain("gradus: \(error)\n")
      try error.exitStatus.leave()
    } catch let error as NotebookError {
      terminal.complain("gradus: \(error)\n")
      try error.exitStatus.leave()
    } catch let error as ExecutionError {
      terminal.complain("gradus: \(error)\n")
      try error.exitStatus.leave()
    }
  }

  /// Becomes the program that has a server.
  private func startServing(_ terminal: Terminal) throws -> Never {
    do throws(ExecutionError) {
      let program = try Installation.current().preview
      var words = ([program] + CommandLine.arguments.dropFirst()).map { strdup($0) } + [nil]
      execv(program, &words)
      throw .system("cannot start '\(program)'", errno: errno)
    } catch {
      terminal.complain("gradus: \(error)\n")
      throw ExitCode(error.exitStatus.rawValue)
    }
  }

  private func shelf() throws -> NotebookShelf {
    let runs = isRunning
    let open: @Sendable (String) -> (any PreviewedNotebook)? = { path in
      // What cannot be read is told by the page, which waits for the file to get better.
      let empty = Notebook(path: path, bytes: [])
      let notebook = if case .notebook(let read) = ReadNotebook(path: path) { read } else { empty }
      return try? LiveNotebook(notebook, runs: runs)
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      _ = try NotebookFile.read(path)
      return NotebookShelf(file: path, open: open)
    }
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    return try NotebookShelf(folder: folder, list: { Self.notebooks(in: folder) }, open: open)
  }

  /// The notebooks below a folder with the titles of their pages.
  private static func notebooks(in folder: String) -> [NotebookShelf.Entry] {
    NotebookSearch([folder]).files.compactMap { file in
      guard let bytes = try? file.content.get() else { return nil }
      let title = HTMLPage.title(of: Notebook(path: file.path, bytes: bytes))
      return NotebookShelf.Entry(
        path: String(file.path.dropFirst(folder == "/" ? 1 : folder.utf8.count + 1)), title: title)
    }
  }

  /// Waits on this thread for what a task does.
  private func wait<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () async throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var result: Result<Value, Failure>!
    Task {
      do throws(Failure) {
        result = .success(try await work())
      } catch {
        result = .failure(error)
      }
      done.signal()
    }
    done.wait()
    return try result.get()
  }
}

/// The signals by which a user or the system ends a program.
private struct Termination {
  private let sources: [any DispatchSourceSignal]
  private let arrived = DispatchSemaphore(value: 0)

  init() {
    let arrived = arrived
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { arrived.signal() }
      source.resume()
      return source
    }
  }

  func wait() { arrived.wait() }
}

extension PreviewError {
  var exitStatus: ExitStatus {
    switch self {
    case .portInUse: .unavailable
    case .watching, .listening, .storing: .inputOutput
    }
  }
}
