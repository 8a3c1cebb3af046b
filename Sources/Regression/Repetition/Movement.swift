import Diagnostics
import Notebooks

/// An output that is not the same in every run, why, and what to do about it.
package struct Movement: Sendable {
  /// What one or more lines of the output move by.
  package struct Finding: Hashable, Sendable {
    package let source: InstabilitySource
    package let cure: Cure
  }

  /// What a cell showed in another run.
  package struct Run: Sendable {
    /// What alone was set differently; `nil` where everything was.
    package let circumstance: Circumstance?
    package let output: CellOutput

    package init(_ output: CellOutput, changing circumstance: Circumstance?) {
      self.output = output
      self.circumstance = circumstance
    }
  }

  package let cell: Cell
  /// Without repetition, in the order of the lines.
  package let findings: [Finding]
  /// The output of the first run and one of the others.
  package let difference: UnifiedDiff

  /// Whether a cell shows in another run what it did not show in the first; one that is marked
  /// `nondeterministic` may.
  package static func differs(
    _ first: CellOutput, _ other: CellOutput, _ cell: Cell, _ rules: ComparisonRules
  ) -> Bool {
    if cell.options.nondeterministic { return false }
    return part(first, other, rules) != nil
  }

  private static func part(
    _ first: CellOutput, _ other: CellOutput, _ rules: ComparisonRules
  ) -> CellOutput.Part? {
    CellOutput.Part.allCases.first { part in
      !((try? TextComparison(first[part], other[part], rules.withoutEllipses).agrees) ?? false)
    }
  }

  /// - Parameters:
  ///   - first: what the cell showed in the first run
  ///   - others: what it showed in the others
  ///   - above: the cells above, in order
  package init?(
    _ cell: Cell, first: CellOutput, others: [Run], rules: ComparisonRules,
    above: ArraySlice<Cell>
  ) {
    guard let other = others.first(where: { Movement.part(first, $0.output, rules) != nil }),
      let part = Movement.part(first, other.output, rules)
    else { return nil }
    self.cell = cell
    let old = CellOutput.normalized((first[part] ?? "").utf8)
    let runs = others.map {
      (circumstance: $0.circumstance, text: CellOutput.normalized(($0.output[part] ?? "").utf8))
    }
    difference = UnifiedDiff(
      from: Movement.withoutEnd(old),
      to: Movement.withoutEnd(CellOutput.normalized((other.output[part] ?? "").utf8)))
    let code = [cell.code] + above.reversed().map(\.code)

    func finding(_ old: String, _ runs: [(circumstance: Circumstance?, text: String)]) -> Finding {
      let causes = Set(runs.filter { $0.text != old }.compactMap(\.circumstance))
      let source = InstabilitySource(
        causes: causes, evidence: Movement.evidence(old, runs.map(\.text)),
        code: Movement.lines(of: cell.code, printing: old) + code)
      let cure = Cure(
        for: source, first: old, others: runs.map(\.text), rules: rules.withoutEllipses)
      return Finding(source: source, cure: cure)
    }
    var unordered = rules.withoutEllipses
    unordered.isUnordered = true
    let isOrder = runs.allSatisfy {
      (try? TextComparison(old, $0.text, unordered).agrees) ?? false
    }
    let lines = Movement.lines(of: old)
    let others = runs.map { Movement.lines(of: $0.text) }
    guard !isOrder, others.allSatisfy({ $0.count == lines.count }) else {
      findings = [finding(old, runs)]
      return
    }
    // One line may move by the clock and another by an address.
    var findings: [Finding] = []
    for (index, line) in lines.enumerated() {
      let moves = others.contains { other in
        line != other[index]
          && !((try? TextComparison(line, other[index], rules.withoutEllipses).agrees) ?? false)
      }
      guard moves else { continue }
      let found = finding(line, zip(runs, others).map { ($0.circumstance, $1[index]) })
      if !findings.contains(found) { findings.append(found) }
    }
    self.findings = findings
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { $0 + "\n" }
  }

  /// The lines of code that hold a word of the output: most likely they print it.
  private static func lines(of code: String, printing output: String) -> [String] {
    let words = output.split { !$0.isLetter }.filter { $0.count > 2 }
    return code.split(separator: "\n").map(String.init)
      .filter { line in words.contains { line.contains($0) } }
  }

  private static func withoutEnd(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// What only the other outputs have: what is the same in all, such as an address that stays, says
  /// nothing.
  private static func evidence(_ old: String, _ others: [String]) -> [String] {
    let known = Set(old.split { $0.isWhitespace })
    return others.flatMap { other -> [String] in
      let words = other.split { $0.isWhitespace }
      // With the word behind, which may be a unit.
      return words.indices.filter { !known.contains(words[$0]) }
        .map { words[$0..<min($0 + 2, words.count)].joined(separator: " ") }
    }
  }

  package var diagnostic: Diagnostic {
    let line = cell.recordedLine(.text).map { $0 - cell.line + 1 } ?? 1
    var sources: [String] = []
    for finding in findings where !sources.contains(finding.source.description) {
      sources.append(finding.source.description)
    }
    return Diagnostic(
      .error, at: cell.location(line: line, column: 1),
      "\(cell.title) shows something else in another run: \(sources.joined(separator: "; "))")
  }

  package var remarks: [String] {
    findings.map { "for \($0.source): \($0.cure)" }
  }
}

extension ComparisonRules {
  /// What a cell prints holds no ellipses that anybody wrote by hand.
  var withoutEllipses: ComparisonRules {
    var rules = self
    rules.allowsEllipses = false
    return rules
  }
}
