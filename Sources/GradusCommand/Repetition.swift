import Execution
import Notebooks
import Regression

/// A notebook run again under other conditions, to find the outputs that depend on them.
struct Repetition {
  private let file: NotebookSearch.Found
  private let first: NotebookRun
  private let surroundings: Surroundings
  private let rules: (Cell) -> ComparisonRules

  /// - Parameter first: the run to compare with
  init(
    _ file: NotebookSearch.Found, first: NotebookRun, in surroundings: Surroundings,
    rules: @escaping (Cell) -> ComparisonRules
  ) {
    self.file = file
    self.first = first
    self.surroundings = surroundings
    self.rules = rules
  }

  /// The outputs that move, by the index of their cell.
  ///
  /// All circumstances change in every repetition. Only when an output moves, the notebook runs once
  /// more for each circumstance, changed alone, which shows the one that moves it.
  func movements(repetitions: Int) -> [Int: Movement] {
    var others: [(Circumstance?, [Int: CellOutput])] = []
    for round in 1...repetitions {
      guard let outputs = outputs(under: conditions(Set(Circumstance.allCases), round)) else {
        continue
      }
      others.append((nil, outputs))
    }
    var moving = Set(others.flatMap { moved($0.1) })
    if moving.isEmpty { return [:] }
    for circumstance in Circumstance.allCases {
      guard let outputs = outputs(under: conditions([circumstance], 1)) else { continue }
      others.append((circumstance, outputs))
      moving.formUnion(moved(outputs))
    }
    var movements: [Int: Movement] = [:]
    for index in moving {
      let cell = first.notebook.cells[index]
      movements[index] = Movement(
        cell, first: first.outputs[index] ?? CellOutput(),
        others: others.map { Movement.Run($1[index] ?? CellOutput(), changing: $0) },
        rules: rules(cell), above: first.notebook.cells[..<index])
    }
    return movements
  }

  private func moved(_ outputs: [Int: CellOutput]) -> [Int] {
    first.outputs.keys.filter { index in
      let cell = first.notebook.cells[index]
      return Movement.differs(
        first.outputs[index] ?? CellOutput(), outputs[index] ?? CellOutput(), cell, rules(cell))
    }
  }

  /// What the cells show in another run; in place of the output of a cell that fails stands why.
  private func outputs(under conditions: Conditions) -> [Int: CellOutput]? {
    let outcome = NotebookRun.run(
      file, in: surroundings, conditions: conditions, isRepetition: true)
    guard case .ran(let run) = outcome else { return nil }
    var outputs = run.outputs
    for result in run.results where !result.isSuccess {
      outputs[result.cell] = CellOutput(
        text: result.output.text, error: result.diagnostics.map { $0.message + "\n" }.joined())
    }
    return outputs
  }

  private func conditions(_ changed: Set<Circumstance>, _ round: Int) -> Conditions {
    var conditions = Conditions()
    let settings = first.notebook.frontMatter
    let number = UInt64(round)
    if changed.contains(.hashing) { conditions.hashSeed = 0x9E37_79B9_7F4A_7C15 &* number }
    if changed.contains(.randomness), !settings.statesSeed {
      conditions.seed = settings.seed &+ 7919 * number
    }
    // Another year, month, weekday, hour, minute and second.
    if changed.contains(.clock) { conditions.clockOffset = 34_567_890 * round }
    if changed.contains(.cores) { conditions.hasOneCore = true }
    return conditions
  }
}
