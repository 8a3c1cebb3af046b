import Foundation
import Testing

@Suite struct CheckTests {
  private func notebook(_ code: String, _ output: String?, options: String = "") -> String {
    "# Title\n\n```swift\(options)\n\(code)\n```\n"
      + (output.map { "\n```output\n\($0)\n```\n" } ?? "")
  }

  @Test("An update writes what differs and nothing else; a run keeps what agrees")
  func update() throws {
    let text =
      notebook("print(\"loss 0.4987, in 12 ms\")", "loss 0.4988, in ... ms", options: " tol=1e-3")
      + "\n" + notebook("1 + 1", "3")
    let folder = try Folder(["a.md": text])
    #expect(try Command(["check", "a.md"], in: folder).status == 1)
    #expect(try folder.text("a.md") == text)
    let update = try Command(["check", "--update", "a.md"], in: folder)
    #expect(update.status == 0)
    #expect(update.output.contains("a.md: 1 output recorded"))
    let updated = text.replacing("```output\n3\n", with: "```output\n2\n")
    #expect(try folder.text("a.md") == updated)
    #expect(try Command(["run", "a.md"], in: folder).output.contains("outputs unchanged"))
    #expect(try folder.text("a.md") == updated)
  }

  @Test("A sample is recorded anew only when asked for") func refresh() throws {
    let text = notebook("print(6)", "5", options: " nondeterministic")
    let folder = try Folder(["a.md": text])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    #expect(try folder.text("a.md") == text)
    #expect(try Command(["check", "--update", "a.md"], in: folder).status == 0)
    #expect(try folder.text("a.md") == text)
    #expect(try Command(["run", "--refresh", "a.md"], in: folder).status == 0)
    #expect(try folder.text("a.md") == text.replacing("\n5\n", with: "\n6\n"))
  }

  @Test(
    "An expected failure that no longer fails is a failure",
    arguments: [("error", "let a = 1"), ("crash", "print(1)"), ("throws", "print(1)")])
  func noLongerFails(option: String, code: String) throws {
    let text = "```swift \(option)\n\(code)\n```\n\n```error\n1: Fatal error\n```\n"
    let folder = try Folder(["a.md": text])
    let check = try Command(["check", "a.md"], in: folder)
    #expect(check.status == 2)
    #expect(check.errors.contains("a.md:1:10: error: the cell"))
    #expect(try Command(["check", "--update", "a.md"], in: folder).status == 2)
    #expect(try folder.text("a.md") == text)
  }

  @Test("Stated, the compiler's version makes the whole diagnostics count") func compiler() throws {
    let code = "let a: Int = \"\"\nlet b = missing"
    let error = "1:14: error: cannot convert value of type 'String' to specified type 'Int'"
    func text(_ version: String?) -> String {
      (version.map { "---\ngradus: {compiler: \($0)}\n---\n" } ?? "")
        + "```swift error\n\(code)\n```\n\n```error\n\(error)\nmore\n```\n"
    }
    let version = try Command(["swiftc", "--version"], in: Folder(), program: "/usr/bin/env").output
    let current = try #require(version.firstMatch(of: /Swift version (\d+\.\d+)/)?.output.1)
    for (stated, status) in [(nil, Int32(0)), ("4.0", 0), (String(current), 1)] {
      let folder = try Folder(["a.md": text(stated)])
      #expect(try Command(["check", "a.md"], in: folder).status == status, "\(stated ?? "none")")
    }
  }

  @Test("Shards are disjoint and make up the whole") func shards() throws {
    let names = (1...5).map { "n\($0).md" }
    let folder = try Folder(
      Dictionary(uniqueKeysWithValues: names.map { ($0, notebook("1", "1")) }))
    var seen: [String] = []
    for shard in ["1/3", "2/3", "3/3"] {
      let command = try Command(["check", "--shard", shard, "."], in: folder)
      #expect(command.status == 0)
      seen += command.output.matches(of: /\.\/(n\d\.md):/).map { String($0.output.1) }
    }
    #expect(seen.sorted() == names)
    // More machines than notebooks.
    #expect(try Command(["check", "--shard", "9/9", "."], in: folder).status == 0)
    for wrong in ["0/3", "4/3", "a", "1", "1/0", "-1/2"] {
      #expect(try Command(["check", "--shard=\(wrong)", "."], in: folder).status == 64)
    }
  }

