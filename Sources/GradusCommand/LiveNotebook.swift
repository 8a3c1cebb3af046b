import Dispatch
import Execution
import Notebooks
import Previews
import Regression
import Rendering
import Synchronization

/// A notebook that is being written, as a page: what it shows now, told to all who look at it.
final class LiveNotebook: PreviewedNotebook {
  private struct State {
    var page: PageState
    var observers: [Int: @Sendable (PageState) -> Void] = [:]
    var nextObserver = 0
    var message: String?
    var isOver = false
  }

  /// Tells the thread that draws pages that there is something to draw.
  private final class Changes: Sendable {
    private let arrivals = DispatchSemaphore(value: 0)
    private let isUrgent = Atomic<Bool>(false)

    /// What goes on while cells run is most often followed by more at once, and drawing takes time
    /// from the compiler.
    private static let patience = DispatchTimeInterval.milliseconds(30)

    func add(_ change: LiveFile.Change) {
      if case .progressed = change {} else { isUrgent.store(true, ordering: .releasing) }
      arrivals.signal()
    }

    /// Waits until a page is to be drawn: it shows all that has come until then.
    func wait() {
      arrivals.wait()
      let end = DispatchTime.now() + Self.patience
      while !isUrgent.exchange(false, ordering: .acquiring),
        arrivals.wait(timeout: end) == .success
      {}
      while arrivals.wait(timeout: .now()) == .success {}
    }
  }

  private let file: LiveFile
  private let changes: Changes
  private let highlights = HighlightMemory()
  private let current: Mutex<State>

  /// - Parameter runs: whether its cells run without being asked to
  /// - Throws: if the system watches no more files
  init(_ notebook: Notebook, runs: Bool) throws(PreviewError) {
    let changes = Changes()
    file = try LiveFile(notebook) { changes.add($0) }
    self.changes = changes
    current = Mutex(State(page: LiveNotebook.page(of: file.snapshot, highlights)))
    WaitingThread.start { [weak self] in
      while true {
        changes.wait()
        guard let self, publish() else { return }
      }
    }
    if runs { file.run() }
  }

  /// Ends everything: no process is left, and nothing is told any more.
  func end() {
    file.end()
    current.withLock { $0.isOver = true }
    changes.add(.settled)
  }

  // MARK: PreviewedNotebook

  var state: PageState { current.withLock { $0.page } }

  func observe(_ observer: @escaping @Sendable (PageState) -> Void) -> Observation {
    let number = current.withLock { state in
      defer { state.nextObserver += 1 }
      state.observers[state.nextObserver] = observer
      return state.nextObserver
    }
    return Observation { [weak self] in
      _ = self?.current.withLock { $0.observers.removeValue(forKey: number) }
    }
  }

  func perform(_ command: PageCommand) {
    current.withLock { $0.message = nil }
    switch command {
    case .runAll: file.runAll()
    case .run(let cell): file.run(from: cell)
    case .interrupt: file.interrupt()
    case .record:
      let message = file.record()
      current.withLock { $0.message = message }
    }
    changes.add(.settled)
  }

  // MARK: Pages

  /// Makes the page of what there is now, and tells it.
  ///
  /// - Returns: whether there may be another one
  private func publish() -> Bool {
    var page = LiveNotebook.page(of: file.snapshot, highlights)
    let (observers, isOver) = current.withLock { state in
      page.message = page.message ?? state.message
      // Nobody needs to hear the same again.
      let isSame = page == state.page
      state.page = page
      return (isSame ? [] : Array(state.observers.values), state.isOver)
    }
    if isOver { return false }
    for observer in observers { observer(page) }
    return true
  }

  private static func page(
    of snapshot: LiveFile.Snapshot, _ highlights: HighlightMemory
  ) -> PageState {
    let notebook = snapshot.notebook
    let run = snapshot.run
    let checked = CheckedNotebook(run, isStrict: false)
    var options = HTMLOptions()
    highlights.beginRound()
    options.highlights = highlights
    var made: [String: [UInt8]] = [:]
    var marks: [CellMark] = []
    for report in checked.report.cells {
      let cell = report.cell.index
      let result = snapshot.results[cell]
      let shown = snapshot.shown[cell]
      options.annotations[cell] = annotation(report, result, shown?.output)
      for asset in shown?.assets ?? result?.assets ?? [] {
        made[run.assets.name + "/" + asset.name] = asset.bytes
      }
      marks.append(mark(report, result, snapshot))
    }
    let page = HTMLPage(
      notebook, images: ImageSource(besides: notebook.path, made: made), options: options)
    var state = PageState(title: page.title)
    state.contents = page.tableOfContents
    state.blocks = page.blocks
    state.cells = marks
    state.isRunning = snapshot.isRunning
    state.message = snapshot.preparation
    if let problem = snapshot.problem ?? snapshot.fault {
      state.problem = "<pre>" + HTMLPage.escaped(problem.text(color: false)) + "</pre>"
    }
    state.canRecord = !snapshot.isRunning && canRecord(run, snapshot)
    return state
  }

  private static func canRecord(_ run: NotebookRun, _ snapshot: LiveFile.Snapshot) -> Bool {
    guard snapshot.problem == nil, !snapshot.results.isEmpty else { return false }
    let outputs = run.recorded(isStrict: false, refreshesSamples: false)
    return outputs.contains { $1 != run.notebook.cells[$0].recorded }
      || ((try? run.assets.changed(
        run.results.filter { outputs[$0.cell] != nil }.flatMap(\.assets)
      ).isEmpty) == false)
  }

  private static func annotation(
    _ report: CellReport, _ result: CellResult?, _ shown: CellOutput?
  ) -> CellAnnotation? {
    if let shown { return CellAnnotation(shown: shown) }
    guard let result else { return nil }
    switch report.outcome {
    case .differs(let drift):
      return CellAnnotation(
        problems: report.warnings, shown: drift.captured,
        showsRecord: !report.cell.recorded.isEmpty)
    case .failed(let diagnostics):
      return CellAnnotation(problems: diagnostics, shown: result.output)
    case .agrees:
      // A record that leaves something open stays; one that is not there is no output.
      return CellAnnotation(
        problems: report.warnings,
        shown: report.cell.recorded.isEmpty ? result.output : nil)
    case .skipped, .notRun, .moves: return nil
    }
  }

  private static func mark(
    _ report: CellReport, _ result: CellResult?, _ snapshot: LiveFile.Snapshot
  ) -> CellMark {
    let cell = report.cell.index
    switch snapshot.activities[cell] {
    case .queued: return CellMark(.queued)
    case .running(let since):
      let progress = snapshot.loops[cell].map {
        CellMark.Progress(fraction: $0.fraction, label: $0.label)
      }
      return CellMark(.running, time: .now - since, progress: progress)
    case nil: break
    }
    guard let result else { return CellMark(.notRun(reason: nil)) }
    switch report.outcome {
    case .agrees, .moves: return CellMark(.done, time: result.runTime)
    case .skipped: return CellMark(.notRun(reason: nil))
    case .differs: return CellMark(.drifted, time: result.runTime)
    case .failed: return CellMark(.failed, time: result.runTime)
    case .notRun(let reason): return CellMark(.notRun(reason: reason))
    }
  }
}
