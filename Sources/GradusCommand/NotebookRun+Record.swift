import Execution
import Notebooks
import Regression

extension NotebookRun {
  /// What is to be recorded of this run, by cell; the others keep what they have.
  ///
  /// - Parameters:
  ///   - isStrict: whether all of a compiler diagnostic counts
  ///   - refreshesSamples: whether a cell that does not repeat gets a new sample
  func recorded(isStrict: Bool, refreshesSamples: Bool) -> [Int: CellOutput] {
    var recorded: [Int: CellOutput] = [:]
    for (index, output) in outputs where recordsAnew(index, refreshesSamples: refreshesSamples) {
      recorded[index] = promoted(index, output, isStrict: isStrict)
    }
    return recorded
  }

  /// Whether a cell's output is recorded: not where the notebook leaves outputs out, nor of a cell
  /// that does not repeat, whose record is a sample and as good as another.
  private func recordsAnew(_ index: Int, refreshesSamples: Bool) -> Bool {
    let cell = notebook.cells[index]
    if cell.recorded.isEmpty { return notebook.frontMatter.outputs != .lax }
    return refreshesSamples || !cell.options.nondeterministic
  }

  /// What is recorded: what a cell shows, but what agrees with the record stays as it is written.
  private func promoted(_ index: Int, _ captured: CellOutput, isStrict: Bool) -> CellOutput {
    let cell = notebook.cells[index]
    if cell.options.nondeterministic { return captured }
    let rules = rules(cell, isStrict: isStrict)
    return Comparison(cell, captured: captured, rules: rules, isStrict: true).promoted
  }
}
