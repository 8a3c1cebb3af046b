import Diagnostics
import Notebooks

/// One run of a unit in the worker: its cells begin and end one after the other, until the last is
/// done or one fails.
final class UnitRun {
  enum Outcome {
    case finished
    /// The cell at this place of the unit failed, or is to leave nothing behind.
    case stopped(done: Int, stateKept: Bool)
    /// So many cells ran; the others are not to.
    case left(done: Int)
  }

  private let stretch: Stretch
  private let unit: CompiledUnit
  private let cells: [PlannedCell]
  private let worker: Worker

  /// The place in the unit of the cell that runs.
  private var place = -1
  private var capture = Capture()
  private var began: ContinuousClock.Instant?
  private var live: Int32 = 0
  private var checkpoint: Int32 = 0
  /// Why the cell will die, as far as it is known before it does.
  private var cause: FailureCause?
  private var isDropped = false

  init(_ stretch: Stretch, _ unit: CompiledUnit, _ cells: [PlannedCell], in worker: Worker) {
    self.worker = worker
    self.stretch = stretch
    self.unit = unit
    self.cells = cells
  }

  private var cell: Cell { stretch.cells[cells[max(0, place)].part.cell]! }

  func run() throws(ExecutionError) -> Outcome {
    try stretch.session.linker.link(unit)
    let number = stretch.add(unit)
    // A program has no code of ours that would announce its cell.
    worker.load(unit, number: number, cell: cell.options.kind == .main ? cell.index : nil)
    while true {
      let event = worker.next(deadline: deadline)
      capture.print(worker.takePrinted())
      switch event {
      case .ready(let pid): live = pid
      case .began(_, let pid, let checkpoint):
        place += 1
        (live, self.checkpoint) = (pid, checkpoint)
        began = .now
        if cell.options.kind != .main {
          stretch.begin(
            cells[place], in: unit, count: place, live: pid, checkpoint: checkpoint)
        }
        stretch.session.report(.running(cell: cell.index))
        if let request = stretch.session.stop?.request { stop(by: request) }
      case .displayed(let display):
        capture.show(display)
        if capture.byteCount > stretch.session.configuration.outputLimit {
          stop(because: .output([]))
        } else {
          reportShown()
          worker.goOn()
        }
      case .printed: reportShown()
      case .stopAsked(let request): stop(by: request)
      case .advanced(let loops):
        stretch.session.report(.advanced(cell: cell.index, loops))
      case .ended:
        if askedToLocate != nil {
          // It was too late all the same.
          worker.kill(live)
        } else if cell.options.isolate || expectsFailure {
          isDropped = true
          worker.drop()
        } else {
          finishCell(leavesState: cells[place].leavesNames)
          guard stretch.session.stop?.request == nil else {
            worker.leaveUnit()
            return .left(done: place + 1)
          }
          worker.goOn()
        }
      case .unitEnded: return .finished
      case .loadFailed(let reason):
        place = 0
        stretch.session.finish(
          CellResult(
            cell: cell.index, status: .failed,
            diagnostics: [
              Diagnostic(
                .error, at: cell.location(line: 1, column: 1),
                "the cell cannot be loaded: \(reason)")
            ]))
        return .stopped(done: 0, stateKept: false)
      case .stopped(let message): cause = .misuse(message)
      case .trapped(let signal, let overflow, let frames):
        cause = .trap(signal: signal, overflow: overflow, message: cause?.misuse, frames)
      case .exited(let status, let frames): cause = .exit(status, frames)
      case .threw(let text, let frames): cause = .error(text, frames)
      case .printedTooMuch: stop(because: .output([]))
      case .crowded(let limit): cause = .processes(limit: limit)
      case .timedOut: stop(because: .timeout([]))
      case .located(let frames):
        switch cause {
        case .output: cause = .output(frames)
        case .interruption: cause = .interruption(frames)
        default: cause = .timeout(frames)
        }
        worker.kill(live)
      case .died(let pid, let status) where pid == live: return try fail(status)
      case .died(let pid, _): stretch.lose(checkpoint: pid)
      case .lost:
        guard place >= 0 else { throw .fault("the worker ended unexpectedly") }
        try finishFailed(because: .lost)
        return .stopped(done: place, stateKept: false)
      }
    }
  }

  private var timeout: Duration {
    cell.options.timeout ?? stretch.session.notebook.frontMatter.timeout
  }

  private var deadline: ContinuousClock.Instant? {
    if let askedToLocate { return askedToLocate + .milliseconds(500) }
    return began.map { $0 + timeout }
  }

  private var askedToLocate: ContinuousClock.Instant?

  private func stop(by request: StopSignal.Request) {
    // What has not begun is stopped when it does.
    guard place >= 0 else { return }
    switch request {
    case .behindCell: break
    case .dropped:
      cause = .replacement
      worker.kill(live)
    case .interrupted: stop(because: .interruption([]))
    }
  }

  private func reportShown() {
    guard stretch.session.configuration.streams, capture.byteCount < UnitRun.streamLimit else {
      return
    }
    let (output, assets) = capture.output(for: cell, names: stretch.session.assetNames)
    stretch.session.report(.showing(cell: cell.index, output, assets))
  }

  /// More than a reader can follow is shown at the end only.
  private static let streamLimit = 1 << 20

  /// First asks where the cell is; if there is no answer it is killed without.
  private func stop(because cause: FailureCause) {
    if askedToLocate == nil {
      askedToLocate = .now
      self.cause = cause
      worker.locate(live)
    } else {
      worker.kill(live)
      began = nil
      askedToLocate = nil
    }
  }

  private var expectsFailure: Bool {
    switch cell.options.kind {
    case .crash, .throws: true
    default: false
    }
  }

  /// - Parameter leavesState: whether later cells see what it did
  private func finishCell(leavesState: Bool = false) {
    var result = CellResult(cell: cell.index, status: .succeeded)
    (result.output, result.assets) = capture.output(
      for: cell, names: stretch.session.assetNames)
    result.runTime = began.map { .now - $0 } ?? .zero
    result.diagnostics = warnings
    began = nil
    // What is printed from here on is the next cell's.
    capture = Capture()
    stretch.finish(result, leavesState: leavesState)
  }

  private func finishFailed(because cause: FailureCause) throws(ExecutionError) {
    let failure = Failure(cause: cause, cell: cell, unit: unit, capture: capture)
    var result = try failure.result(
      symbolizer: stretch.session.symbolizer, units: stretch.units, timeout: timeout,
      outputLimit: stretch.session.configuration.outputLimit)
    result.runTime = began.map { .now - $0 } ?? .zero
    result.diagnostics = warnings + result.diagnostics
    stretch.finish(result)
  }

  private var warnings: [Diagnostic] {
    unit.warnings.filter { cell.fence.contains($0.location.line) }
  }

  /// The live process is dead: what its cell gets for it, and whether the state before is back.
  private func fail(_ status: Int32) throws(ExecutionError) -> Outcome {
    capture.print(worker.takePrinted())
    if place < 0 { throw .fault("the worker died before it ran a cell") }
    if isDropped && !expectsFailure {
      finishCell()
    } else if cell.options.kind == .main, case .exit(0, _)? = cause {
      // How an asynchronous program ends.
      finishCell()
      return .finished
    } else if case .replacement? = cause {
      // Nobody wants to know.
    } else {
      try finishFailed(because: isDropped ? .success : cause ?? .death(status: status))
    }
    guard checkpoint > 0, worker.takeOver(checkpoint) else {
      return .stopped(done: place, stateKept: false)
    }
    stretch.takeOver(checkpoint)
    return .stopped(done: place, stateKept: true)
  }
}
