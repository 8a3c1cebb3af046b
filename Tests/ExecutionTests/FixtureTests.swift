import Testing

@Suite struct FixtureTests {
  @Test(
    "Compiled as units and cell by cell, a notebook gives the same record and the same reports",
    arguments: Fixture.all)
  func run(fixture: Fixture) throws {
    for singly in [false, true] {
      let folder = try Workplace(copying: fixture.folder)
      let executed = try Executed(try fixture.notebook, in: folder, singly: singly)
      let how = singly ? "cell by cell" : "as units"
      #expect(executed.notebook.diagnostics == [])
      try fixture.expect(try executed.recording, equal: "expected.md", how)
      try fixture.expect(Array(executed.report.utf8), equal: "expected.txt", how)
    }
  }
}
