import Execution
import Glibc
import Notebooks
import Packages
import Previews
import Regression
import Synchronization

/// A notebook's file that is being written, and its cells, which run as it changes.
///
/// Whoever is told of a change asks for what there is now; everything may be called from any
/// thread.
final class LiveFile: Sendable {
  /// What is going on with a cell that has no result, or no new one yet.
  enum Activity: Sendable {
    case queued
    case running(since: ContinuousClock.Instant)
  }

  struct Snapshot: Sendable {
    /// The file's last version that could be read.
    var notebook: Notebook
    /// Why its present one cannot.
    var problem: Refusal?
    /// What keeps cells from running at all.
    var fault: Refusal?
    /// What is done before the first cell runs.
    var preparation: String?
    var results: [Int: CellResult] = [:]
    var activities: [Int: Activity] = [:]
    /// What cells that run have shown so far.
    var shown: [Int: (output: CellOutput, assets: [Asset])] = [:]
    var loops: [Int: LoopProgress] = [:]
    var isRunning = false
    /// The cells that have begun to run since the file was opened or changed.
    var ran: [Int] = []
    /// Whether any had to, be it in vain.
    var hasWork = false

    /// The run that these results amount to; cells without one count as not run.
    var run: NotebookRun {
      NotebookRun(
        notebook: notebook,
        results: notebook.cells.map {
          results[$0.index] ?? CellResult(cell: $0.index, status: .notRun(reason: ""))
        },
        duration: .zero, assets: AssetFolder(besides: notebook.path),
        packages: .none)
    }
  }

  enum Change: Sendable {
    /// The file changed; whether cells are going to run is told next.
    case edited
    case progressed
    /// Nothing runs any more.
    case settled
  }

  private struct State {
    var snapshot: Snapshot
    /// The file's last content, also one that cannot be read.
    var bytes: [UInt8]
    var session: LiveSession?
    var watcher: FileWatcher?
    var isOver = false
  }

  let path: String
  private let state: Mutex<State>
  private let onChange: @Sendable (Change) -> Void
  /// Versions are taken one after the other.
  private let reading = Mutex(())
  /// Two requests at once begin one session.
  private let opening = Mutex(())

  /// Opens a notebook. Nothing runs yet.
  ///
  /// - Parameter onChange: called behind each change, and returns soon
  /// - Throws: if the system watches no more files
  init(_ notebook: Notebook, onChange: @escaping @Sendable (Change) -> Void) throws(PreviewError) {
    path = notebook.path
    self.onChange = onChange
    state = Mutex(State(snapshot: Snapshot(notebook: notebook), bytes: notebook.bytes))
    let watcher = try FileWatcher(path) { [weak self] _ in self?.readAgain() }
    state.withLock { $0.watcher = watcher }
    // Between its reading and the watch it may have changed.
    readAgain()
  }

  var snapshot: Snapshot { state.withLock { $0.snapshot } }

  // MARK: Requests

  /// Runs the cells that have no result, and from now on each change.
  func run() { session()?.run() }

  /// Runs a cell and those below it again.
  func run(from cell: Int) {
    state.withLock { state in
      state.snapshot.results = state.snapshot.results.filter { $0.key < cell }
    }
    session()?.run(from: cell)
  }

  /// Runs every cell again, in fresh processes.
  func runAll() {
    state.withLock { $0.snapshot.results = [:] }
    session()?.runAll()
  }

  func interrupt() { state.withLock { $0.session }?.interrupt() }

  /// Writes what the cells show now into the file.
  ///
  /// - Returns: what became of it, in words
  func record() -> String {
    let run = snapshot.run
    do throws(NotebookError) {
      let recording = try Recording(
        run, run.recorded(isStrict: false, refreshesSamples: false), to: nil)
      if recording.changesNothing { return "outputs unchanged" }
      try recording.write()
      return "outputs written"
    } catch {
      return "\(error)"
    }
  }

  /// Ends everything: no process is left, and nothing is told any more.
  func end() {
    let (session, watcher) = state.withLock { state in
      state.isOver = true
      defer { (state.session, state.watcher) = (nil, nil) }
      return (state.session, state.watcher)
    }
    watcher?.stop()
    session?.end()
  }

  // MARK: Changes

