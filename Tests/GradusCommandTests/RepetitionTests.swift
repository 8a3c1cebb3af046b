import Testing

/// A cell whose output moves, why, and what to do.
struct MovingCell: Sendable, CustomTestStringConvertible {
  let code: String
  let source: String
  let cure: String

  var testDescription: String { code }

  init(_ code: String, _ source: String, _ cure: String) {
    (self.code, self.source, self.cure) = (code, source, cure)
  }
}

@Suite struct RepetitionTests {
  @Test(
    "An output that moves is named with its source and the narrowest cure",
    arguments: [
      MovingCell(
        "Set(1...20).forEach { print($0) }", "the order of a set or dictionary",
        "give the cell the option 'unordered'"),
      MovingCell(
        "Array(Set(1...20))", "the order of a set or dictionary",
        "sort what is shown, with '.sorted()'"),
      MovingCell(
        "print(\"hash\", \"text\".hashValue, \"of it\")", "the order of a set or dictionary",
        "as in: hash ... of it"),
      MovingCell(
        "import Foundation\nprint(\"today \\(Date())\")", "the date or time of day",
        "add to the front matter's filters: {pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}"),
      MovingCell(
        "(0..<8).map { _ in Int.random(in: 0...999) }", "random numbers of the system",
        "say the seed in the front matter: 'seed: 0'"),
      MovingCell(
        "import Foundation\nUUID().uuidString", "a UUID",
        "{pattern: '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}', replacement: UUID}"),
      MovingCell(
        "print(\"at\", UnsafeMutablePointer<Int>.allocate(capacity: 1))", "addresses in memory",
        "{pattern: '0x[0-9a-f]{4,}', replacement: ADDRESS}"),
      MovingCell(
        "import Foundation\nprint(\"process\", getpid(), \"runs\")",
        "the number or name of the process", "as in: process ... runs"),
    ])
  func moves(cell: MovingCell) throws {
    let folder = try Folder(["a.md": "```swift\n\(cell.code)\n```\n\n```swift\n\"still\"\n```\n"])
    let command = try Command(["check", "--repeat", "2", "a.md"], in: folder)
    #expect(command.status == 1)
    #expect(command.errors.contains("cell 1 shows something else in another run: \(cell.source)"))
    #expect(command.errors.contains(cell.cure), "\(command.errors)")
    #expect(!command.errors.contains("cell 2"))
  }

  @Test("An output that stays, and one whose seed is said, are left in peace") func stays() throws {
    let text = """
      ---
      gradus: {seed: 3}
      ---

      ```swift
      let dice = (0..<9).map { _ in Int.random(in: 1...6) }
      (dice, Set(1...20).sorted())
      ```

      ```swift nondeterministic
      Array(Set(1...20))
      ```

      ```swift unordered
      Set(1...20).forEach { print($0) }
      ```
      """
    let folder = try Folder(["a.md": text])
    let command = try Command(["check", "--repeat", "2", "a.md"], in: folder)
    #expect(command.status == 0, "\(command.errors)")
  }
}
