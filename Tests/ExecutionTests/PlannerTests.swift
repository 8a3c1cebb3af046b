import Execution
import Notebooks
import Testing

/// Cells, and how many of them stand in one unit from the first on.
struct PlanCase: CustomTestStringConvertible, Sendable {
  let cells: [String]
  let count: Int
  var imported: Set<String> = []

  init(_ cells: String..., unit count: Int, imported: Set<String> = []) {
    self.cells = cells
    self.count = count
    self.imported = imported
  }

  var testDescription: String { cells.joined(separator: " | ") }

  /// The cells; a first line `// swift …` gives options.
  func planned() throws -> [PlannedCell] {
    let text = cells.map { cell in
      let options =
        cell.hasPrefix("// ") ? String(cell.prefix { $0 != "\n" }.dropFirst(3)) : "swift"
      return "```\(options)\n\(cell)\n```\n\n"
    }.joined()
    let notebook = Notebook(path: "plan.md", bytes: Array(text.utf8))
    try #require(notebook.diagnostics == [])
    return notebook.cells.map {
      PlannedCell($0, frontMatter: notebook.frontMatter, showsLines: false)
    }
  }
}

@Suite struct PlannerTests {
  @Test(
    "A unit holds as many cells as mean the same together",
    arguments: [
      PlanCase("let a = 1", "a", "let b = a", unit: 3),
      PlanCase("let a = 1", "a", "let a = 2", unit: 2),
      PlanCase("let a = 1", "let a = 2", unit: 1),
      PlanCase("f()", "func f() {}", unit: 1),
      PlanCase("func f() { later }", "1", "let later = 1", unit: 2),
      PlanCase("struct P {}", "extension P {}", unit: 1),
      PlanCase("struct P {}\nextension P {}", "P()", unit: 2),
      PlanCase("private let a = 1", "let b = 1", "a", unit: 2),
      PlanCase("guard let g = h else { fatalError() }", "g", unit: 1),
      PlanCase("import A", "let a = 1", "import A", unit: 3),
      PlanCase("let a = 1", "import A", unit: 1),
      PlanCase("let a = 1", "import A", unit: 2, imported: ["import A"]),
      PlanCase("let a = 1", "infix operator <+>", unit: 1),
      PlanCase("infix operator <+>", "1 <+> 2", unit: 2),
      PlanCase("let a = 1", "typealias FloatLiteralType = Float", unit: 1),
      PlanCase("let a = 1", "let b = (", unit: 1),
      PlanCase("let a = (", "let b = 1", unit: 1),
      PlanCase("defer { f() }", "g()", unit: 1),
      PlanCase("let a = 1", "// swift isolate\n1", unit: 1),
      PlanCase("// swift isolate\n1", "2", unit: 1),
      PlanCase("let a = 1", "// swift crash\n1", unit: 1),
      PlanCase("let a = 1", "// swift error\n1", unit: 1),
      PlanCase("let a = 1", "// swift compile-only\n1", unit: 1),
      PlanCase("let a = 1", "// swift main\n1", unit: 1),
      PlanCase("let a = 1", "// swift optimize\n1", unit: 1),
      PlanCase("// swift optimize\n1", "// swift optimize\n2", "3", unit: 2),
      PlanCase("let a = 1", "// swift silent timeout=1s name=x\n1", unit: 2),
    ])
  func unit(plan: PlanCase) throws {
    let cells = try plan.planned()
    let unit = Planner.unit(cells[...], imported: plan.imported)
    #expect(unit.count == plan.count)
    #expect(unit.startIndex == 0)
  }

  @Test("A long notebook is cut, so that the first cells run while the rest compiles")
  func limit() throws {
    var text = ""
    for n in 0..<100 { text += "```swift\nlet a\(n) = 1\n```\n" }
    let notebook = Notebook(path: "long.md", bytes: Array(text.utf8))
    let cells = notebook.cells.map {
      PlannedCell($0, frontMatter: notebook.frontMatter, showsLines: false)
    }
    #expect(Planner.unit(cells[...], imported: []).count == Planner.unitLimit)
    #expect(Planner.unit(cells[90...], imported: []).count == 10)
  }
}
