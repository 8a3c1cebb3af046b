import Diagnostics
import Notebooks

/// The cells from one `reset` to the next, in worker processes of their own.
final class Stretch {
  let session: Session
  let cells: [Int: Cell]
  let planned: [PlannedCell]
  private(set) var units: [Int: CompiledUnit] = [:]
  private let worker: Worker
  private var state: Builder.State
  private var builder: Builder
  private var trail: Trail
  /// The places that the live process is the state before; `nil` when there is none.
  private var present: ClosedRange<Int>? = 0...0
  /// The live process, as soon as it has said so.
  private var live: Int32 = 0
  /// Why the cells that are left are not run.
  private var end: String?

  /// A stretch that begins in a fresh process.
  init(_ session: Session, _ cells: ArraySlice<Cell>) throws(ExecutionError) {
    self.session = session
    self.cells = Dictionary(uniqueKeysWithValues: cells.map { ($0.index, $0) })
    // The worker loads the runtime while the cells are parsed.
    worker = try session.worker()
    planned = PlannedCell.all(cells, of: session.notebook)
    state = session.start
    trail = Trail(limit: session.configuration.keptStates)
    builder = Builder(
      session.compiler, planned[...], from: state, singly: session.configuration.singly)
    finishSkipped(cells)
  }

  /// A stretch that goes on where an older version of it has been; nothing of that one is used any
  /// more.
  ///
  /// - Parameters:
  ///   - session: knows the results of the cells above
  ///   - first: the first cell that is to run; those above are what they were
  init(
    _ session: Session, _ cells: ArraySlice<Cell>, after old: Stretch, from first: Int
  ) throws(ExecutionError) {
    self.session = session
    self.cells = Dictionary(uniqueKeysWithValues: cells.map { ($0.index, $0) })
    let planned = PlannedCell.all(cells, of: session.notebook, parsed: old.planned)
    self.planned = planned
    let place = planned.count { $0.part.cell < first }
    var places = 0...0
    state = session.start
    trail = old.trail
    if let present = old.present, present.lowerBound <= place {
      (worker, live) = (old.worker, old.live)
      places = present
      state.chain = old.state.chain
    } else if let begin = trail.state(before: place), old.goBack(to: begin, &trail) {
      (worker, live) = (old.worker, begin.process)
      places = begin.places
      state.chain = begin.chain
      if let (unit, count) = begin.begun {
        state.chain = try session.compiler.chain(begin.chain, with: unit, count: count)
      }
    } else {
      worker = try session.worker()
      trail = Trail(limit: session.configuration.keptStates)
    }
    let start = min(place, places.upperBound)
    present = places.lowerBound...start
    units = old.units.mapValues { $0.moved(to: planned) }
    state.chain.forgetOwed()
    for (place, cell) in planned[..<start].enumerated() {
      let culprit: Int
      switch session.results[cell.part.cell]?.status {
      case .failed: culprit = cell.part.cell
      case .blocked(let other): culprit = other
      default:
        state.absent.remove(cell)
        continue
      }
      state.absent.add(cell, culprit: culprit)
      if place >= places.lowerBound { state.chain.owe(session.compiler.imports(of: cell)) }
    }
    builder = Builder(
      session.compiler, planned[start...], from: state, singly: session.configuration.singly,
      startsAlone: true)
    finishSkipped(cells.filter { $0.index >= first })
  }

  /// The cells that are going to run, before they do.
  var queued: [Int] {
    planned[(present?.upperBound ?? 0)...].map(\.part.cell)
  }

  private func finishSkipped(_ cells: some Sequence<Cell>) {
    for cell in cells where cell.options.kind == .skip {
      session.finish(CellResult(cell: cell.index, status: .skipped))
    }
  }

  func run() throws(ExecutionError) {
    while let step = builder.next(), session.stop?.request == nil {
      switch step {
      case .fault(let error): throw error
      case .blocked(let cell, let culprit):
        lose(planned(cell), culprit: culprit)
        finish(CellResult(cell: cell, status: .blocked(by: culprit)))
      case .failed(let cell, let diagnostics, let time):
        session.add(compileTime: time, for: [cell])
        finish(compilationResult(cell, failure: diagnostics))
        lose(planned(cell), culprit: cell)
      case .compiled(let unit, let cells, let time):
        session.add(compileTime: time, for: cells.map(\.part.cell))
        if end == nil { try run(unit, cells) }
        if let end { finishRest(because: end, of: cells) }
      }
    }
    guard let request = session.stop?.request else { return }
    builder.cancel()
    if request == .interrupted { finishRest(because: "the run was interrupted") }
  }

  /// The cells that have no result yet are not run.
  private func finishRest(because reason: String, of cells: [PlannedCell]? = nil) {
    for cell in cells ?? planned where session.results[cell.part.cell] == nil {
      session.finish(CellResult(cell: cell.part.cell, status: .notRun(reason: reason)))
    }
  }

