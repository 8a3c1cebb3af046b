import Fixtures
import Testing

/// A folder with a notebook and what running it must give: `expected.md` is the notebook as recorded,
/// `expected.txt` what is reported, if anything is.
@Suite struct FixtureTests {
  @Test(
    "Compiled as units and cell by cell, a notebook gives the same record and the same reports",
    arguments: Fixture.all())
  func run(fixture: Fixture) throws {
    for singly in [false, true] {
      let folder = try Workplace(copying: fixture.url)
      let executed = try Executed(try fixture.bytes("input.md"), in: folder, singly: singly)
      let how = singly ? "cell by cell" : "as units"
      #expect(executed.notebook.diagnostics == [])
      try fixture.expect(try executed.recording, equal: fixture.file("expected.md"), how)
      let report = Array(executed.report.utf8)
      try fixture.expect(report.isEmpty ? nil : report, equal: fixture.file("expected.txt"), how)
    }
  }
}
