import Diagnostics
import Notebooks

/// The cells from one `reset` to the next, in worker processes of their own.
final class Stretch {
  let session: Session
  let cells: [Int: Cell]
  let planned: [PlannedCell]
  private let worker: Worker
  var state: Builder.State
  private var builder: Builder
  /// Why the cells that are left are not run.
  private var end: String?

  init(_ session: Session, _ cells: ArraySlice<Cell>) throws(ExecutionError) {
    self.session = session
    self.cells = Dictionary(uniqueKeysWithValues: cells.map { ($0.index, $0) })
    let showsLines = session.notebook.cells.contains { $0.code.contains("#line") }
    planned = cells.filter { $0.options.kind != .skip }.map {
      PlannedCell(
        $0, frontMatter: session.notebook.frontMatter, showsLines: showsLines,
        isRecorded: session.notebook.recordsOutputs)
    }
    for cell in cells where cell.options.kind == .skip {
      session.finish(CellResult(cell: cell.index, status: .skipped))
    }
    worker = try session.worker()
    state = Builder.State(
      chain: Chain(
        imports: session.notebook.frontMatter.imports + session.configuration.packages.imports,
        packages: session.configuration.packages))
    builder = Builder(
      session.compiler, planned[...], from: state, singly: session.configuration.singly)
  }

  func run() throws(ExecutionError) {
    while let step = builder.next() {
      switch step {
      case .fault(let error): throw error
      case .blocked(let cell, let culprit):
        lose(planned(cell), culprit: culprit)
        session.finish(CellResult(cell: cell, status: .blocked(by: culprit)))
      case .failed(let cell, let diagnostics, let time):
        session.add(compileTime: time, for: [cell])
        session.finish(compilationResult(cell, failure: diagnostics))
        lose(planned(cell), culprit: cell)
      case .compiled(let unit, let cells, let time):
        session.add(compileTime: time, for: cells.map(\.part.cell))
        if let end {
          for cell in cells {
            session.finish(CellResult(cell: cell.part.cell, status: .notRun(reason: end)))
          }
        } else {
          try run(unit, cells)
        }
      }
    }
  }

  /// Notes what a cell that is not run to its end should have made. Its imports it makes all the same.
  private func lose(_ cell: PlannedCell, culprit: Int) {
    state.absent.add(cell, culprit: culprit)
    state.chain.owe(session.compiler.imports(of: cell))
  }

  private func planned(_ cell: Int) -> PlannedCell { planned.first { $0.part.cell == cell }! }

  private func run(_ unit: CompiledUnit, _ cells: [PlannedCell]) throws(ExecutionError) {
    let cell = self.cells[cells[0].part.cell]!
    switch cell.options.kind {
    case .compileOnly:
      session.finish(CellResult(cell: cell.index, status: .succeeded, diagnostics: unit.warnings))
      return
    case .error:
      session.finish(
        CellResult(
          cell: cell.index, status: .failed,
          diagnostics: [ExpectedFailure.absent(cell, what: "compiles")]))
      return
    case .main:
      _ = try UnitRun(self, unit, cells, in: try session.worker()).run()
      return
    default: break
    }
    let run = UnitRun(self, unit, cells, in: worker)
    switch try run.run() {
    case .finished:
      for cell in cells { state.absent.remove(cell) }
      if cells[0].leavesNames { state.chain = state.chain.appending(unit.link, unit.source.parts) }
    case .stopped(let done, let stateKept):
      let failed = cells[done]
      guard stateKept else {
        end = "the state before cell \(failed.part.cell + 1) could not be kept"
        for cell in cells[(done + 1)...] {
          session.finish(CellResult(cell: cell.part.cell, status: .notRun(reason: end!)))
        }
        return
      }
      try goOn(behind: failed, done: cells[..<done], unit)
    }
  }

  /// Compiles what is left against what did run.
  private func goOn(behind failed: PlannedCell, done: ArraySlice<PlannedCell>, _ unit: CompiledUnit)
    throws(ExecutionError)
  {
    let rest = planned[(planned.firstIndex { $0.part.cell == failed.part.cell }! + 1)...]
    for cell in done { state.absent.remove(cell) }
    // A cell that leaves no names behind takes nothing away when it fails or is dropped.
    guard failed.leavesNames else { return }
    builder.cancel()
    if !done.isEmpty {
      state.chain = state.chain.appending(
        try session.compiler.prefix(of: unit, count: done.count), unit.source.parts[..<done.count])
    }
    if session.results[failed.part.cell]?.isSuccess != true {
      lose(failed, culprit: failed.part.cell)
    }
    builder = Builder(
      session.compiler, rest, from: state, singly: session.configuration.singly)
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

extension PlannedCell {
  /// - Parameter isRecorded: whether the notebook's outputs are recorded
  package init(
    _ cell: Cell, frontMatter: FrontMatter, showsLines: Bool, isRecorded: Bool = true
  ) {
    let analysis = CellAnalysis(cell.code)
    part = UnitSource.Part(
      cell: cell.index, code: cell.code, line: cell.line, analysis: analysis,
      showsLines: showsLines)
    options = Compiler.Options(
      optimizes: cell.options.optimize || frontMatter.optimize,
      languageMode: frontMatter.languageMode.rawValue,
      isProgram: cell.options.kind == .main
        || cell.options.kind == .compileOnly && analysis.mainAttribute != nil)
    let isPlain = cell.options.kind == .run && !cell.options.isolate
    joinsUnits = isPlain && !analysis.isBroken
    leavesNames = isPlain
    isSketch = !isRecorded && (analysis.isBroken || Fragment(written: cell.code) != nil)
  }
}