  private func readAgain() {
    reading.withLock { _ in
      let content: Result<[UInt8], NotebookError>
      do throws(NotebookError) {
        content = .success(try SettledFile.read(path))
      } catch {
        content = .failure(error)
      }
      let bytes = (try? content.get()) ?? []
      let (isSame, session) = state.withLock { state in
        // A problem can be gone without a change of the file: it was somewhere else.
        let isSame = bytes == state.bytes && state.snapshot.problem == nil
        state.bytes = bytes
        return (isSame || state.isOver, state.session)
      }
      if isSame { return }
      switch ReadNotebook(path: path, content: content) {
      case .notebook(let notebook):
        if let session { return session.show(notebook) }
        state.withLock { $0.snapshot.take(notebook, results: [:]) }
      case .refused(_, let reason): state.withLock { $0.snapshot.problem = reason }
      }
      onChange(.edited)
    }
  }

  private func session() -> LiveSession? { opening.withLock { _ in openSession() } }

  private func openSession() -> LiveSession? {
    do throws(ExecutionError) {
      let existing = state.withLock { state in
        state.snapshot.fault = nil
        return state.isOver ? nil : state.session
      }
      if let existing { return existing }
      var configuration = Session.Configuration()
      configuration.assets = AssetFolder(besides: path)
      let cache = try UnitCache.standard()
      // No version comes in between.
      let (session, isOver) = try reading.withLock { _ throws(ExecutionError) in
        let session = try LiveSession(
          snapshot.notebook, folder: NotebookRun.folder(of: path), cache: cache,
          configuration: configuration,
          packages: { [weak self] in self?.library(of: $0) },
          report: { [weak self] in self?.note($0) })
        return state.withLock { state in
          if !state.isOver { state.session = session }
          return (session, state.isOver)
        }
      }
      if isOver { session.end() }
      return isOver ? nil : session
    } catch {
      state.withLock { $0.snapshot.fault = Refusal("\(error)") }
      onChange(.settled)
      return nil
    }
  }

  /// The packages that the cells import, built unless they are.
  private func library(of notebook: Notebook) -> PackageLibrary? {
    do throws(PackagesError) {
      let library = try NotebookPackages(notebook).library { [self] progress in
        guard case .step(let packages, let step) = progress else { return }
        let names = packages.joined(separator: ", ")
        state.withLock {
          $0.snapshot.preparation = "building \(names)\(step.isEmpty ? "" : ": " + step)"
        }
        onChange(.progressed)
      }
      state.withLock { ($0.snapshot.preparation, $0.snapshot.fault) = (nil, nil) }
      return library
    } catch {
      state.withLock { state in
        state.snapshot.settle()
        state.snapshot.fault = error.refusal(of: notebook)
      }
      return nil
    }
  }

  private func note(_ event: LiveSession.Event) {
    let change = state.withLock { state -> Change in
      switch event {
      case .taken(let notebook, let results):
        state.snapshot.take(notebook, results: results)
        return .edited
      case .queued(let cells):
        (state.snapshot.isRunning, state.snapshot.hasWork) = (true, true)
        state.snapshot.activities = [:]
        for cell in cells {
          state.snapshot.activities[cell] = .queued
          state.snapshot.results[cell] = nil
        }
      case .running(let cell):
        state.snapshot.ran.append(cell)
        state.snapshot.isRunning = true
        state.snapshot.activities[cell] = .running(since: .now)
        state.snapshot.shown[cell] = nil
      case .showing(let cell, let output, let assets):
        state.snapshot.shown[cell] = (output, assets)
      case .advanced(let cell, let loops): state.snapshot.loops[cell] = loops
      case .finished(let result):
        state.snapshot.results[result.cell] = result
        state.snapshot.activities[result.cell] = nil
        state.snapshot.shown[result.cell] = nil
        state.snapshot.loops[result.cell] = nil
      case .idle:
        state.snapshot.settle()
        return .settled
      case .fault(let error):
        state.snapshot.settle()
        state.snapshot.fault = Refusal("\(error)")
        return .settled
      }
      return .progressed
    }
    onChange(change)
  }
}

extension LiveFile.Snapshot {
  fileprivate mutating func take(_ notebook: Notebook, results: [Int: CellResult]) {
    (self.notebook, self.results, problem) = (notebook, results, nil)
    (ran, hasWork) = ([], false)
    // What still runs begins anew by its event; positions of cells may have changed.
    if !isRunning { activities = [:] }
  }

  fileprivate mutating func settle() {
    (activities, shown, loops, preparation) = ([:], [:], [:], nil)
    isRunning = false
  }
}
