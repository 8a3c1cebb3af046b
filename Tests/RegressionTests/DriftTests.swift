import Notebooks
import Regression
import Testing

/// What is recorded behind a cell, what it shows, and whether that is a difference.
struct DriftCase: Sendable, CustomTestStringConvertible {
  let options: String
  let recorded: String?
  let captured: String?
  var isStrict = true
  let differs: Bool

  var testDescription: String { "\(options) \(recorded ?? "nil") \(captured ?? "nil") \(isStrict)" }

  init(
    _ recorded: String?, _ captured: String?, _ options: String = "", strict: Bool = true,
    differs: Bool
  ) {
    (self.recorded, self.captured, self.options) = (recorded, captured, options)
    (isStrict, self.differs) = (strict, differs)
  }

  func drift() throws -> Drift? {
    var text = "# Title\n\n```swift \(options)\n1\n```\n"
    if let recorded { text += "\n```output\n\(recorded)```\n" }
    let notebook = Notebook(path: "a.md", bytes: Array(text.utf8))
    try #require(notebook.diagnostics == [])
    let cell = notebook.cells[0]
    return Comparison(
      cell, captured: CellOutput(text: captured),
      rules: ComparisonRules(cell, notebook.frontMatter, comparesWholeDiagnostics: false),
      isStrict: isStrict
    ).drift
  }
}

@Suite struct DriftTests {
  @Test(
    "An output that is not the recorded one is a difference",
    arguments: [
      DriftCase("1\n", "1\n", differs: false), DriftCase("1\n", "2\n", differs: true),
      DriftCase("1\n", "1", differs: false), DriftCase("1\n", "1 \n", differs: false),
      DriftCase("1\n", nil, differs: true), DriftCase(nil, "1\n", differs: true),
      DriftCase(nil, nil, differs: false), DriftCase(nil, "1\n", strict: false, differs: false),
      DriftCase("1\n", "2\n", strict: false, differs: true),
      DriftCase("1\n", nil, strict: false, differs: true),
      DriftCase("1\n", "2\n", "nondeterministic", differs: false),
      DriftCase("1\n2\n", "2\n1\n", differs: true),
      DriftCase("1\n2\n", "2\n1\n", "unordered", differs: false),
      DriftCase("1\n2\n", "2\n2\n", "unordered", differs: true),
      DriftCase("red\n", "\u{1B}[31mred\u{1B}[0m\n", differs: false),
    ])
  func drift(drift: DriftCase) throws {
    #expect(try (drift.drift() != nil) == drift.differs)
  }

  @Test("It is located at the recorded output, and names the cell") func located() throws {
    let drift = try #require(try DriftCase("1\n", "2\n", "name=sum", differs: true).drift())
    #expect(drift.diagnostic.location.line == 8)
    #expect(
      drift.diagnostic.message == "the output of cell 1 'sum' differs from the recorded one")
    #expect(drift.difference.text == "@@ -1,1 +1,1 @@\n-1\n+2\n")
  }

  @Test("A new output is located at the cell, a missing one where it was") func oneSided() throws {
    let new = try #require(try DriftCase(nil, "2\n", differs: true).drift())
    #expect(new.diagnostic.message == "cell 1 shows an output that is not recorded")
    #expect(new.diagnostic.location.line == 4)
    let missing = try #require(try DriftCase("2\n", nil, differs: true).drift())
    #expect(missing.diagnostic.message == "cell 1 no longer shows the recorded output")
    #expect(missing.diagnostic.location.line == 8)
    #expect(missing.difference.text == "@@ -1,1 +1,1 @@\n-2\n+\n")
  }

  @Test("Errors and rich outputs count as well") func otherParts() throws {
    let text =
      "```swift crash\n1\n```\n\n```error\nboom\n```\n\n<!-- output -->\n| a |\n<!-- /output -->\n"
    let cell = Notebook(path: "a.md", bytes: Array(text.utf8)).cells[0]
    let same = CellOutput(error: "boom", rich: "| a |\n")
    func drift(_ output: CellOutput) -> Drift? {
      Comparison(cell, captured: output, rules: ComparisonRules(), isStrict: true).drift
    }
    #expect(drift(same) == nil)
    for other in [
      CellOutput(error: "bang", rich: "| a |\n"), CellOutput(error: "boom", rich: "| b |\n"),
    ] {
      #expect(drift(other) != nil)
    }
  }
}
