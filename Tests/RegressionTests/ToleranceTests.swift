import Notebooks
import Regression
import Testing

/// A recorded and a captured text, and whether the one allows the other.
struct TextCase: Sendable, CustomTestStringConvertible {
  let recorded: String
  let captured: String
  let tolerance: String
  let agrees: Bool

  var testDescription: String {
    "\(tolerance): \(recorded.debugDescription) \(agrees ? "allows" : "refuses") "
      + captured.debugDescription
  }

  init(_ recorded: String, _ captured: String, _ tolerance: String, _ agrees: Bool) {
    (self.recorded, self.captured, self.agrees) = (recorded, captured, agrees)
    self.tolerance = tolerance
  }

  init(_ recorded: String, _ captured: String, _ agrees: Bool) {
    self.init(recorded, captured, "exact", agrees)
  }

  func check(_ change: (inout ComparisonRules) -> Void = { _ in }) throws -> Bool {
    var rules = ComparisonRules(tolerance: try #require(Tolerance(tolerance)))
    change(&rules)
    return try TextComparison(recorded, captured, rules).agrees
  }
}

@Suite struct ToleranceTests {
  @Test(
    "Numbers are compared within |c − r| ≤ t + t·|r|, all else as text",
    arguments: [
      TextCase("0.5", "0.5009", "1e-3", true), TextCase("0.5", "0.5016", "1e-3", false),
      TextCase("1", "1.002", "1e-3", true), TextCase("1", "1.0021", "1e-3", false),
      TextCase("1", "0.998", "1e-3", true), TextCase("-1", "1", "1e-3", false),
      TextCase("loss 0.5", "loss 0.5001", "1e-3", true),
      TextCase("loss 0.5", "cost 0.5", "1e-3", false),
      TextCase("1e-3", "1.001e-3", "1e-3", true), TextCase("1e-3", "0.001", "1e-12", true),
      TextCase("1e3", "1000", "0", true), TextCase("1E3", "1e3", "0", true),
      TextCase("-0.0", "0.0", "0", true), TextCase("0", "-0", "0", true),
      TextCase("+1", "1", "0", true), TextCase("\u{2212}1", "-1", "0", true),
      TextCase("1.50", "1.5", "0", true), TextCase(".5", "0.5", "0", true),
      TextCase("1.", "1.0", "0", true), TextCase("3", "4", "0", false),
      TextCase("9007199254740993", "9007199254740992", "0", false),
      TextCase("9007199254740993", "9007199254740993", "0", true),
      TextCase("9007199254740993", "9007199254740992", "1e-20", false),
      TextCase("007", "7", "0", true),
      // Several on a line, and next to each other.
      TextCase("(1.0,2.0)", "(1.0001,1.9999)", "1e-3", true),
      TextCase("1-2", "1-3", "1e-3", false), TextCase("3+4j", "3+4.001j", "1e-3", true),
      TextCase("a=-1.5", "a=-1.5001", "1e-3", true), TextCase("x-1", "x-1", "1e-3", true),
      TextCase("≈0.5", "≈0.5001", "1e-3", true), TextCase("5±0.1", "5±0.1001", "1e-3", true),
      // Units.
      TextCase("12ms", "12.001ms", "1e-3", true), TextCase("12ms", "12s", "1e-3", false),
      TextCase("12µs", "12.001µs", "1e-3", true), TextCase("50%", "50.01%", "1e-3", true),
      TextCase("12 ms", "12.001 ms", "1e-3", true), TextCase("1st", "2nd", "1", false),
      // Thousands.
      TextCase("1,234,567", "1,234,568", "1e-5", true),
      TextCase("1,234,567", "1,244,567", "1e-5", false),
      TextCase("1,000", "999.999", "1e-5", true), TextCase("1_000_000", "1000001", "1e-5", true),
      TextCase("[1,234]", "[1,235]", "1e-3", false),
      TextCase("f(1,234)", "f(1,235)", "1e-3", false),
      TextCase("(1,234 rows)", "(1,235 rows)", "1e-3", true),
      TextCase("1,2,3", "1,2,4", "1e-3", false),
      // Not a number and infinity.
      TextCase("nan", "nan", "1e-3", true), TextCase("nan", "NaN", "1e-3", true),
      TextCase("nan", "1.0", "1e-3", false), TextCase("1.0", "nan", "1e-3", false),
      TextCase("inf", "inf", "1e-3", true), TextCase("inf", "-inf", "1e-3", false),
      TextCase("inf", "1e308", "1e-3", false), TextCase("+infinity", "inf", "1e-3", true),
      TextCase("banana", "banana", "1e-3", true), TextCase("nano", "nan", "1e-3", false),
      TextCase("1e999", "1e998", "1e-3", false),
      // What is no number is text.
      TextCase("1.2.3", "1.2.4", "1", false), TextCase("v1.2", "v1.3", "1", false),
      TextCase("2024-01-02", "2024-01-03", "1", false),
      TextCase("2024-01-02T10:00:00Z", "2024-01-02T10:00:01Z", "1", false),
      TextCase("10:30", "10:31", "1", false), TextCase("01/02/2024", "01/03/2024", "1", false),
      TextCase("0x1F", "0x1E", "1", false), TextCase("0x1F", "0x1F", "1", true),
      TextCase("x1", "x2", "1", false), TextCase("float32", "float64", "1", false),
      TextCase("3f2a9c", "4f2a9c", "1", false), TextCase("127.0.0.1", "127.0.0.2", "1", false),
      TextCase(
        "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001", "1", false),
      TextCase("0...5", "0...5", "1e-3", true), TextCase("0...5", "0...6", "1e-3", false),
      TextCase("0..<5", "0..<5.001", "1e-3", true),
      TextCase("1.0...2.0", "1.0...2.0001", "1e-3", true),
      TextCase("It is 3.", "It is 3.", "1e-3", true), TextCase("3 4", "3 4 5", "1", false),
      TextCase("3 4 5", "3 4", "1", false), TextCase("3\n4", "3 4", "1", false),
    ])
  func within(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  @Test(
    "With 'auto' a number allows what rounds to it at its last digit; whole numbers are exact",
    arguments: [
      TextCase("0.4987", "0.49871", "auto", true), TextCase("0.4987", "0.49866", "auto", true),
      TextCase("0.4987", "0.4988", "auto", false), TextCase("0.4987", "0.49876", "auto", false),
      TextCase("0.4987", "0.499", "auto", false), TextCase("0.50", "0.5", "auto", true),
      TextCase("1.2e-5", "1.24e-5", "auto", true), TextCase("1.2e-5", "1.26e-5", "auto", false),
      TextCase("1e3", "1400", "auto", true), TextCase("1e3", "1600", "auto", false),
      TextCase("5", "5.2", "auto", false), TextCase("5", "5.0", "auto", true),
      TextCase("5", "6", "auto", false), TextCase("2.", "2.4", "auto", true),
      TextCase("nan", "0.1", "auto", false),
    ])
  func asWritten(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  @Test(
    "Sampled frequencies are compared by the standard error of their difference",
    arguments: [
      // 3·√(2·0.25/1000) = 0.067
      TextCase("0.5", "0.56", "3se/1000", true), TextCase("0.5", "0.58", "3se/1000", false),
      TextCase("500", "560", "3se/1000", true), TextCase("500", "580", "3se/1000", false),
      TextCase("50%", "56%", "3se/1000", true), TextCase("50%", "58%", "3se/1000", false),
      // A hundred times the sample, a tenth of the error.
      TextCase("0.500", "0.506", "3se/100000", true),
      TextCase("0.500", "0.510", "3se/100000", false),
      TextCase("0.0", "0.005", "3se/1000", true), TextCase("0", "20", "3se/1000", false),
      TextCase("1000", "1000", "3se/1_000", true), TextCase("1001", "1002", "3se/1000", false),
      TextCase("1.5", "1.51", "3se/1000", false), TextCase("-0.5", "-0.51", "3se/1000", false),
      TextCase("0.5", "500", "3se/1000", false), TextCase("nan", "0.5", "3se/1000", false),
    ])
  func standardErrors(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  @Test(
    "Columns may move where numbers are written in other widths, and not otherwise",
    arguments: [
      TextCase("  a    b\n1.5  2.5\n", "   a    b\n10.5  2.5\n", "1", false),
      TextCase("  a    b\n9.5  2.5\n", "   a    b\n10.0  2.5\n", "1", true),
      TextCase("[ 3., 12.]", "[3., 9.]", "1", true), TextCase("a  b 1", "a b 1", "1", false),
      TextCase("|  9 | x |", "| 10 | x |", "1", true),
      TextCase("+----+\n| 9.5 |\n", "+-----+\n| 10.0 |\n", "1", true),
      TextCase("+----+\n| 9.5 |\n", "+====+\n| 10.0 |\n", "1", false),
      TextCase("ab 9.5", "a b 10.0", "1", false), TextCase("9.5 a b", "10.0 ab", "1", false),
      TextCase("  9.5", "9.5", "1", false),
    ])
  func columns(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  @Test(
    "Without a tolerance numbers are text",
    arguments: [
      TextCase("0.50", "0.5", false), TextCase("NaN", "nan", false), TextCase("1", "1", true),
      TextCase("1", "1\n", true), TextCase("a  ", "a", true), TextCase("a\t \nb", "a\nb", true),
      TextCase("a\n\n", "a\n", false), TextCase(" a", "a", false),
      TextCase("\u{1B}[1mred\u{1B}[0m", "red", true), TextCase("é", "e\u{301}", false),
      TextCase("", "", true), TextCase("", "a", false),
    ])
  func exact(text: TextCase) throws { #expect(try text.check() == text.agrees) }
}
