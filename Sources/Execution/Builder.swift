import Diagnostics
import Dispatch
import Synchronization

/// Compiles the cells of a notebook in order, ahead of the ones that run.
final class Builder: Sendable {
  enum Step: Sendable {
    case compiled(CompiledUnit, [PlannedCell], time: Duration)
    case failed(cell: Int, [Diagnostic], time: Duration)
    /// The cell uses what a failed cell should have made.
    case blocked(cell: Int, by: Int)
    case fault(ExecutionError)
  }

  /// Where a builder starts: what is compiled, and what is missing because cells failed.
  struct State: Sendable {
    var chain = Chain()
    var absent = AbsentNames()
  }

  private let compiler: Compiler
  private let cells: ArraySlice<PlannedCell>
  private let singly: Bool
  private let isCancelled = Atomic<Bool>(false)
  private let steps = Mutex<[Step?]>([])
  private let available = DispatchSemaphore(value: 0)
  private let finished = DispatchGroup()

  /// - Parameters:
  ///   - cells: those that are still to be compiled
  ///   - singly: whether every cell is a unit of its own
  init(_ compiler: Compiler, _ cells: ArraySlice<PlannedCell>, from state: State, singly: Bool) {
    self.compiler = compiler
    self.cells = cells
    self.singly = singly
    finished.enter()
    WaitingThread.start { [self] in
      do throws(ExecutionError) {
        try build(state)
      } catch {
        add(.fault(error))
      }
      add(nil)
      finished.leave()
    }
  }

  /// The next step, when it is done; `nil` after the last.
  func next() -> Step? {
    available.wait()
    return steps.withLock { $0.removeFirst() }
  }

  /// Stops after the unit that is being compiled, and waits for that.
  func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    finished.wait()
  }

  private func add(_ step: Step?) {
    steps.withLock { $0.append(step) }
    available.signal()
  }

  private func build(_ start: State) throws(ExecutionError) {
    var state = start
    var rest = cells
    while let first = rest.first, !isCancelled.load(ordering: .relaxed) {
      if block(first, &state) {
        rest.removeFirst()
        continue
      }
      // A unit must not hold a cell that is blocked.
      let free = rest.prefix { state.absent.culprit(for: $0) == nil }
      let unit = singly ? free.prefix(1) : unit(free, state.chain)
      if try build(unit, &state) {
        rest = rest.dropFirst(unit.count)
      } else {
        // One of them does not compile; each for itself shows which.
        for cell in unit where !isCancelled.load(ordering: .relaxed) {
          if !block(cell, &state) { _ = try build([cell], &state) }
        }
        rest = rest.dropFirst(unit.count)
      }
    }
  }

  /// The cells to compile together: those of a unit in the cache rather than a longer one, so that
  /// a cell that is new behind them costs one cell.
  private func unit(_ cells: ArraySlice<PlannedCell>, _ chain: Chain) -> ArraySlice<PlannedCell> {
    let whole = Planner.unit(cells, imported: chain.imported)
    for count in stride(from: whole.count, to: 0, by: -1) {
      let unit = whole.prefix(count)
      let options = whole[whole.startIndex].options
      if compiler.isCached(source(of: unit, chain), options: options) { return unit }
    }
    return whole
  }

  private func source(of unit: ArraySlice<PlannedCell>, _ chain: Chain) -> UnitSource {
    UnitSource(unit, file: compiler.fileName, behind: chain)
  }

  /// Whether the cell is not to be compiled because of one that failed.
  private func block(_ cell: PlannedCell, _ state: inout State) -> Bool {
    guard let culprit = state.absent.culprit(for: cell) else { return false }
    state.absent.add(cell, culprit: culprit)
    add(.blocked(cell: cell.part.cell, by: culprit))
    return true
  }

  /// - Returns: whether the unit is dealt with; a single cell always is
  private func build(_ unit: ArraySlice<PlannedCell>, _ state: inout State) throws(ExecutionError)
    -> Bool
  {
    guard let first = unit.first else { return true }
    let source = source(of: unit, state.chain)
    let start = ContinuousClock.now
    switch try compiler.compile(source, options: first.options) {
    case .compiled(let compiled):
      for cell in unit { state.absent.remove(cell) }
      if first.leavesNames {
        state.chain = state.chain.appending(compiled.link, source.parts)
      }
      add(.compiled(compiled, Array(unit), time: .now - start))
    case .failed(let diagnostics):
      guard unit.count == 1 else { return false }
      state.absent.add(first, culprit: first.part.cell)
      add(.failed(cell: first.part.cell, diagnostics, time: .now - start))
    }
    return true
  }
}
