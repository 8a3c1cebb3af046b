import Fixtures
import Foundation
import Glibc
import Testing

@Suite struct WatchTests {
  @Test func whatChangedRunsAndTheFileIsLeftAlone() throws {
    let text = cells("var n = 1", "n += 1", "n")
    let watch = try Watch(text)
    #expect(try watch.line(with: "ran ").contains("ran 3 cells"))
    try watch.folder.write(cells("var n = 1", "n += 5", "n"), to: "a.md")
    #expect(try watch.line(with: "ran ").contains("ran 2 cells"))
    #expect(watch.output.hasSuffix("  6\na.md: ran 2 cells in \(watch.seconds) s; 3 cells agree\n"))
    try watch.folder.write(cells("var n = 1", "n += m", "n"), to: "a.md")
    _ = try watch.line(with: "a.md:6:6: error: cannot find 'm' in scope")
    #expect(try watch.line(with: "ran ").contains("ran 0 cells"))
    #expect(try watch.folder.text("a.md") == cells("var n = 1", "n += m", "n"))
  }

  @Test func aMalformedVersionIsSaidAndTheNextOneRuns() throws {
    let watch = try Watch(cells("1"))
    _ = try watch.line(with: "ran ")
    try watch.folder.write("```swift\n2\n", to: "a.md")
    _ = try watch.line(with: "a.md:1:1: error: ")
    try watch.folder.write(cells("3"), to: "a.md")
    #expect(try watch.line(with: "ran ").contains("ran 1 cell"))
  }

  @Test func withRecordEachRunIsWritten() throws {
    let watch = try Watch(cells("1 + 1"), ["--record"])
    #expect(try watch.line(with: "ran ").contains("outputs written"))
    let recorded = try watch.folder.text("a.md")
    #expect(recorded.contains("```output\n2\n```"))
    try watch.folder.write(recorded.replacing("1 + 1", with: "1 + 2"), to: "a.md")
    #expect(try watch.line(with: "ran ").contains("outputs written"))
    #expect(try watch.folder.text("a.md").contains("```output\n3\n```"))
  }

  @Test("Two hundred saves, whatever their kind: the last is taken up, and nothing is left behind")
  func savesInAHurry() throws {
    let marker = "GRADUS_TEST_\(UUID().uuidString.replacing("-", with: "_"))"
    func text(_ value: Int) -> String {
      "---\ngradus:\n  env: {\(marker): \"1\"}\n---\n\n"
        + cells("import Foundation", "let value = \(value)", "print(\"value\", value)")
    }
    var random = SplitMix(seed: 2026)
    var memory: [Int] = []
    do {
      let watch = try Watch(text(0))
      _ = try watch.line(with: "  value 0")
      let file = watch.folder.path + "/a.md"
      for save in 1...200 {
        switch save % 4 {
        case 0:
          try watch.folder.write(text(save), to: "b.tmp")
          #expect(rename(watch.folder.path + "/b.tmp", file) == 0)
        case 1:
          unlink(file)
          try watch.folder.write(text(save), to: "a.md")
        case 2:
          // Another one within the same moment.
          try watch.folder.write(text(-save), to: "a.md")
          try watch.folder.write(text(save), to: "a.md")
        default: try watch.folder.write(text(save), to: "a.md")
        }
        usleep(UInt32.random(in: 0..<20_000, using: &random))
        guard save % 50 == 0 else { continue }
        _ = try watch.line(with: "  value \(save)")
        memory.append(try watch.memory)
      }
      // The compilers and states of all versions would be hundreds.
      #expect(Processes.withEnvironment(marker, after: .zero).count < 20)
    }
    #expect(Processes.withEnvironment(marker, after: .seconds(5)) == [])
    #expect(memory[3] < memory[1] * 3 / 2, "resident bytes after each fifty saves: \(memory)")
  }

  private func cells(_ cells: String...) -> String {
    cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
  }
}

/// `gradus watch` of a notebook `a.md`, and what it says.
private final class Watch {
  let folder: Folder
  private let process: Process
  private let log: FileHandle
  private(set) var output = ""
  /// How much of it was asked for.
  private var read = 0

  init(_ text: String, _ options: [String] = []) throws {
    folder = try Folder(["a.md": text, ".log": ""])
    log = FileHandle(forReadingAtPath: folder.path + "/.log")!
    let writing = FileHandle(forWritingAtPath: folder.path + "/.log")!
    _ = fcntl(writing.fileDescriptor, F_SETFL, O_APPEND)
    process = try Command.start(
      ["watch", "a.md"] + options, in: folder, output: writing, errors: writing)
  }

  deinit {
    // The one signal that 'start' makes sure of.
    process.interrupt()
    process.waitUntilExit()
  }

  /// The next line with a text.
  func line(with text: String) throws -> String {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
      output += String(decoding: log.availableData, as: UTF8.self)
      let lines = output.dropFirst(read).split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.dropLast().enumerated() where line.contains(text) {
        read += lines[...index].reduce(0) { $0 + $1.count + 1 }
        return String(line)
      }
      usleep(5_000)
    }
    throw Silence(output: output)
  }

  /// The time in the last line.
  var seconds: Substring {
    output.split(separator: " in ").last?.split(separator: " s;").first ?? ""
  }

  /// Resident bytes of gradus itself.
  var memory: Int {
    get throws {
      let fields = try String(
        contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8
      ).split(separator: " ")
      return Int(fields[1])! * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
  }

  struct Silence: Error { let output: String }
}