  @Test("The first notebook that is not clean ends the check") func failFast() throws {
    let folder = try Folder([
      "a.md": notebook("1", "2"), "b.md": notebook("1", "2"), "c.md": notebook("1", "2"),
      "d.md": notebook("1", "2"), "e.md": notebook("1", "2"),
    ])
    let command = try Command(["check", "--fail-fast", "-j", "1", "."], in: folder)
    #expect(command.status == 1)
    #expect(!command.output.contains("e.md"))
    #expect(command.output.contains("not begun:"))
  }

  @Test("Files without cells are passed over when asked for") func skipEmpty() throws {
    let folder = try Folder(["a.md": notebook("1", "1"), "b.md": "text\n"])
    #expect(try Command(["check", "a.md", "b.md"], in: folder).status == 66)
    #expect(try Command(["check", "--skip-empty", "a.md", "b.md"], in: folder).status == 0)
    #expect(try Command(["check", "--skip-empty", "b.md"], in: folder).status == 0)
    // A file that is not there is a mistake all the same.
    #expect(try Command(["check", "--skip-empty", "c.md"], in: folder).status == 66)
  }

  @Test("Notebooks are chosen that changed, or whose inputs did") func changedSince() throws {
    let read = "import Foundation\ntry String(contentsOfFile: \"data/x.csv\", encoding: .utf8)"
    let folder = try Folder([
      "a.md": notebook("1", "1"), "b.md": notebook(read, "\"1\""), "c.md": notebook("1", "1"),
      "sub/d.md": notebook("1", "1"), "sub/.gradus.yml": "seed: 1\n", "data/x.csv": "1",
      "e.md": notebook("1", "1"), "e.assets/e.svg": "<svg/>",
      "pans/Package.swift": """
      // swift-tools-version: 5.9
      import PackageDescription
      let package = Package(
        name: "Pans", products: [.library(name: "Pans", targets: ["Pans"])],
        targets: [.target(name: "Pans")])
      """,
      "pans/Sources/Pans/Pans.swift": "public let pan = 1\n", "pans/notes.txt": "",
      "pans/README.md": notebook("import Pans\npan", "1"),
    ])
    func git(_ arguments: String...) throws {
      let command = try Command(
        ["git", "-c", "user.name=n", "-c", "user.email=e"] + arguments, in: folder,
        program: "/usr/bin/env")
      try #require(command.status == 0, "\(command.errors)")
    }
    func checked() throws -> [String] {
      let command = try Command(["check", "--changed-since", "HEAD", "."], in: folder)
      return command.output.matches(of: /\.\/(\S+\.md): \d+\b/).map { String($0.output.1) }
    }
    try folder.write(".out\n.err\n.in\n", to: ".gitignore")
    try git("init", "-q")
    try git("add", "-A")
    try git("commit", "-qm", "all")
    #expect(try checked() == [])
    for (file, text, expected) in [
      ("a.md", notebook("2", "2"), ["a.md"]), ("data/x.csv", "2", ["b.md"]),
      ("sub/.gradus.yml", "seed: 2\n", ["sub/d.md"]), ("e.assets/e.svg", "<svg></svg>", ["e.md"]),
      ("new.md", notebook("1", "1"), ["new.md"]), ("unrelated.txt", "", []),
      ("pans/Sources/Pans/Pans.swift", "public let pan = 1 + 0\n", ["pans/README.md"]),
      ("pans/notes.txt", "more", []),
    ] {
      try folder.write(text, to: file)
      #expect(try checked() == expected, "\(file)")
      try git("add", "-A")
      try git("commit", "-qm", file)
    }
    let wrong = try Command(["check", "--changed-since", "nowhere", "."], in: folder)
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("git cannot compare with 'nowhere'"))
    #expect(try Command(["check", "--changed-since=--help", "."], in: folder).status == 64)
  }
}
