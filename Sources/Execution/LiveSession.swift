import Dispatch
import Notebooks
import Synchronization

/// A notebook that is run while it is written: each new version runs what has changed and what
/// follows from it, from the state before the first change.
///
/// Nothing runs before `run` is called; from then on every version does.
package final class LiveSession: Sendable {
  package enum Event: Sendable {
    /// A new version is there, in which these results hold; what is told from now on is about it.
    case taken(Notebook, results: [Int: CellResult])
    /// These cells are going to run.
    case queued([Int])
    case running(cell: Int)
    case showing(cell: Int, CellOutput, [Asset])
    case advanced(cell: Int, LoopProgress?)
    case finished(CellResult)
    /// Nothing runs any more: each cell of the version shown last has its result.
    case idle
    case fault(ExecutionError)
  }

  fileprivate struct State {
    var latest: LiveVersion
    /// Of the latest version; a cell without one is to run.
    var results: [Int: CellResult] = [:]
    /// Whether versions run by themselves.
    var isLive = false
    /// Whether the next run begins in fresh processes.
    var startsOver = false
    var isOver = false
    /// Whether what kept the last run from its end is to be seen first: by another version, or by
    /// who asks for another run.
    var isStuck = false
    /// Whether nobody was told yet that nothing runs.
    var owesIdle = false
    /// The version that runs, and its cell.
    var running: (version: LiveVersion, cell: Int?)?
  }

  private let folder: String
  private let cache: UnitCache
  private let configuration: Session.Configuration
  private let stop: StopSignal
  private let packages: @Sendable (Notebook) -> PackageLibrary?
  private let report: @Sendable (Event) -> Void
  /// Locked from a change until it is told, so that changes are told in their order.
  private let state: Mutex<State>
  private let changes = DispatchSemaphore(value: 0)

  /// So many states before cells are kept: a change in one of the last cells, where authors work,
  /// finds the state just before it.
  private static let keptStates = 40

  /// - Parameters:
  ///   - folder: where the cells run
  ///   - packages: makes what a version's cells import; nil if it cannot, and has said why
  ///     on a thread of the session's own
  ///   - report: called with one event behind the other, from that thread and from within `show`;
  ///     it must ask the session for nothing, which would wait for itself
  package init(
    _ notebook: Notebook, folder: String, cache: UnitCache, configuration: Session.Configuration,
    packages: @escaping @Sendable (Notebook) -> PackageLibrary? = { _ in PackageLibrary.none },
    report: @escaping @Sendable (Event) -> Void
  ) throws(ExecutionError) {
    self.folder = folder
    self.cache = cache
    var configuration = configuration
    configuration.keptStates = LiveSession.keptStates
    configuration.streams = true
    self.configuration = configuration
    stop = try StopSignal()
    self.packages = packages
    self.report = report
    state = Mutex(State(latest: LiveVersion(notebook)))
    let engine = LiveEngine(self)
    WaitingThread.start { engine.run() }
  }

  // MARK: Requests

  /// Takes a new version; its cells without a result run if the session is live.
  package func show(_ notebook: Notebook) {
    defer { changes.signal() }
    state.withLock { state in
      let (old, new) = (state.latest, LiveVersion(notebook))
      let changed = new.cells(toRunAfter: old)
      state.latest = new
      state.owesIdle = true
      state.isStuck = false
      state.results = state.results
        .filter { new.cells.indices.contains($0.key) && !changed.contains($0.key) }
        .mapValues { new.moved($0, from: old) }
      // What an interruption kept from running does so with the next change.
      if !changed.isEmpty || old.cells.count != new.cells.count { state.forgetNotRun() }
      if let (version, cell) = state.running {
        let changed = new.cells(toRunAfter: version)
        if let cell, changed.contains(cell) || !new.cells.indices.contains(cell) {
          stop.ask(.dropped)
        } else if !changed.isEmpty || new.cells.count != version.cells.count {
          stop.ask(.behindCell)
        }
      }
      report(.taken(notebook, results: state.results))
    }
  }

  /// Runs the cells that have no result, and from now on every new version.
  ///
  /// - Parameter cell: it and what follows run again; nil: nothing does that has a result
  package func run(from cell: Int? = nil) {
    state.withLock { state in
      state.isLive = true
      state.isStuck = false
      state.forgetNotRun()
      if let cell {
        state.results = state.results.filter { $0.key < cell }
        if let running = state.running?.cell, running >= cell { stop.ask(.dropped) }
      }
    }
    changes.signal()
  }

  /// Runs every cell again, in fresh processes.
  package func runAll() {
    state.withLock { state in
      state.isLive = true
      state.isStuck = false
      state.startsOver = true
      state.results = [:]
      if state.running != nil { stop.ask(.dropped) }
    }
    changes.signal()
  }

  /// Stops what runs. The cells behind it run with the next change.
  package func interrupt() {
    state.withLock { state in
      if state.running != nil { stop.ask(.interrupted) }
    }
  }

  /// Ends the session and its processes; soon, not at once.
  package func end() {
    state.withLock { state in
      state.isOver = true
      if state.running != nil { stop.ask(.dropped) }
    }
    changes.signal()
  }

  // MARK: For the engine

  struct Task: Sendable {
    let version: LiveVersion
    let results: [Int: CellResult]
    let startsOver: Bool
  }

  /// What is to run next; `nil` when the session is over.
  func nextTask() -> Task? {
    enum Step {
      case run(Task)
      case wait
      case end
    }
    while true {
      let step = state.withLock { state -> Step in
        if state.isOver { return .end }
        let cells = state.latest.cells.indices
        guard state.isLive, !state.isStuck, cells.contains(where: { state.results[$0] == nil })
        else {
          if state.owesIdle, state.isLive { report(.idle) }
          state.owesIdle = false
          return .wait
        }
        defer { state.startsOver = false }
        stop.reset()
        state.running = (state.latest, nil)
        return .run(
          Task(
            version: state.latest, results: state.results, startsOver: state.startsOver))
      }
      switch step {
      case .run(let task): return task
      case .wait: changes.wait()
      case .end: return nil
      }
    }
  }

  /// A run has ended, because it is done or was asked to stop.
  func finishTask() {
    state.withLock { state in
      state.running = nil
      state.owesIdle = true
    }
  }

  func fail(_ error: ExecutionError) {
    state.withLock { state in
      state.running = nil
      state.isStuck = true
      report(.fault(error))
    }
  }

  /// The packages of a version.
  func library(_ version: LiveVersion) -> PackageLibrary? {
    let library = packages(version.notebook)
    if library == nil {
      state.withLock { state in
        state.running = nil
        state.isStuck = true
      }
    }
    return library
  }

  /// Nothing that ran holds any more.
  func forgetResults() { state.withLock { $0.results = [:] } }

  /// Cells of a version are going to run.
  func queue(_ cells: [Int], of version: LiveVersion) {
    state.withLock { state in report(.queued(cells.filter(state.holding(version)))) }
  }

  /// Passes on what the run of a version says, in the lines of the latest one, if it still holds.
  func tell(_ progress: Session.Progress, of version: LiveVersion) {
    state.withLock { state in
      let holds = state.holding(version)
      switch progress {
      case .running(let cell):
        state.running?.cell = cell
        if holds(cell) { report(.running(cell: cell)) }
      case .showing(let cell, let output, let assets):
        if holds(cell) { report(.showing(cell: cell, output, assets)) }
      case .advanced(let cell, let loops):
        if holds(cell) { report(.advanced(cell: cell, loops)) }
      case .finished(let result):
        if state.running?.cell == result.cell { state.running?.cell = nil }
        guard holds(result.cell) else { return }
        let moved = state.latest.moved(result, from: version)
        state.results[result.cell] = moved
        report(.finished(moved))
      }
    }
  }

  func session(
    _ version: LiveVersion, in workplace: Workplace, packages: PackageLibrary
  ) -> Session {
    var configuration = configuration
    configuration.packages = packages
    return Session(
      version.notebook, folder: folder, in: workplace, configuration: configuration, stop: stop
    ) { [unowned self] in tell($0, of: version) }
  }

  func workplace() throws(ExecutionError) -> Workplace { try Workplace(cache) }
}

extension LiveSession.State {
  /// Whether what a cell of a version does is what the latest one's does.
  fileprivate func holding(_ version: LiveVersion) -> (Int) -> Bool {
    let outdated = latest.cells(toRunAfter: version)
    let (cells, startsOver) = (latest.cells.indices, startsOver)
    return { cells.contains($0) && !outdated.contains($0) && !startsOver }
  }

  fileprivate mutating func forgetNotRun() {
    results = results.filter { _, result in
      if case .notRun = result.status { false } else { true }
    }
  }
}
