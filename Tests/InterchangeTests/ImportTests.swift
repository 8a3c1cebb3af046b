import Diagnostics
import Fixtures
import Interchange
import Notebooks
import Testing

@Suite struct ImportTests {
  @Test(
    "A notebook of another hand becomes the Markdown, the images and the warnings expected",
    arguments: Fixture.all(in: "import", ending: ".ipynb"))
  func foreign(fixture: Fixture) throws {
    let source = SourceText(file: "a.ipynb", bytes: try fixture.bytes())
    let imported = try JupyterImport(source, to: "a.md")
    try fixture.expect(imported.bytes, equal: fixture.sibling(ending: "md"))
    let lines =
      imported.assets.map { "\($0.name): \($0.bytes.count) bytes" }
      + imported.warnings.map { "\($0.location): \($0.severity.rawValue): \($0.message)" }
    try fixture.expect(
      Array(lines.map { $0 + "\n" }.joined().utf8), equal: fixture.sibling(ending: "txt"))
    // No name of a file comes from the notebook.
    let pattern = /(cell-\d+|chart|attachment-\d+)-\d+\.(png|svg|jpg|gif|webp)/
    #expect(imported.assets.allSatisfy { $0.name.wholeMatch(of: pattern) != nil })
    let notebook = Notebook(path: "a.md", bytes: imported.bytes)
    #expect(!notebook.isMalformed)
    #expect(try notebook.recording([:]) == imported.bytes)
  }

  @Test("Only Swift's code cells become cells") func languages() throws {
    for fixture in Fixture.all(in: "import", ending: ".ipynb") {
      let source = SourceText(file: "a.ipynb", bytes: try fixture.bytes())
      let cells = Notebook(path: "a.md", bytes: try JupyterImport(source, to: "a.md").bytes).cells
      let expected = ["swift": 3, "open-ends": 1]
      #expect(cells.count == expected[fixture.name, default: 0], "\(fixture.name)")
    }
  }

  private static let cell = #"{"cell_type": "markdown", "metadata": {}, "source": "x"}"#

  @Test(
    "What is no notebook is refused with its place",
    arguments: [
      ("", "1:1: invalid JSON: the file ends where a value is expected"),
      ("{\"a\": 1,\n  \"b\" 2}", "2:7: invalid JSON: expected ':' behind the name 'b'"),
      ("{\"a\": [1, 2}", "1:12: invalid JSON: expected ',' or ']'"),
      ("{\"a\": 01}", "1:7: invalid JSON: '01' is not a number"),
      (
        "{\"a\": \"x\n\"}",
        "1:9: invalid JSON: a control character in a string is written as an escape"
      ),
      ("{\"a\": \"x", "1:7: invalid JSON: this string has no end"),
      ("{\"a\": \"\\x\"}", "1:8: invalid JSON: there is no such escape"),
      ("{\"a\": \"\\u12g4\"}", "1:8: invalid JSON: '\\u' is followed by four hexadecimal digits"),
      ("{} x", "1:4: invalid JSON: expected the end of the file behind the value"),
      (
        String(repeating: "[", count: 100_000),
        "1:513: invalid JSON: nested more than 512 levels deep"
      ),
      ("[]", "1:1: not a Jupyter notebook: it has no 'nbformat'"),
      ("{\"cells\": []}", "1:1: not a Jupyter notebook: it has no 'nbformat'"),
      (
        "{\"nbformat\": 3, \"worksheets\": []}",
        "1:14: cannot read nbformat 3; version 4 is known; 'jupyter nbconvert --to notebook' "
          + "makes version 4 of it"
      ),
      ("{\"nbformat\": 5, \"cells\": []}", "1:14: cannot read nbformat 5; version 4 is known"),
      ("{\"nbformat\": \"4\"}", "1:14: cannot read nbformat '4'; version 4 is known"),
      ("{\"nbformat\": 4}", "1:1: the notebook has no 'cells'"),
      ("{\"nbformat\": 4, \"cells\": {}}", "1:26: 'cells' is not a list"),
      ("{\"nbformat\": 4, \"cells\": [\n1]}", "2:1: a cell is an object"),
      (
        "{\"nbformat\": 4, \"cells\": [\n {\"cell_type\": \"heading\", \"source\": \"x\"}]}",
        "2:16: the 'cell_type' of this cell is 'heading'; expected 'code', 'markdown', 'raw'"
      ),
      (
        "{\"nbformat\": 4, \"cells\": [\(cell), {\"cell_type\": \"code\", \"source\": [1]}]}",
        "1:117: the 'source' of a cell is a string or a list of them"
      ),
      (
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [\n"
          + "{\"output_type\": \"pyout\"}]}]}",
        "2:17: the 'output_type' of this output is 'pyout'; expected 'stream', 'execute_result', "
          + "'display_data' or 'error'"
      ),
      (
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [\n"
          + "{\"output_type\": \"display_data\", \"data\": {\"image/png\": \"!\"}}]}]}",
        "2:55: this image is not base64"
      ),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: InterchangeError.self) {
      try JupyterImport(SourceText(file: "a.ipynb", bytes: Array(text.utf8)), to: "a.md")
    }
    #expect(error?.diagnostics.map { "\($0.location): \($0.message)" } == ["a.ipynb:" + message])
  }

  @Test("Bytes that are no UTF-8 are refused with their place") func encoding() {
    let bytes = Array("{\"nbformat\": 4,\n \"é".utf8) + [0xFF]
    let error = #expect(throws: InterchangeError.self) {
      try JupyterImport(SourceText(file: "a.ipynb", bytes: bytes), to: "a.md")
    }
    #expect(
      error?.diagnostics.map(\.location.description) == ["a.ipynb:2:5"])
  }

  @Test("Escapes of JSON are read, halves of pairs as a replacement") func escapes() throws {
    let text =
      #"{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "\u00e9 \ud83d\ude00 "#
      + #"\ud800x \\ \" \/"}]}"#
    let source = SourceText(file: "a.ipynb", bytes: Array(text.utf8))
    let imported = try JupyterImport(source, to: "a.md")
    #expect(String(decoding: imported.bytes, as: UTF8.self) == "é 😀 \u{FFFD}x \\ \" /\n")
  }

  @Test("Options that are none are refused at their cell") func options() {
    let text = """
      {"nbformat": 4, "metadata": {"language_info": {"name": "swift"}}, "cells": [
      {"cell_type": "code", "source": "1", "metadata": {"gradus": {"options": "sielnt"}}}]}
      """
    let error = #expect(throws: InterchangeError.self) {
      try JupyterImport(SourceText(file: "a.ipynb", bytes: Array(text.utf8)), to: "a.md")
    }
    #expect(
      error?.diagnostics.map { "\($0.location): \($0.message)" }
        == ["a.ipynb:2:1: unknown option 'sielnt'; did you mean 'silent'?"])
  }
}
