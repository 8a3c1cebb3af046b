import Notebooks
import Testing

@Suite struct OptionTests {
  private func read(_ info: String) -> Notebook {
    Notebook(path: "a.md", bytes: Array("```swift \(info)\n```\n".utf8))
  }

  /// The options with everything but where they stand.
  private func options(_ change: (inout CellOptions) throws -> Void) rethrows -> CellOptions {
    var options = CellOptions()
    try change(&options)
    return options
  }

  @Test(
    "Flags set what they say",
    arguments: [
      ("hide", \CellOptions.hide), ("hide-code", \.hideCode), ("silent", \.silent), ("raw", \.raw),
      ("reset", \.reset), ("isolate", \.isolate), ("optimize", \.optimize),
      ("nondeterministic", \.nondeterministic), ("unordered", \.unordered),
    ] as [(String, WritableKeyPath<CellOptions, Bool> & Sendable)])
  func flags(word: String, path: WritableKeyPath<CellOptions, Bool> & Sendable) throws {
    let notebook = read(word)
    #expect(notebook.diagnostics == [])
    var found = try #require(notebook.cells.first).options
    #expect(found.locations[word]?.place == Marked.Place(line: 1, column: 10))
    found.locations = [:]
    #expect(found == options { $0[keyPath: path] = true })
    #expect(read(word + "=yes").diagnostics.map(\.message) == ["option '\(word)' takes no value"])
  }

  @Test("Kinds of cells are read with and without a pattern") func kinds() throws {
    let kinds: [(String, CellKind)] = [
      ("", .run), ("skip", .skip), ("compile-only", .compileOnly), ("main", .main),
      ("error", .error(nil)), ("crash", .crash(nil)), ("throws", .throws(nil)),
      ("error=/a b\\/c\\d \"q\"/", .error(try Pattern("a b/c\\d \"q\""))),
      ("crash=/x/", .crash(try Pattern("x"))), ("throws=/^$/", .throws(try Pattern("^$"))),
      ("skip error", .skip), ("error skip", .skip), ("skip timeout=1s raw", .skip),
    ]
    for (info, kind) in kinds {
      let notebook = read(info)
      #expect(notebook.diagnostics == [], "\(info)")
      #expect(notebook.cells.first?.options.kind == kind, "\(info)")
    }
  }

