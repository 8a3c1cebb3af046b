import Notebooks
import Testing

@Suite struct ProjectSettingsTests {
  @Test("A project sets defaults and says which files are notebooks") func settings() {
    let text = """
      seed: 7
      timeout: 2m
      include: [docs, "*.md"]
      exclude:
        - drafts
      """
    let project = ProjectSettings(path: ".gradus.yml", bytes: Array(text.utf8))
    #expect(project.diagnostics == [])
    #expect(project.include == ["docs", "*.md"])
    #expect(project.exclude == ["drafts"])
    #expect(project.defaults.seed == 7)
    #expect(project.defaults.timeout == .seconds(120))
  }

  @Test("A file without keys sets nothing", arguments: ["", "\n", "# a comment\n", "{}\n"])
  func empty(text: String) {
    let project = ProjectSettings(path: ".gradus.yml", bytes: Array(text.utf8))
    #expect(project.diagnostics == [])
    #expect(project.defaults == FrontMatter())
    #expect(project.include.isEmpty && project.exclude.isEmpty)
  }

  @Test(
    "What is wrong is said where it stands",
    arguments: [
      ("seed: 1\n▸inculde: [a]\n", "unknown key 'inculde'; did you mean 'include'?"),
      ("include: ▸a\n", "expected a list"), ("exclude: [▸[a]]\n", "expected a text"),
      ("▸text\n", "expected keys: seed, timeout"), ("seed: ▸x\n", "expected a whole number"),
      ("a: b▸: c\n", "invalid YAML: "),
    ])
  func errors(marked: String, message: String) {
    let text = Marked(marked)
    let found = ProjectSettings(path: ".gradus.yml", bytes: text.bytes).diagnostics
    #expect(found.map(\.location.place) == text.places)
    #expect(found.allSatisfy { $0.message.hasPrefix(message) }, "\(found)")
  }
}
