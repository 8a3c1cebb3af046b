import Diagnostics
import Execution
import Notebooks
import Testing

@Suite struct CompilerMessagesTests {
  private let text =
    "Text.\n\n```swift\nlet a = é + 1\n  f(a)\n\n```\n\n```swift\n\tlet tab = 1\n```\n"

  /// The diagnostics as `line:column length severity: message`, notes indented.
  private func messages(_ output: String) throws -> [String] {
    let notebook = Notebook(path: "folder/a.md", bytes: Array(text.utf8))
    let cells = notebook.cells.map {
      PlannedCell($0, frontMatter: notebook.frontMatter, showsLines: true)
    }
    let unit = UnitSource(cells, file: "a.md", behind: Chain())
    func line(_ diagnostic: Diagnostic, _ indentation: String = "") -> [String] {
      let place = diagnostic.location
      #expect(place.file == "folder/a.md")
      return [
        "\(indentation)\(place.line):\(place.column) \(diagnostic.length) "
          + "\(diagnostic.severity): \(diagnostic.message)"
      ] + diagnostic.notes.flatMap { line($0, "  ") }
    }
    return CompilerMessages(output, unit: unit, source: notebook.source).diagnostics
      .flatMap { line($0) }
  }

  @Test("A message has its place, the length of its underline and its notes") func plain() throws {
    let output = """
      a.md:5:3: error: wrong
        f(a)
        ^~~~
      a.md:5:5: note: because
        f(a)
          ^
      """
    #expect(try messages(output) == ["5:3 4 error: wrong", "  5:5 1 note: because"])
  }

  @Test("A line that is not ASCII has no caret line and is no part of the message")
  func nonASCII() throws {
    let output = "a.md:4:9: error: wrong\nlet a = é + 1\na.md:5:3: warning: odd\n  f(a)\n  ^\n"
    #expect(try messages(output) == ["4:9 1 error: wrong", "5:3 1 warning: odd"])
  }

  @Test("A message of several lines is one") func several() throws {
    let output = "a.md:5:3: error: wrong\nin two ways\n  f(a)\n  ^\n"
    #expect(try messages(output) == ["5:3 1 error: wrong in two ways"])
  }

  @Test("Messages stand in the notebook's order") func order() throws {
    let output = "a.md:5:5: error: second\n  f(a)\n    ^\na.md:5:3: error: first\n  f(a)\n  ^\n"
    #expect(try messages(output) == ["5:3 1 error: first", "5:5 1 error: second"])
  }

  @Test("Warnings and notes about generated code are nobody's") func generated() throws {
    let column = 405
    let output = """
      a.md:4:1: warning: kept
      let a
      ^
      a.md:4:\(column): warning: about generated code
      x
      ^
      a.md:4:1: note: of the generated code's
      let a
      ^
      /usr/lib/Swift.swiftinterface:3:1: note: declared here
      func f()
      ^
      """
    #expect(try messages(output) == ["4:1 1 warning: kept"])
  }

  @Test("An error about generated code is at its line, and one of no place at the first cell")
  func fallback() throws {
    let output = "a.md:5:405: error: here\nx\n^\n<unknown>:0: error: somewhere\n"
    #expect(try messages(output) == ["4:1 1 error: somewhere", "5:3 1 error: here"])
  }

  @Test("What lies behind the end of a cell is at its end") func end() throws {
    #expect(try messages("a.md:7:1: error: expected more\n\n^\n") == ["5:7 1 error: expected more"])
  }

  @Test("Names of our modules and groups of the compiler's are left out") func names() throws {
    let output = """
      a.md:5:3: warning: 'GradusCell12.P' is no 'GradusCell3' [#Group]
        f(a)
        ^
      """
    #expect(try messages(output) == ["5:3 1 warning: 'P' is no 'notebook'"])
  }

  @Test("That a condition is always the same is not said") func idle() throws {
    let output =
      "a.md:5:3: warning: will never be executed\n  f(a)\n  ^\na.md:5:3: note: always true\n  f(a)\n  ^\n"
    #expect(try messages(output) == [])
  }

  @Test("Output that is no message gives none") func noise() throws {
    #expect(try messages("") == [])
    #expect(try messages("Stack dump:\n0. Program arguments: …\n") == [])
  }
}
