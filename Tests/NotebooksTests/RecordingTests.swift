import Fixtures
import Notebooks
import Testing

@Suite struct RecordingTests {
  @Test(
    "Recording gives the expected file, and twice is as good as once",
    arguments: Fixture.all(in: "record"))
  func record(fixture: Fixture) throws {
    let input = Notebook(path: "input.md", bytes: try fixture.bytes("input.md"))
    #expect(input.diagnostics == [])
    let outputs = PretendRun.outputs(input)
    let recorded = try input.recording(outputs)
    try fixture.expect(recorded, equal: fixture.file("expected.md"))

    let output = Notebook(path: "input.md", bytes: recorded)
    #expect(try output.recording(PretendRun.outputs(output)) == recorded)
    #expect(authored(output) == authored(input))
    for cell in output.cells {
      if let wanted = outputs[cell.index], !cell.options.silent {
        #expect(cell.recorded == wanted)
      } else if outputs[cell.index] == nil {
        #expect(cell.recorded == input.cells[cell.index].recorded)
      }
    }
  }

  @Test(
    "Removing what was recorded gives the file without outputs",
    arguments: Fixture.all(in: "record"))
  func remove(fixture: Fixture) throws {
    let input = Notebook(path: "input.md", bytes: try fixture.bytes("input.md"))
    let recorded = Notebook(
      path: "input.md", bytes: try input.recording(PretendRun.outputs(input)))
    #expect(try recorded.recording(nothing(recorded)) == input.recording(nothing(input)))
  }

  private func nothing(_ notebook: Notebook) -> [Int: CellOutput] {
    Dictionary(uniqueKeysWithValues: notebook.cells.map { ($0.index, CellOutput()) })
  }

  @Test(
    "Any text reads back the same in every container",
    arguments: [
      "a", "```", "````output\n```", "~~~\n```swift\n1\n```", "<!-- /output -->", "  ", "\t",
      "\ta\n ",
      "> quote", "- item\n\n      code", "---\n", "\n\n\n", "# heading", "1) a", "<div>\n\n<!--",
      "a\\\n&amp;", "    indented", "\u{2028}\u{85}", "`", String(repeating: "`", count: 200),
    ])
  func anyText(text: String) throws {
    let container = [
      "C", "- C", "1. C", "> C", ">C", "- > C", "> - C", "-\tC", ">\tC", "  C", "- a\n\n   \tC",
      "* - + C", "10. > 2) C",
    ]
    for (index, pattern) in container.enumerated() {
      for fence in ["```", "~~~~"] {
        let start = pattern.split(separator: "\n").last ?? ""
        let prefix = String(
          start.map { $0 == ">" || $0 == "\t" ? $0 : $0 == "C" ? "C" : " " }.dropLast())
        let source =
          pattern.replacing("C", with: fence + "swift\n") + prefix + "x\n" + prefix + fence
          + "\n\nafter\n"
        let notebook = Notebook(path: "\(index).md", bytes: Array(source.utf8))
        try #require(notebook.cells.count == 1, "\(source)")
        let wanted = CellOutput.normalized(Array(text.utf8))
        let output = CellOutput(text: text, error: text + "!")
        let recorded = try notebook.recording([0: output])
        let readBack = Notebook(path: "\(index).md", bytes: recorded)
        #expect(readBack.cells[0].recorded.text == wanted)
        #expect(try readBack.recording([0: output]) == recorded)
        #expect(authored(readBack) == authored(notebook))
        #expect(try readBack.recording([0: CellOutput()]) == notebook.bytes)
      }
    }
  }

  @Test(
    "Markdown that would take in what follows is refused, and the file named",
    arguments: ["<!-- /output -->", "```", "<script>", "a\n<!-- /output -->\nb"])
  func unrecordable(rich: String) {
    let text = "```swift\n1\n```\n\n```swift\n2\n```\nText.\n"
    let notebook = Notebook(path: "a.md", bytes: Array(text.utf8))
    let bad = CellOutput(rich: rich)
    #expect(throws: NotebookError.unrecordable(path: "a.md", line: 1, cell: 0)) {
      try notebook.recording([0: bad, 1: CellOutput(rich: "fine")])
    }
    #expect(throws: NotebookError.unrecordable(path: "a.md", line: 5, cell: 1)) {
      try notebook.recording([0: CellOutput(text: "fine"), 1: bad])
    }
  }

  @Test("A skipped cell has no output to record") func skipped() {
    let notebook = Notebook(path: "a.md", bytes: Array("```swift skip\n1\n```\n".utf8))
    #expect(throws: NotebookError.unrecordable(path: "a.md", line: 1, cell: 0)) {
      try notebook.recording([0: CellOutput(text: "1")])
    }
  }

  @Test("A notebook with errors is not written") func malformed() {
    let notebook = Notebook(path: "a.md", bytes: Array("```swift\n1\n".utf8))
    #expect(throws: NotebookError.malformed(path: "a.md")) {
      try notebook.recording([0: CellOutput(text: "1")])
    }
  }

  @Test(
    "Recording is strict once there is an output, or as the front matter says",
    arguments: [
      ("", "", false), ("", "\n```output\n1\n```\n", true), ("", "\n```output\n```\n", true),
      ("strict", "", true), ("lax", "\n```output\n1\n```\n", false),
    ])
  func strictness(policy: String, output: String, expected: Bool) {
    let front = policy.isEmpty ? "" : "---\ngradus: {outputs: \(policy)}\n---\n"
    let text = front + "```swift\n1\n```\n" + output
    #expect(Notebook(path: "a.md", bytes: Array(text.utf8)).recordsOutputs == expected)
  }
}

/// The content of the lines outside of recorded outputs.
func authored(_ notebook: Notebook) -> [[UInt8]] {
  let owned = Set(notebook.cells.flatMap { $0.outputLines.map(Array.init) ?? [] })
  return (0..<notebook.source.lineCount).filter { !owned.contains($0 + 1) }
    .map { Array(notebook.source.bytes[notebook.source.content(ofLine: $0 + 1)]) }
}
