import Execution
import Notebooks

/// The names whose use may print: a recorded text does not say which of it is the value of the last
/// expression.
struct PrintingNames {
  private var names: Set<String> = [
    "print", "debugPrint", "dump", "display", "fputs", "puts", "printf", "vprintf", "putchar",
    "write", "standardOutput", "standardError",
  ]

  /// Whether the output of the cell is the value of its last expression and nothing else; what it
  /// declares is taken note of.
  mutating func isQuiet(_ cell: Cell) -> Bool {
    guard cell.options.kind == .run else { return false }
    let analysis = CellAnalysis(cell.code)
    guard names.isDisjoint(with: analysis.mentioned) else {
      names.formUnion(analysis.declared)
      names.formUnion(analysis.members.map(\.name))
      return false
    }
    return analysis.shown != nil
  }
}