  @Test("Values may be bare or quoted, and options compose") func values() throws {
    let info = "timeout=20s\ttol=\"1e-6\"   name='a-B_9' hide throws=/no such/ optimize"
    var found = try #require(read(info).cells.first).options
    #expect(
      found.locations.keys.sorted() == ["hide", "name", "optimize", "throws", "timeout", "tol"])
    found.locations = [:]
    let expected = try options {
      $0.timeout = .seconds(20)
      $0.tolerance = .within(1e-6)
      $0.name = "a-B_9"
      $0.hide = true
      $0.kind = .throws(try Pattern("no such"))
      $0.optimize = true
    }
    #expect(found == expected)
  }

  @Test(
    "Durations have a unit",
    arguments: [
      ("500ms", .milliseconds(500)), ("20s", .seconds(20)), ("2m", .seconds(120)),
      ("1.5s", .milliseconds(1500)), ("0.25m", .seconds(15)),
    ] as [(String, Duration)])
  func durations(text: String, expected: Duration) {
    let notebook = read("timeout=\(text)")
    #expect(notebook.diagnostics == [])
    #expect(notebook.cells.first?.options.timeout == expected)
  }

  @Test(
    "What is wrong with options is said where it stands",
    arguments: [
      ("timeout=▸20", "'20' is no value for 'timeout'; use a duration such as 500ms, 20s or 2m"),
      ("timeout=▸0s", "'0s' is no value for 'timeout'"), ("timeout=▸-1s", "'-1s' is no value"),
      ("timeout=▸1e3s", "'1e3s' is no value"), ("timeout=▸s", "'s' is no value"),
      ("timeout=▸99999999999m", "'99999999999m' is no value"),
      ("timeout=▸.5s", "'.5s' is no value"),
      ("▸timeout", "option 'timeout' needs a value: a duration"),
      ("▸timeout=", "option 'timeout' needs a value"),
      ("▸name=\"\"", "option 'name' needs a value: letters, digits, '-' and '_'"),
      ("name=▸a.b", "'a.b' is no value for 'name'"), ("name=▸é", "'é' is no value for 'name'"),
      ("name=▸\"a", "the value of 'name' has no closing quote"),
      ("tol=▸x", "'x' is no value for 'tol'; use a number such as 1e-6"),
      ("tol=▸-1", "'-1' is no value for 'tol'"), ("tol=▸inf", "'inf' is no value for 'tol'"),
      ("tol=▸nan", "'nan' is no value for 'tol'"), ("tol=▸3se", "'3se' is no value for 'tol'"),
      ("tol=▸3se/0", "'3se/0' is no value for 'tol'"), ("tol=▸0x1", "'0x1' is no value for 'tol'"),
      ("error=▸x", "the pattern of 'error' does not stand between slashes; write error=/pattern/"),
      ("error=▸\"x\"", "the pattern of 'error' does not stand between slashes"),
      ("crash=▸/x y", "the pattern of 'crash' has no end; write crash=/pattern/"),
      ("throws=▸/(/", "'(' is not a regular expression: "),
      ("hide ▸hide", "option 'hide' is given twice"),
      ("é hide ▸hide=1", "option 'hide' is given twice"),
      ("error ▸crash", "'crash' contradicts 'error': a cell has one way to end"),
      ("throws ▸main", "'main' contradicts 'throws': a cell has one way to end"),
      ("raw ▸compile-only", "'compile-only' contradicts 'raw': the cell is not run"),
      ("error ▸timeout=1s", "'timeout' contradicts 'error': the cell is not run"),
      ("raw ▸silent", "'silent' contradicts 'raw': no output is recorded"),
      (
        "tol=1 ▸nondeterministic",
        "'nondeterministic' contradicts 'tol': the output is not compared"
      ),
      ("reset ▸isolate", "'isolate' contradicts 'reset': an isolated cell leaves nothing behind"),
      ("▸sielnt", "unknown option 'sielnt'; did you mean 'silent'?"),
      ("▸Hide", "unknown option 'Hide'; did you mean 'hide'?"),
      ("▸timeuot=1s", "unknown option 'timeuot'; did you mean 'timeout'?"),
      ("hide ▸foreign", "unknown option 'foreign'; the options are skip, compile-only, error,"),
    ])
  func errors(info: String, message: String) throws {
    let text = Marked("- ```swift \(info)\n  ```\n")
    let notebook = Notebook(path: "a.md", bytes: text.bytes)
    let diagnostic = try #require(notebook.diagnostics.last { $0.severity == .error })
    #expect(diagnostic.location.place == text.places.first)
    #expect(diagnostic.message.hasPrefix(message), "\(diagnostic.message)")
    #expect(notebook.isMalformed)
  }

  @Test(
    "Words of other tools are notes where nothing else is for Gradus",
    arguments: [
      "title=\"a b\"", "{1,3-4}", "numberLines", "file=/a/b.swift", "rgb", "test", "hideous",
      "title=\"a", "no",
    ])
  func foreign(word: String) {
    let notebook = read(word)
    #expect(notebook.diagnostics.map(\.severity) == [.note])
    #expect(!notebook.isMalformed)
  }

  @Test("Recorded outputs do not make a foreign word an error") func outputsAreNoMarks() throws {
    let recorded = try read("foreign").recording([0: CellOutput(text: "1", rich: "2")])
    #expect(Notebook(path: "a.md", bytes: recorded).diagnostics.map(\.severity) == [.note])
  }

  @Test(
    "Any mark of Gradus in the file makes a foreign word an error",
    arguments: [
      "```swift hide\n1\n```\n", "<!-- gradus\nseed: 1\n-->\n",
      "<!-- gradus: hide -->\n```swift\n1\n```\n",
    ])
  func marks(mark: String) {
    let text = mark + "\n```swift foreign\n1\n```\n"
    let notebook = Notebook(path: "a.md", bytes: Array(text.utf8))
    #expect(notebook.diagnostics.map(\.severity) == [.error])
    let matter = "---\ngradus: {}\n---\n```swift foreign\n1\n```\n"
    #expect(Notebook(path: "a.md", bytes: Array(matter.utf8)).isMalformed)
  }

  @Test("A name is taken once in a file, and the other cell is shown") func names() throws {
    let text = Marked(
      "```swift ▸name=a\n```\n```swift skip name=b\n```\n```swift ▸name=a\n```\n")
    let diagnostics = Notebook(path: "a.md", bytes: text.bytes).diagnostics
    #expect(diagnostics.map(\.message) == ["the name 'a' is taken by another cell"])
    #expect(diagnostics.map(\.location.place) == [text.places[1]])
    #expect(diagnostics.first?.notes.map(\.location.place) == [text.places[0]])
  }

  @Test("Problems come all at once, in file order") func order() {
    let text = Marked(
      """
      > ```swift ▸timeout=▸5 ▸hide=1
      > "▸\0"
      > ```

      ▸<!-- gradus: hide -->

      ▸```swift ▸ramw
      """)
    let found = Notebook(path: "a.md", bytes: text.bytes).diagnostics
    #expect(found.map(\.location.place) == Array(text.places.dropFirst()))
  }
}
