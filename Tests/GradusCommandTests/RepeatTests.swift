import Foundation
import Testing

@Suite struct RepeatTests {
  /// The notebooks of the project; with `GRADUS_REPEAT` set its documentation, too.
  private static let sources =
    ProcessInfo.processInfo.environment["GRADUS_REPEAT"] == nil
    ? ["notebooks"] : ["notebooks", "docs", "README.md"]
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Runs copies of the notebooks without what is recorded in them.
  ///
  /// - Returns: the bytes of every file afterwards, by its path
  private func run(_ arguments: [String], cache: Folder, processors: String) throws
    -> [String: Data]
  {
    let folder = try Folder()
    let files = FileManager.default
    for source in Self.sources {
      try files.copyItem(
        at: Self.root.appendingPathComponent(source),
        to: URL(fileURLWithPath: folder.path + "/" + source))
    }
    for name in try files.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".md") {
      let text = try folder.text(name)
      // Samples stay: they are what a second run keeps.
      let bare = text.replacing(
        /(\n```swift(?![^\n]*nondeterministic)[^\n]*\n(?:[^`][^\n]*\n|\n)*?```\n)\n```output\n(?:[^`][^\n]*\n|\n)*?```\n/
      ) { $0.output.1 }
      try folder.write(bare, to: name)
    }
    let command = try Command(
      ["-c", processors, Command.launcher, "run"] + arguments + Self.sources, in: folder,
      environment: ["GRADUS_CACHE": cache.path], program: "/usr/bin/taskset")
    #expect(command.status == 0, "\(command)")
    var contents: [String: Data] = [:]
    for name in try files.subpathsOfDirectory(atPath: folder.path) {
      contents[name] = files.contents(atPath: folder.path + "/" + name)
    }
    for own in [".out", ".err", ".in"] { contents[own] = nil }
    return contents
  }

  @Test(
    "Two runs of the project's notebooks give the same files, with and without a cache and on one processor or two",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset")))
  func twice() throws {
    let cache = try Folder()
    let cold = try run(["-j", "2"], cache: cache, processors: "0,1")
    #expect(cold.count > 3)
    let warm = try run(["-j", "1"], cache: cache, processors: "0")
    #expect(warm.keys.sorted() == cold.keys.sorted())
    for (name, bytes) in cold { #expect(warm[name] == bytes, "\(name)") }
    guard Self.sources.count > 1 else { return }
    let again = try run(["-j", "1"], cache: try Folder(), processors: "0")
    for (name, bytes) in cold { #expect(again[name] == bytes, "\(name)") }
  }

  @Test("A second run keeps the sample of a cell that does not repeat") func sample() throws {
    let folder = try Folder([
      "a.md": """
      ```swift nondeterministic
      import Foundation
      Date().timeIntervalSince1970
      ```

      """
    ])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    let text = try folder.text("a.md")
    #expect(text.contains("```output\n1"))
    let again = try Command(["run", "a.md"], in: folder)
    #expect(again.output.contains("outputs unchanged"))
    #expect(try folder.text("a.md") == text)
  }
}
