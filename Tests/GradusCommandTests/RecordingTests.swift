import Foundation
import Testing

@Suite struct RecordingTests {
  private let notebook = "# Sum\n\n```swift\n1 + 1\n```\n\nText.\n"
  private let recorded = "# Sum\n\n```swift\n1 + 1\n```\n\n```output\n2\n```\n\nText.\n"

  @Test("A run records in place; the next one changes nothing") func inPlace() throws {
    let folder = try Folder(["a.md": notebook])
    let first = try Command(["run", "a.md"], in: folder)
    #expect(first.status == 0)
    #expect(first.output.contains("outputs written to a.md"))
    #expect(try folder.text("a.md") == recorded)
    let second = try Command(["run", "a.md"], in: folder)
    #expect(second.output.contains("outputs unchanged"))
    #expect(try folder.text("a.md") == recorded)
    #expect(try Command(["check", "a.md"], in: folder).status == 0)
  }

  @Test("The result goes where it is asked for", arguments: ["-o", "--stdout"])
  func elsewhere(option: String) throws {
    let folder = try Folder(["a.md": notebook])
    let arguments = option == "-o" ? ["run", "a.md", "-o", "b.md"] : ["run", "a.md", "--stdout"]
    let command = try Command(arguments, in: folder)
    #expect(command.status == 0)
    #expect(try folder.text("a.md") == notebook)
    #expect(try (option == "-o" ? folder.text("b.md") : command.output) == recorded)
  }

  @Test("A symbolic link stays, its target is written, and permissions survive")
  func link() throws {
    let folder = try Folder(["sub/a.md": notebook])
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: folder.path + "/link.md", withDestinationPath: "sub/a.md")
    chmod(folder.path + "/sub/a.md", 0o640)
    #expect(try Command(["run", "link.md"], in: folder).status == 0)
    #expect(
      try files.destinationOfSymbolicLink(atPath: folder.path + "/link.md") == "sub/a.md")
    #expect(try folder.text("sub/a.md") == recorded)
    let mode = try files.attributesOfItem(atPath: folder.path + "/sub/a.md")[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o640)
    #expect(try files.contentsOfDirectory(atPath: folder.path + "/sub") == ["a.md"])
  }

  @Test("What a failing cell has recorded stays; the others are written") func partly() throws {
    let folder = try Folder([
      "a.md": "```swift\nmissing\n```\n\n```output\nold\n```\n\n```swift\n2\n```\n"
    ])
    #expect(try Command(["run", "a.md"], in: folder).status == 2)
    #expect(
      try folder.text("a.md")
        == "```swift\nmissing\n```\n\n```output\nold\n```\n\n```swift\n2\n```\n\n```output\n2\n```\n"
    )
  }

  @Test("A folder is searched for notebooks; hidden, built and ignored files are left out")
  func search() throws {
    var files = [".gitignore": "ignored.md\n", "none.md": "Text\n", "other.txt": notebook]
    for name in ["b.md", "a/c.md", ".hidden/d.md", ".build/e.md", "ignored.md"] {
      files[name] = recorded
    }
    let folder = try Folder(files)
    let git = try Command(
      ["git", "init", "-q"], in: folder, program: "/usr/bin/env")
    try #require(git.status == 0)
    let command = try Command(["check", "."], in: folder)
    #expect(command.status == 0)
    let lines = command.output.split(separator: "\n").compactMap { $0.split(separator: ":").first }
    #expect(lines == ["./a/c.md", "./b.md", "2 notebooks"])
  }

  @Test("Control characters of a cell do not reach the terminal") func controls() throws {
    let folder = try Folder([
      "a.md": "```swift\nprint(\"\\u{1B}]0;title\\u{7}\")\nfatalError()\n```\n"
    ])
    let command = try Command(["run", "a.md"], in: folder)
    #expect(command.status == 2)
    #expect(!command.errors.utf8.contains(0x1B) && !command.errors.utf8.contains(7))
  }

  @Test("A cell sees no secret of the environment, an empty input and its own private folder")
  func surroundings() throws {
    let folder = try Folder([
      "a.md": """
      ---
      gradus:
        env: {GIVEN: "yes", GRADUS_TMP: /}
      ---

      ```swift
      import Foundation
      let environment = ProcessInfo.processInfo.environment
      print(environment.keys.sorted().joined(separator: " "))
      print(environment["GIVEN"] ?? "none")
      print(readLine() ?? "end of input")
      ```

      ```swift
      let own = environment["GRADUS_TMP"]!
      let mode = try FileManager.default.attributesOfItem(atPath: own)[.posixPermissions] as! Int
      try "private".write(toFile: own + "/file", atomically: true, encoding: .utf8)
      print(own, String(mode, radix: 8))
      ```

      """
    ])
    let command = try Command(
      ["run", "--stdout", "a.md"], in: folder, environment: ["CI_SECRET": "hunter2"],
      input: "not for the cell\n")
    #expect(command.status == 0, "\(command)")
    let text = command.output
    #expect(!text.contains("CI_SECRET") && !text.contains("hunter2"))
    #expect(!text.contains("GRADUS_CACHE"))
    #expect(text.contains("\nyes\nend of input\n"))
    let own = try #require(text.firstMatch(of: /\n(\/.*\/files) 700\n/))
    #expect(!FileManager.default.fileExists(atPath: String(own.1)))
  }

  @Test("Clean empties the cache") func clean() throws {
    let folder = try Folder(["a.md": notebook])
    let environment = ["GRADUS_CACHE": folder.path + "/cache"]
    #expect(try Command(["run", "a.md"], in: folder, environment: environment).status == 0)
    let files = FileManager.default
    let mode = try files.attributesOfItem(atPath: folder.path + "/cache")[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o700)
    #expect(try Command(["clean"], in: folder, environment: environment).status == 0)
    #expect(!files.fileExists(atPath: folder.path + "/cache/units"))
  }
}
