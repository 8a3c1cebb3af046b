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
  private let startsAlone: Bool
  private let isCancelled = Atomic<Bool>(false)
  private let steps = Mutex<[Step?]>([])
  private let available = DispatchSemaphore(value: 0)
  private let finished = DispatchGroup()

  /// - Parameters:
  ///   - cells: those that are still to be compiled
  ///   - singly: whether every cell is a unit of its own
  ///   - startsAlone: whether the first one is, so that it can run before the others compile
  init(
    _ compiler: Compiler, _ cells: ArraySlice<PlannedCell>, from state: State, singly: Bool,
    startsAlone: Bool = false
  ) {
    self.compiler = compiler
    self.cells = cells
    self.singly = singly
    self.startsAlone = startsAlone
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

  /// Cells that compile together, on their way.
  private struct Unit {
    let cells: ArraySlice<PlannedCell>
    let start = ContinuousClock.now
    let compilation: Compilation
  }

  private func build(_ start: State) throws(ExecutionError) {
    var state = start
    var rest = cells
    // So many cells compile each by itself, to show which of a unit's does not.
    var alone = startsAlone ? 1 : 0
    // The unit before: its interface is there, its code perhaps not yet.
    var last: (unit: Unit, before: State)?
    // Whether it came out well; if not, nothing that was begun behind it counts.
    func settle() throws(ExecutionError) -> Bool {
      guard let (unit, before) = last else { return true }
      last = nil
      switch try unit.compilation.outcome() {
      case .compiled(let compiled):
        add(.compiled(compiled, Array(unit.cells), time: .now - unit.start))
        return true
      case .failed(let diagnostics):
        state = before
        rest = cells[unit.cells.startIndex...]
        fail(unit, diagnostics)
        return false
      }
    }
    func fail(_ unit: Unit, _ diagnostics: [Diagnostic]) {
      guard unit.cells.count == 1, let cell = unit.cells.first else {
        alone = unit.cells.count
        return
      }
      state.absent.add(cell, culprit: cell.part.cell)
      state.chain.owe(compiler.imports(of: cell))
      add(.failed(cell: cell.part.cell, diagnostics, time: .now - unit.start))
      rest = rest.dropFirst()
    }
    while !isCancelled.load(ordering: .relaxed) {
      guard let first = rest.first else {
        if try settle() { return }
        continue
      }
      if let culprit = state.absent.culprit(for: first) {
        guard try settle() else { continue }
        state.absent.add(first, culprit: culprit)
        state.chain.owe(compiler.imports(of: first))
        add(.blocked(cell: first.part.cell, by: culprit))
        rest = rest.dropFirst()
        alone = max(0, alone - 1)
        continue
      }
      let (cells, order) = next(rest, state, alone: singly || alone > 0)
      let unit = Unit(
        cells: cells, compilation: try Compilation(order, compiler))
      if unit.compilation.isRunning, rest.count > cells.count { try compiler.frontends.prepare() }
      guard try settle() else { continue }
      alone = max(0, alone - 1)
      let before = state
      if let link = try unit.compilation.link() {
        last = (unit, before)
        for cell in cells { state.absent.remove(cell) }
        if first.leavesNames { state.chain = state.chain.appending(link, order.unit.parts) }
        rest = rest.dropFirst(cells.count)
      } else if case .failed(let diagnostics) = try unit.compilation.outcome() {
        fail(unit, diagnostics)
      }
    }
  }

  /// The cells to compile together: those of a unit in the cache rather than a longer one, so that
  /// a cell that is new behind them costs one cell.
  private func next(_ rest: ArraySlice<PlannedCell>, _ state: State, alone: Bool)
    -> (ArraySlice<PlannedCell>, Compiler.Order)
  {
    // A unit must not hold a cell that is blocked.
    let free = rest.prefix { state.absent.culprit(for: $0) == nil }
    let whole =
      alone ? free.prefix(1) : Planner.unit(free, imported: state.chain.imported)
    func order(_ cells: ArraySlice<PlannedCell>) -> Compiler.Order {
      compiler.order(
        UnitSource(cells, file: compiler.fileName, behind: state.chain),
        options: whole[whole.startIndex].options)
    }
    func isCached(_ order: Compiler.Order) -> Bool {
      compiler.cache.entry(recipe: order.recipe) != nil
    }
    let longest = order(whole)
    if isCached(longest) { return (whole, longest) }
    for count in stride(from: whole.count - 1, to: 0, by: -1) {
      let shorter = order(whole.prefix(count))
      if isCached(shorter) { return (whole.prefix(count), shorter) }
    }
    return (whole, longest)
  }
}