  private func place(_ cell: Int) -> Int { planned.firstIndex { $0.part.cell == cell }! }
  private func planned(_ cell: Int) -> PlannedCell { planned[place(cell)] }

  /// Notes what a cell that is not run to its end should have made. Its imports it makes all the same.
  private func lose(_ cell: PlannedCell, culprit: Int) {
    state.absent.add(cell, culprit: culprit)
    state.chain.owe(session.compiler.imports(of: cell))
  }

  // MARK: Running

  private func run(_ unit: CompiledUnit, _ cells: [PlannedCell]) throws(ExecutionError) {
    let cell = self.cells[cells[0].part.cell]!
    switch cell.options.kind {
    case .compileOnly:
      finish(CellResult(cell: cell.index, status: .succeeded, diagnostics: unit.warnings))
      return
    case .error:
      finish(
        CellResult(
          cell: cell.index, status: .failed,
          diagnostics: [ExpectedFailure.absent(cell, what: "compiles")]))
      return
    case .main:
      _ = try UnitRun(self, unit, cells, in: try session.worker()).run()
      return
    default: break
    }
    try session.linker.link(unit)
    switch try UnitRun(self, unit, cells, in: worker).run() {
    case .finished:
      for cell in cells { state.absent.remove(cell) }
      if cells[0].leavesNames { state.chain = state.chain.appending(unit.link, unit.source.parts) }
    case .left(let done): try settle(unit, cells[..<done])
    case .stopped(let done, let stateKept):
      let failed = cells[done]
      guard stateKept else {
        present = nil
        end = "the state before cell \(failed.part.cell + 1) could not be kept"
        return
      }
      // A cell that leaves no names behind takes nothing away when it fails or is dropped.
      guard failed.leavesNames else { return }
      try settle(unit, cells[..<done])
      if session.results[failed.part.cell]?.isSuccess != true {
        lose(failed, culprit: failed.part.cell)
      }
      builder = Builder(
        session.compiler, planned[(place(failed.part.cell) + 1)...], from: state,
        singly: session.configuration.singly)
    }
  }

  /// Goes on from what did run of a unit: what follows has to be compiled against that.
  private func settle(_ unit: CompiledUnit, _ done: ArraySlice<PlannedCell>)
    throws(ExecutionError)
  {
    builder.cancel()
    for cell in done { state.absent.remove(cell) }
    state.chain = try session.compiler.chain(state.chain, with: unit, count: done.count)
  }

  // MARK: States

  /// - Returns: the unit's number
  func add(_ unit: CompiledUnit) -> Int {
    units[units.count] = unit
    return units.count - 1
  }

  /// A cell of a unit begins.
  ///
  /// - Parameters:
  ///   - checkpoint: the process that keeps the state before it, if it could be kept
  ///   - count: how many cells of the unit are done
  func begin(_ cell: PlannedCell, in unit: CompiledUnit, count: Int, live: Int32, checkpoint: Int32)
  {
    let place = place(cell.part.cell)
    self.live = live
    guard checkpoint > 0 else { return }
    let state = Trail.State(
      places: (present?.lowerBound ?? place)...place, process: checkpoint, chain: state.chain,
      begun: count > 0 ? (unit, count) : nil)
    if let old = trail.append(state) { worker.kill(old) }
    if session.configuration.keptStates > 1, Memory.isScarce {
      for process in trail.halve() { worker.kill(process) }
    }
  }

  /// A cell has its result.
  ///
  /// - Parameter leavesState: whether later cells see what it did
  func finish(_ result: CellResult, leavesState: Bool = false) {
    if let present {
      let next = place(result.cell) + 1
      self.present = (leavesState ? next : present.lowerBound)...next
    }
    session.finish(result)
  }

  /// The process of a checkpoint has ended.
  func lose(checkpoint: Int32) { trail.remove(process: checkpoint) }

  /// A checkpoint has become the live process.
  func takeOver(_ checkpoint: Int32) {
    trail.remove(process: checkpoint)
    live = checkpoint
  }

  private func goBack(to state: Trail.State, _ trail: inout Trail) -> Bool {
    for process in trail.removeAll(behind: state) { worker.kill(process) }
    trail.remove(process: state.process)
    return worker.goBack(to: state.process, from: present == nil ? nil : live)
  }

  // MARK: Results of compiling

  private func compilationResult(_ index: Int, failure: [Diagnostic]) -> CellResult {
    let cell = cells[index]!
    guard case .error(let pattern) = cell.options.kind else {
      return CellResult(cell: index, status: .failed, diagnostics: failure)
    }
    let text = ExpectedFailure.text(of: failure, in: cell)
    var result = CellResult(cell: index, status: .succeeded)
    result.output.error = text
    if let pattern, !pattern.isFound(in: text) {
      result.status = .failed
      result.diagnostics =
        [ExpectedFailure.mismatch(cell, pattern: pattern)] + failure
    }
    return result
  }
}
