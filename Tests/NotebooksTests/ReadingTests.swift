import CommonMark
import Diagnostics
import Fixtures
import Foundation
import Notebooks
import Testing

@Suite struct ReadingTests {
  @Test(
    "A notebook reads as its dump says",
    arguments: Fixture.all(in: "read", ending: ".md"))
  func dumps(fixture: Fixture) throws {
    let notebook = Notebook(path: fixture.url.lastPathComponent, bytes: try fixture.bytes())
    try fixture.expect(Array(notebook.dump().utf8), equal: fixture.sibling(ending: "dump"))
  }

  @Test("Reading and writing gives the same bytes", arguments: Fixture.files(ending: ".md"))
  func sameBytes(fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    let notebook = Notebook(path: fixture.url.lastPathComponent, bytes: bytes)
    #expect(notebook.bytes == bytes)
    if notebook.isMalformed {
      #expect(throws: NotebookError.malformed(path: fixture.url.lastPathComponent)) {
        try notebook.recording([:])
      }
    } else {
      #expect(try notebook.recording([:]) == bytes)
    }
  }

  @Test("Cells and outputs hold what libcmark reads", arguments: Fixture.files(ending: ".md"))
  func agreesWithLibcmark(fixture: Fixture) throws {
    try expectAgreement(try fixture.bytes())
  }

  @Test(
    "A place in the code is the same place in the file", arguments: Fixture.files(ending: ".md"))
  func columns(fixture: Fixture) throws {
    let notebook = Notebook(path: fixture.url.lastPathComponent, bytes: try fixture.bytes())
    for cell in notebook.cells {
      let code = SourceText(file: "", bytes: Array(cell.code.utf8))
      for line in 0..<code.lineCount {
        let text = try #require(code.line(line + 1))
        guard let first = text.utf8.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else {
          continue
        }
        let column = text.utf8.distance(from: text.startIndex, to: first) + 1
        let location = cell.location(line: line + 1, column: column)
        let inFile = try #require(notebook.source.line(location.line))
        #expect(location.file == fixture.url.lastPathComponent)
        #expect(inFile.utf8.dropFirst(location.column - 1).elementsEqual(text[first...].utf8))
      }
    }
  }

  @Test("A line of a megabyte is a line") func longLine() throws {
    let long = String(repeating: "é", count: 1 << 19)
    let text = "\(long)\n\n```swift\n// \(long)\n```\n"
    let notebook = Notebook(path: "a.md", bytes: Array(text.utf8))
    #expect(notebook.cells.first?.code == "// \(long)\n")
    let output = CellOutput(text: long)
    let recorded = try notebook.recording([0: output])
    #expect(recorded == Array((text + "\n```output\n\(long)\n```\n").utf8))
  }

  @Test("Ten thousand nested quotes and lists are read") func deep() {
    for prefix in ["> ", "- "] {
      let text = String(repeating: prefix, count: 10_000) + "```swift\n"
      let notebook = Notebook(path: "a.md", bytes: Array(text.utf8))
      #expect(notebook.cells.count == 1)
      #expect(notebook.diagnostics.map(\.message) == ["this cell has no closing fence"])
    }
  }

  @Test("A file too large for libcmark is an error in place of a crash") func tooLarge() {
    let notebook = Notebook(
      path: "a.md", bytes: [UInt8](repeating: 0x61, count: Document.largestSize + 1))
    #expect(notebook.isMalformed)
    #expect(notebook.cells.isEmpty)
  }
}

/// Expects the lines of every cell and of its output to be those of libcmark's code blocks.
func expectAgreement(
  _ bytes: [UInt8], sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  let notebook = Notebook(path: "a.md", bytes: bytes)
  let head = notebook.frontMatterLines?.upperBound
  let start = head.map { notebook.source.ending(ofLine: $0).lowerBound } ?? 0
  let linesBefore = (head ?? 1) - 1
  var literals: [Int: String] = [:]
  for node in Document(parsing: bytes[start...]).nodes where node.kind == .codeBlock {
    literals[node.start.line + linesBefore] = node.literal
  }
  // libcmark shows NUL as U+FFFD and takes broken UTF-8 apart in its own way.
  let isPlain = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
  for cell in notebook.cells where isPlain {
    let literal = try #require(literals[cell.fence.lowerBound], sourceLocation: sourceLocation)
    let trimmed = { (text: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false).map {
        Substring($0).drop { $0 == " " || $0 == "\t" }
      }
    }
    #expect(trimmed(cell.code) == trimmed(literal), sourceLocation: sourceLocation)
    guard let text = cell.recorded.text, let lines = cell.outputLines,
      let block = literals.keys.filter({ lines.contains($0) }).min()
    else { continue }
    let isExact = !bytes.contains(0x09)
    #expect(isExact ? literals[block] == text : literals[block].map(trimmed) == trimmed(text))
  }
}
