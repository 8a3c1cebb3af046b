import Diagnostics
import Notebooks
import Regression
import Testing

@Suite struct FilterTests {
  private func filter(_ pattern: String, _ replacement: String = "") throws -> OutputFilter {
    OutputFilter(
      pattern: try Pattern(pattern), replacement: replacement,
      location: SourceLocation(file: "a.md", line: 3, column: 5))
  }

  private func agrees(
    _ recorded: String, _ captured: String, _ filters: [OutputFilter]
  ) throws -> Bool {
    try TextComparison(recorded, captured, ComparisonRules(filters: filters)).agrees
  }

  @Test("What matches is replaced on both sides, filter by filter, line by line")
  func replaced() throws {
    let time = try filter("[0-9.]+ ms", "TIME")
    #expect(try agrees("in 3 ms", "in 4.5 ms", [time]))
    #expect(try agrees("in TIME", "in 4.5 ms", [time]))
    #expect(try !agrees("in 3 ms", "in 4 s", [time]))
    #expect(try !agrees("in 3 ms", "on 3 ms", [time]))
    let both = [try filter("a", "b"), try filter("b+", "c")]
    #expect(try agrees("aab", "c", both))
    #expect(try agrees("a: 1\nb: 2", "a: 9\nb: 8", [try filter("^(.): .*$", "$1")]))
    #expect(try !agrees("a: 1\nb: 2", "a: 9\nx: 8", [try filter("^(.): .*$", "$1")]))
  }

  @Test(
    "A dollar sign brings what a group matched",
    arguments: [
      ("(\\w)(\\w)", "$2$1", "ab", "ba"), ("a", "$0$0", "a", "a!a!"), ("a", "$$1", "a", "$1"),
      ("a", "$", "a", "$"), ("a", "$x", "a", "$x"), ("a(b)?", "<$1>", "a", "<>"),
      ("a", "<$7>", "a", "<>"),
    ])
  func groups(pattern: String, replacement: String, text: String, result: String) throws {
    // The result must stand for itself: it is not filtered again where the pattern does not match.
    let filter = try filter("^(?:\(pattern))!$", replacement)
    #expect(try agrees(text + "!", result, [filter]))
  }

  @Test("A pattern that takes forever is a difference with a reason, at the filter's place")
  func forever() throws {
    let text = "```swift\n1\n```\n\n```output\n\(String(repeating: "a", count: 60))\n```\n"
    let cell = Notebook(path: "a.md", bytes: Array(text.utf8)).cells[0]
    let rules = ComparisonRules(filters: [try filter("(a*)*b")])
    let captured = CellOutput(text: String(repeating: "a", count: 61))
    let drift = try #require(
      Comparison(cell, captured: captured, rules: rules, isStrict: true).drift)
    #expect(drift.diagnostic.message.hasPrefix("the filters take longer than 5 s"))
    #expect(drift.diagnostic.location.line == 3)
    // What was not compared is not recorded.
    #expect(drift.promoted == cell.recorded)
  }

  @Test("The pattern of an expected failure has a limit too") func pattern() throws {
    let pattern = try Pattern("(a*)*b")
    #expect(pattern.isFound(in: "aab"))
    #expect(!pattern.isFound(in: String(repeating: "a", count: 60)))
  }
}
