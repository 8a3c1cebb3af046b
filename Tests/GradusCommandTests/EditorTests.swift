import Foundation
import Testing

@Suite struct EditorTests {
  /// What VS Code needs of `tasks.json`.
  private struct Tasks: Decodable {
    struct Task: Decodable {
      let label: String
      let command: String
      let args: [String]
      let problemMatcher: Matcher
    }
    struct Matcher: Decodable {
      let fileLocation: [String]
      let pattern: Pattern
    }
    struct Pattern: Decodable {
      let regexp: String
      let file, line, column, severity, message: Int
    }
    let tasks: [Task]
  }

  /// The first JSON block of the page for editors.
  private func tasks() throws -> Tasks {
    let page = try String(contentsOfFile: Repository.root + "/docs/Editors.md", encoding: .utf8)
    let json = try #require(page.firstMatch(of: /(?s)```json\n(.*?)```/)?.output.1)
    return try JSONDecoder().decode(Tasks.self, from: Data(json.utf8))
  }

  @Test(
    "The documented problem matcher finds what gradus prints: failures, drifts and malformed files")
  func problemMatcher() throws {
    let folder = try Folder([
      "fails.md": "```swift\nlet a: Int = \"\"\n```\n",
      "differs.md": "```swift\n1\n```\n\n```output\n2\n```\n",
      "malformed.md": "```swift sielnt skip\n1\n```\n",
      "traps.md": "```swift\nlet list: [Int] = []\nlist[0]\n```\n",
    ])
    let tasks = try tasks().tasks
    #expect(!tasks.isEmpty)
    for task in tasks {
      #expect(task.command == "gradus")
      let files = ["fails.md", "differs.md", "malformed.md", "traps.md"]
      let arguments = task.args.flatMap { $0 == "${relativeFile}" ? files : [$0] }
      guard arguments.first == "check" else { continue }
      let output = try Command(arguments, in: folder).errors
      let pattern = task.problemMatcher.pattern
      let expression = try NSRegularExpression(pattern: pattern.regexp)
      var found: [String] = []
      for line in output.components(separatedBy: "\n") {
        guard
          let match = expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line))
        else { continue }
        func group(_ number: Int) -> String {
          Range(match.range(at: number), in: line).map { String(line[$0]) } ?? ""
        }
        #expect(!group(pattern.message).isEmpty)
        found.append(
          [pattern.file, pattern.line, pattern.column, pattern.severity].map(group)
            .joined(separator: " "))
      }
      #expect(
        Set(["fails.md 2 14 error", "differs.md 6 1 error", "malformed.md 1 10 error"])
          .isSubset(of: Set(found)), "\(found) of \(output)")
      #expect(found.contains { $0.hasPrefix("traps.md 3 ") && $0.hasSuffix(" error") })
    }
    #expect(tasks.contains { $0.args.first == "check" })
  }

  @Test(
    "Completions come out for every shell and name the commands",
    arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let completions = try Command(["--generate-completion-script", shell], in: Folder())
    #expect(completions.status == 0)
    for command in ["run", "check", "fmt", "new"] {
      #expect(completions.output.contains(command))
    }
    #expect(completions.output.contains("gradus"))
    // The installation puts them where the shells look.
    let places = [
      "bash": "bash-completion/completions/gradus", "zsh": "zsh/site-functions/_gradus",
      "fish": "fish/vendor_completions.d/gradus.fish",
    ]
    let installed = Command.home + "/../../share/" + places[shell]!
    #expect(try String(contentsOfFile: installed, encoding: .utf8) == completions.output)
  }
}
