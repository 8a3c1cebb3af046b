import Diagnostics
import Foundation
import Interchange
import Notebooks
import Testing

@Suite struct RoundTripTests {
  /// Expects Markdown to come back from Jupyter with the same bytes.
  private func expectRoundTrip(
    _ bytes: [UInt8], path: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let notebook = Notebook(path: path, bytes: bytes)
    let folder = AssetFolder(besides: path)
    if notebook.isMalformed {
      #expect(throws: NotebookError.malformed(path: path), sourceLocation: sourceLocation) {
        try JupyterExport(notebook, assets: folder)
      }
      return
    }
    let exported = try JupyterExport(notebook, assets: folder)
    let back = try JupyterImport(SourceText(file: "a.ipynb", bytes: exported.bytes), to: path)
    if back.bytes != bytes {
      Issue.record(
        """
        \(String(decoding: back.bytes, as: UTF8.self).debugDescription) is not
        \(String(decoding: bytes, as: UTF8.self).debugDescription)
        """, sourceLocation: sourceLocation)
    }
    #expect(try folder.changed(back.assets).isEmpty, sourceLocation: sourceLocation)
    #expect(
      try JupyterExport(notebook, assets: folder).bytes == exported.bytes,
      sourceLocation: sourceLocation)
  }

  @Test(
    "Markdown to Jupyter and back gives the same bytes and images",
    arguments: ProjectFile.notebooks + ProjectFile.fixtures)
  func sameBytes(file: ProjectFile) throws {
    try expectRoundTrip(try file.bytes(), path: file.path)
  }

  @Test(
    "So it does with other line endings, a byte order mark and without the last line ending",
    arguments: ProjectFile.notebooks + ProjectFile.fixtures)
  func otherBytes(file: ProjectFile) throws {
    let lines = try file.bytes().split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { $0.last == 0x0D ? $0.dropLast() : $0 }
    for ending: [UInt8] in [[0x0D, 0x0A], [0x0D]] {
      try expectRoundTrip(Array(lines.joined(separator: ending)), path: file.path)
    }
    let text = Array(lines.joined(separator: [0x0A]))
    try expectRoundTrip([0xEF, 0xBB, 0xBF] + text, path: file.path)
    try expectRoundTrip(Array(text.reversed().drop { $0 == 0x0A }.reversed()), path: file.path)
    try expectRoundTrip([0x0A, 0x20, 0x0A] + text + [0x0A, 0x09, 0x0A], path: file.path)
    let mixed = lines.enumerated().flatMap {
      $0.element + ($0.offset % 3 == 1 ? [0x0D, 0x0A] : [0x0A])
    }
    try expectRoundTrip(mixed, path: file.path)
  }

  @Test(
    "Whatever Markdown allows comes back",
    arguments: [
      "", "\n", "\n\n", " \t", "text", "\u{FEFF}", "---\na: b\n---", "---\na: b\n---\n",
      "---\na: b\n---\n\n\n```swift\n```",
      "```swift\n```\n```swift\n\n```\n",
      "~~~~ SWIFT   hide  name=a \nlet a = 1\n~~~~~\n",
      "- ```swift\n  1\n  ```\n- ```swift\n  2\n\n  ```\n  ```output\n  2\n  ```\n",
      "1. > ```swift\n   > 1\n   > ```\n   >\n   > ```output\n   > 1\n   > ```\n",
      "> text\n> ```swift\n>1\n>\n> ```\n> more\n",
      "<!-- gradus: hide timeout=20s -->\n```swift silent\n1\n```\n",
      "- <!-- gradus: hide -->\n  ```swift\n  1\n  ```\n",
      "```swift\n1\n```\n\n\n\n```output extra words\n1\n```\n```error\nx\n```\n",
      "```swift\n1\n```\n```output\n```\n",
      "```swift raw\n1\n```\n<!-- output -->\n\n# Head\n\n<b>x</b>\n\n<!-- /output -->\n",
      "```swift\n1\n```\n\n````output\n```\n````\n",
      "```swift\n\t1\n```\n\ttext\n", "\\\n```swift crash=/a b/\n1\n```\n",
      "   ```swift\n   1\n ```\n", "```swift a`\n", "text\0\n```swift\n1\n```\n",
      "```swift skip\n\0\n```\n\n```output\n1\n```\n", "```swift\n\"\"\"\n~~~\n\"\"\"\n```\n",
    ])
  func oddities(text: String) throws {
    try expectRoundTrip(Array(text.utf8), path: "a.md")
    try expectRoundTrip(Array(text.replacing("\n", with: "\r\n").utf8), path: "a.md")
  }

  @Test("Prose that is no UTF-8 comes back") func invalid() throws {
    try expectRoundTrip(
      Array("a".utf8) + [0xFF, 0xFE, 0x0D, 0x0A] + Array("```swift\n1\n```\nb".utf8) + [0xC3],
      path: "a.md")
  }

  private func imported(_ json: String) throws -> String {
    let source = SourceText(file: "a.ipynb", bytes: Array(json.utf8))
    return String(decoding: try JupyterImport(source, to: "a.md").bytes, as: UTF8.self)
  }

  private func exported(_ markdown: String) throws -> String {
    let notebook = Notebook(path: "a.md", bytes: Array(markdown.utf8))
    let export = try JupyterExport(notebook, assets: AssetFolder(besides: "a.md"))
    return String(decoding: export.bytes, as: UTF8.self)
  }

  private static let list = """
    - one

      ~~~swift name=x
      let a = 1
      a
      ~~~

      ~~~output
      1
      ~~~

    end

    """

  @Test("A cell that is changed in Jupyter stays in its list") func changedCell() throws {
    let json = try exported(Self.list).replacing("let a = 1\\n", with: "let a = 2\\n")
    let markdown = try imported(json)
    let cell = try #require(Notebook(path: "a.md", bytes: Array(markdown.utf8)).cells.first)
    #expect(markdown.hasPrefix("- one\n\n  ```swift name=x\n  let a = 2\n  a\n  ```\n"))
    #expect(cell.recorded == CellOutput(text: "1\n") && cell.options.name == "x")
    #expect(markdown.hasSuffix("\n\nend\n"))
  }

  @Test("Outputs and options that are changed in Jupyter are those of the Markdown")
  func changedOutput() throws {
    let json = try exported(Self.list)
    let value = try imported(json.replacing("\"1\"", with: "\"one\""))
    #expect(value.contains("```output\n  one\n  ```"))
    let options = try imported(json.replacing("name=x", with: "name=y hide"))
    #expect(options.contains("```swift name=y hide\n"))
  }

  @Test("Prose that is changed in Jupyter is that of the Markdown") func changedProse() throws {
    let json = try exported("a\r\n\r\n```swift\r\n1\r\n```\r\nb\r\nc\n")
    let markdown = try imported(json.replacing("\"b\\n\"", with: "\"new\\n\""))
    #expect(markdown.contains("new\nc"))
    let uniform = try exported("a\r\n\r\n```swift\r\n1\r\n```\r\nb\r\n")
    #expect(
      try imported(uniform.replacing("\"b\"", with: "\"new\\n\", \"c\""))
        == "a\r\n\r\n```swift\r\n1\r\n```\r\nnew\r\nc\r\n")
  }

  @Test("A cell that leaves its list in Jupyter is a cell all the same") func movedCell() throws {
    let deep = "1. a\n\n   - b\n\n     ```swift\n     let a = 1\n     ```\n"
    let json = try exported(deep)
    let start = try #require(json.range(of: "  {\n   \"cell_type\": \"markdown\""))
    let end = try #require(json.range(of: "  {\n   \"cell_type\": \"code\""))
    var moved = json
    moved.removeSubrange(start.lowerBound..<end.lowerBound)
    #expect(try imported(moved) == "```swift\nlet a = 1\n```\n")
  }
}
