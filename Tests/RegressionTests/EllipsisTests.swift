import Foundation
import Notebooks
import Regression
import Testing

@Suite struct EllipsisTests {
  @Test(
    "An ellipsis that stands free stands for any text",
    arguments: [
      TextCase("a\n...\nd", "a\nb\nc\nd", true), TextCase("a\n...\nd", "a\nd", true),
      TextCase("a\n...\nd", "a\nb\nc", false), TextCase("...", "a\nb", true),
      TextCase("...\nb", "a\nb", true), TextCase("...\nb", "a\nc", false),
      TextCase("a\n  ...\nd", "a\nb\nd", true),
      TextCase("a\n...\nc\n...\ne", "a\nb\nc\nd\ne", true),
      TextCase("a\n...\nc\n...\ne", "a\nb\nx\nd\ne", false),
      TextCase("a\n...\na", "a", false), TextCase("a\n...\na", "a\na", true),
      TextCase("took ... ms", "took 12 ms", true), TextCase("took ... ms", "took 12 s", false),
      TextCase("took ... ms", "took a long time in ms", true),
      TextCase("took ... ms", "it took 12 ms", false), TextCase("took ...", "took it", true),
      TextCase("... ms", "12 ms", true), TextCase("... ms", "12 ms more", false),
      TextCase("at 0x...", "at 0x7ffee3", true), TextCase("at 0x...", "at nil", false),
      TextCase("<A: 0x...>", "<A: 0x12ab>", true), TextCase("[1, ..., 9]", "[1, 2, 9]", true),
      TextCase("[1, ..., 9]", "[1, 2, 8]", false), TextCase("name=...,", "name=x,", true),
      TextCase("\"...\"", "\"text\"", true), TextCase("/tmp/.../a", "/tmp/x/y/a", true),
      TextCase("took ...ms, ...%", "took 12ms, 3%", true),
      TextCase("took ...ms", "took 12s", false),
      TextCase("a ... b ... c", "a 1 b 2 c", true), TextCase("a ... b ... c", "a 1 c 2 b", false),
    ])
  func free(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  @Test(
    "Ranges, unfinished words, and what the cell itself prints are text",
    arguments: [
      TextCase("0...5", "0123995", false), TextCase("0...5", "0...5", true),
      TextCase("...5", "12345", false), TextCase("5...", "5 and more", false),
      TextCase("\"a\"...\"z\"", "\"a\" to \"z\"", false),
      TextCase("(-3)...(-1)", "(-3)x(-1)", false),
      TextCase("Loading...", "Loading failed", false), TextCase("a....b", "a1b", false),
      TextCase("Loading ... 1", "Loading ... 2", false),
      TextCase("[0, ..., 9]", "[0, 1, ..., 9]", false), TextCase("...", "....", true),
      TextCase("a\n...\nb", "a\nx\n...\nb", false), TextCase("..", "ab", false),
      TextCase("a\n…\nb", "a\nx\nb", false),
    ])
  func text(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  @Test(
    "Between ellipses numbers are compared within the tolerance",
    arguments: [
      TextCase("step ... loss 0.5", "step 12 loss 0.5001", "1e-3", true),
      TextCase("step ... loss 0.5", "step 12 loss 0.6", "1e-3", false),
      TextCase("first 1.0\n...\nlast 0.5", "first 1.0001\nx\ny\nlast 0.5001", "1e-3", true),
      TextCase("first 1.0\n...\nlast 0.5", "first 1.0001\nx\ny\nlast 0.6", "1e-3", false),
    ])
  func tolerance(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  @Test("Long outputs with ellipses are compared in proportion to their length, or given up")
  func long() throws {
    let lines = (0..<200_000).map { "line \($0 % 7)\n" }.joined()
    #expect(try TextComparison("line 0\n...\nline 3\n...\n", lines, ComparisonRules()).agrees)
  }

  @Test("What would be searched for without end is given up") func trap() throws {
    let trap = String(repeating: "a\n", count: 60_000)
    let pattern = "...\n" + String(repeating: "a\n", count: 20_000) + "b\n...\n"
    #expect(try !TextComparison(pattern, trap, ComparisonRules()).agrees)
  }

  @Test("The same within a line") func wide() throws {
    let wide = String(repeating: "a ", count: 100_000)
    let wild = "... " + String(repeating: "a ", count: 20_000) + "b ..."
    #expect(try !TextComparison(wild, wide, ComparisonRules()).agrees)
  }

  @Test("A drift in a long output is aligned without comparing each line with each")
  func longDrift() throws {
    let old = (0..<100_000).map { "old \($0)\n" }.joined()
    let new = (0..<100_000).map { "\($0 % 10 == 0 ? "old" : "new") \($0)\n" }.joined()
    let diff = UnifiedDiff(from: old, to: new)
    #expect(diff.lines.count { $0.isChange } == 180_000)
  }
}
