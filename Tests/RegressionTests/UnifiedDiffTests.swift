import Foundation
import Regression
import Testing

/// Two texts.
struct DiffCase: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  var testDescription: String { "\(old.debugDescription) to \(new.debugDescription)" }

  init(_ old: String, _ new: String) {
    self.old = old
    self.new = new
  }

  private static let numbers = (1...30).map(String.init)

  static let all = [
    DiffCase("a", "b"), DiffCase("a\nb\nc", "a\nx\nc"), DiffCase("", "a"), DiffCase("a", ""),
    DiffCase("a\nb", "b"), DiffCase("b", "a\nb"), DiffCase("a\na\na", "a\na"),
    DiffCase(
      numbers.joined(separator: "\n"),
      numbers.map { $0 == "3" || $0 == "20" ? "x" : $0 }.joined(separator: "\n")),
    DiffCase(
      numbers.joined(separator: "\n"),
      numbers.map { $0 == "10" || $0 == "16" ? "x" : $0 }.joined(separator: "\n")),
    DiffCase(
      numbers.joined(separator: "\n"),
      numbers.map { $0 == "10" || $0 == "18" ? "x" : $0 }.joined(separator: "\n")),
    DiffCase(numbers.joined(separator: "\n"), numbers.dropFirst(28).joined(separator: "\n")),
    DiffCase("é\n🙂", "e\n🙂"), DiffCase("a ", "a"), DiffCase("a\n\nb", "a\nb"),
  ]
}

@Suite struct UnifiedDiffTests {
  @Test("A difference is shown as diff shows it") func example() {
    let diff = UnifiedDiff(from: "1\n2\n3\n4\n5\n6\n7\n8", to: "1\n2\n3\n4\nfive\n6\n7\n8")
    #expect(diff.text == "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n")
  }

  @Test("Equal texts have none", arguments: ["", "a", "a\nb\n", "\n\n"])
  func equal(text: String) { #expect(UnifiedDiff(from: text, to: text).text == "") }

  @Test("Applied to the old text, it gives the new one", arguments: DiffCase.all)
  func apply(diff: DiffCase) throws {
    let text = UnifiedDiff(from: diff.old, to: diff.new).text
    #expect(try applied(text, to: diff.old) == diff.new)
    #expect(
      try applied(UnifiedDiff(from: diff.old, to: diff.new, context: 0).text, to: diff.old)
        == diff.new)
  }

  @Test("Hunks do not touch, and show three lines around a change", arguments: DiffCase.all)
  func hunks(diff: DiffCase) {
    let text = UnifiedDiff(from: diff.old, to: diff.new).text
    for hunk in text.split(separator: "@@ -").map({ $0.split(separator: "\n").dropFirst() }) {
      let marks = hunk.map { $0.first ?? " " }
      #expect(marks.prefix { $0 == " " }.count <= 3)
      #expect(marks.reversed().prefix { $0 == " " }.count <= 3)
      #expect(!String(marks).contains(String(repeating: " ", count: 7)))
    }
  }

  /// The text after the hunks of a difference.
  private func applied(_ diff: String, to old: String) throws -> String {
    let lines = old.split(separator: "\n", omittingEmptySubsequences: false)
    var result: [Substring] = []
    var done = 0
    for line in diff.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if let header = line.wholeMatch(of: /@@ -(\d+),(\d+) \+(\d+),(\d+) @@/) {
        // A hunk without old lines stands behind the line of its number, as diff has it.
        let start = Int(header.2)! == 0 ? Int(header.1)! : Int(header.1)! - 1
        result += lines[done..<start]
        done = start
        #expect(result.count == (Int(header.4)! == 0 ? Int(header.3)! : Int(header.3)! - 1))
        continue
      }
      switch line.first {
      case " ":
        try #require(lines[done] == line.dropFirst())
        result.append(lines[done])
        done += 1
      case "-":
        try #require(lines[done] == line.dropFirst())
        done += 1
      default:
        try #require(line.first == "+")
        result.append(line.dropFirst())
      }
    }
    return (result + lines[done...]).joined(separator: "\n")
  }
}
