import Fixtures
import Foundation
import Notebooks
import Regression
import Testing

@Suite struct FixtureTests {
  @Test(
    "A changed notebook gives the expected verdict, report and promoted record",
    arguments: Fixture.all())
  func check(fixture: Fixture) throws {
    let recorded = try fixture.notebook("recorded.md")
    let changed = try fixture.notebook("changed.md")
    try #require(recorded.diagnostics == [] && changed.diagnostics == [])
    try #require(recorded.cells.count == changed.cells.count)

    let comparisons = comparisons(recorded, changed, fixture)
    let drifts = comparisons.compactMap(\.drift)
    let report = NotebookReport(
      path: recorded.path, source: recorded.source,
      cells: comparisons.map { comparison in
        CellReport(comparison.cell, comparison.drift.map { .differs($0) } ?? .agrees)
      })
    let verdict = drifts.isEmpty ? "agrees\n" : "differs\n"
    let text = verdict + TerminalReport(color: false).problems(report)
    try fixture.expect(Array(text.utf8), equal: fixture.file("expected.txt"))

    // What is promoted agrees, and is promoted to itself.
    let promoted = try recorded.recording(
      Dictionary(uniqueKeysWithValues: drifts.map { ($0.cell.index, $0.promoted) }))
    try fixture.expect(
      promoted == recorded.bytes ? nil : promoted, equal: fixture.file("promoted.md"))
    let next = Notebook(path: recorded.path, bytes: promoted)
    let again = self.comparisons(next, changed, fixture)
    #expect(again.allSatisfy { $0.drift == nil })
    let outputs = Dictionary(
      uniqueKeysWithValues: again.filter { !$0.cell.recorded.isEmpty }
        .map { ($0.cell.index, $0.promoted) })
    #expect(try next.recording(outputs) == promoted)
  }

  private func comparisons(
    _ recorded: Notebook, _ changed: Notebook, _ fixture: Fixture
  ) -> [Comparison] {
    zip(recorded.cells, changed.cells).map { cell, shown in
      Comparison(
        cell, captured: shown.recorded,
        rules: ComparisonRules(
          cell, recorded.frontMatter, comparesWholeDiagnostics: fixture.isStrict),
        isStrict: recorded.recordsOutputs)
    }
  }

  @Test("Verdicts are of both kinds for each rule")
  func bothWays() throws {
    #expect(Fixture.all().count >= 60)
    let verdicts = try Dictionary(grouping: Fixture.all()) { fixture in
      String(fixture.testDescription.prefix { $0 != "-" })
    }.mapValues { fixtures in
      try Set(
        fixtures.map { fixture in
          try String(contentsOf: fixture.file("expected.txt"), encoding: .utf8)
            .hasPrefix("agrees")
        })
    }
    for rule in [
      "exact", "tolerance", "ellipsis", "filter", "unordered", "tensor", "lax", "rich", "error",
      "crash", "throws",
    ] {
      #expect(verdicts[rule] == [true, false], "\(rule)")
    }
  }
}
