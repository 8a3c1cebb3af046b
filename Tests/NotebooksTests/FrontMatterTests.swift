import Diagnostics
import Notebooks
import Testing

@Suite struct FrontMatterTests {
  @Test(
    "What is wrong with front matter is said where it stands in the file",
    arguments: [
      ("▸sead: 1", "unknown key 'sead'; did you mean 'seed'?"),
      ("▸anything: 1", "unknown key 'anything'; the keys are seed, timeout, tolerance, filters,"),
      ("seed: ▸-1", "expected a whole number from 0 on, not '-1'"),
      ("seed: ▸[1]", "expected a whole number from 0 on"),
      ("seed: ▸18446744073709551616", "expected a whole number from 0 on"),
      ("timeout: ▸20", "expected a duration such as 500ms, 20s or 2m, not '20'"),
      ("tolerance: ▸-0.1", "expected a number such as 1e-6, auto, exact, or 3se/1000, not '-0.1'"),
      ("outputs: ▸loose", "expected strict or lax, not 'loose'"),
      ("language-mode: ▸4", "expected 5 or 6, not '4'"),
      ("optimize: ▸maybe", "expected true or false, not 'maybe'"),
      ("filters: ▸a", "expected a list, each line starting with '-'"),
      ("filters: [▸'(']", "'(' is not a regular expression"),
      ("filters: [▸{replacement: a}]", "the key 'pattern' is missing"),
      (
        "filters: [{pattern: a, ▸with: b}]", "unknown key 'with'; the keys are pattern, replacement"
      ),
      ("packages: [▸[a]]", "expected a text, or a mapping of url, from, exact, branch, revision"),
      ("packages: [▸{url: a}]", "a package with a url has one of from, exact, branch and revision"),
      ("packages: [▸{url: a, from: 1, branch: b}]", "a package with a url has one of"),
      ("packages: [{path: a, ▸from: 1}]", "unknown key 'from'; the keys are path, products"),
      ("imports: [▸a-b]", "expected the name of a module, not 'a-b'"),
      ("imports: [Boxes, ▸7]", "expected the name of a module, not '7'"),
      ("packages: [{path: ▸''}]", "expected the path of a folder, not ''"),
      ("env: ▸a", "'env' is a mapping of names to texts"),
      ("env: {▸1a: b}", "'1a' is no name of a variable; use letters, digits and '_'"),
      ("env: {▸a-b: c}", "'a-b' is no name of a variable"),
      ("env: {A: ▸[1]}", "expected a text"),
      ("env: {A: ▸\"\\0\"}", "expected a text"),
      ("é: 1\n  seed: ▸x", "expected a whole number from 0 on, not 'x'"),
    ])
  func errors(yaml: String, message: String) throws {
    for (head, tail) in [("---\nother: é\ngradus:\n", "\n---\n"), ("<!-- gradus\n", "\n-->\n")] {
      let text = Marked(head + "  " + yaml + tail)
      let found = Notebook(path: "a.md", bytes: text.bytes).diagnostics
      let diagnostic = try #require(found.last, "\(yaml)")
      #expect(diagnostic.message.hasPrefix(message), "\(diagnostic.message)")
      #expect(diagnostic.location.place == text.places.first)
      #expect(diagnostic.severity == .error)
    }
  }

  @Test(
    "Broken YAML is an error at its place when it is ours",
    arguments: [
      "---\ngradus:\n  seed: [1▸\n---\n", "---\ngradus:\n\t▸seed: 1\n---\n",
      "---\ngradus:\n  seed: 1\n  a: b▸: c\n---\n", "<!-- gradus\nseed: 'é▸\n-->\n",
      "---\n▸gradus: 1\ngradus: 2\n---\n", "<!-- gradus\na: \u{1}▸\n-->\n",
    ])
  func broken(marked: String) throws {
    let text = Marked(marked)
    let diagnostic = try #require(Notebook(path: "a.md", bytes: text.bytes).diagnostics.first)
    #expect(diagnostic.message.hasPrefix("invalid YAML: "), "\(diagnostic.message)")
    #expect(diagnostic.location.line == text.places.first?.line)
  }

  @Test(
    "Front matter is given once, before the cells, and whole",
    arguments: [
      ("---\ngradus: {seed: 1}\n---\n▸<!-- gradus\nseed: 2\n-->\n", "front matter is given twice"),
      ("<!-- gradus\nseed: 1\n-->\n\n▸<!-- gradus\n-->\n", "front matter is given twice"),
      ("```swift\n```\n▸<!-- gradus\nseed: 1\n-->\n", "front matter stands before the first cell"),
      ("- ▸<!-- gradus\n  seed: 1\n  -->\n", "front matter stands outside of lists and quotes"),
      ("▸<!-- gradus\nseed: 1\n", "this comment has no '-->'"),
      ("<!-- gradus\nseed: 1\n▸timeout: 2s -->\n", "the '-->' that ends front matter stands alone"),
      ("---\ngradus: ▸text\n---\n", "expected keys: seed, timeout"),
    ])
  func places(marked: String, message: String) throws {
    let text = Marked(marked)
    let diagnostic = try #require(Notebook(path: "a.md", bytes: text.bytes).diagnostics.first)
    #expect(diagnostic.message.hasPrefix(message), "\(diagnostic.message)")
    #expect(diagnostic.location.place == text.places.first)
  }

  @Test(
    "Front matter without keys says nothing",
    arguments: [
      "<!-- gradus\n-->\n", "<!-- gradus\n# a comment\n-->\n", "---\ngradus:\n---\n",
      "---\ngradus: {}\n---\n", "---\n---\n", "---\n", "",
    ])
  func empty(text: String) {
    let notebook = Notebook(path: "a.md", bytes: Array(text.utf8))
    #expect(notebook.frontMatter == FrontMatter())
    #expect(notebook.diagnostics == [])
  }

  @Test("What the file does not say is as in the project") func defaults() {
    var project = FrontMatter()
    project.seed = 9
    project.outputs = .lax
    project.env = ["A": "1"]
    let text = "---\ngradus: {timeout: 2s, outputs: strict}\n---\n"
    let found = Notebook(path: "a.md", bytes: Array(text.utf8), defaults: project).frontMatter
    project.timeout = .seconds(2)
    project.outputs = .strict
    #expect(found == project)
  }

  @Test("YAML nested without end is refused in place of a crash") func deep() {
    let nested = String(repeating: "[", count: 200_000)
    let text = "---\ngradus: \(nested)\n---\n"
    #expect(Notebook(path: "a.md", bytes: Array(text.utf8)).isMalformed)
  }
}
