import Notebooks
import Regression
import Testing

/// Outputs put together at random.
@Suite struct RandomTextTests {
  private static let words = [
    "loss", "x1", "v1.2.3", "2024-01-02", "10:30", "0x1F", "True", "nan", "inf", "float32", "µm",
    "α", "🙂", "0..<5", "1...3", "[]", "()", "...", "<a>", "----", "====", "|", "±", "%", "\"q\"",
    "3f2a9c", "550e8400-e29b-41d4-a716-446655440000", "e", "-", "+", "1.2.3.4", "a.b", "_", "'",
  ]
  private static let separators = [" ", "  ", ", ", ": ", " = ", " (", ") ", " [", "] ", "\n"]
  private static let units = ["", "", "", "ms", "%", "kg", "µs"]

  /// A text and the same with its numbers moved by a factor of what the tolerance allows.
  private func pair(
    _ size: Double, factor: ClosedRange<Double>, _ generator: inout Xorshift
  ) -> (old: String, new: String, numbers: Int) {
    var (old, new) = ("", "")
    var numbers = 0
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      if Bool.random(using: &generator) {
        let word = Self.words.randomElement(using: &generator)!
        (old, new) = (old + word, new + word)
      } else {
        let value = Double.random(in: -1000...1000, using: &generator)
        let unit = Self.units.randomElement(using: &generator)!
        let step = (size + size * value.magnitude) * Double.random(in: factor, using: &generator)
        old += "\(value)\(unit)"
        new += "\(Bool.random(using: &generator) ? value + step : value - step)\(unit)"
        numbers += 1
      }
      let separator = Self.separators.randomElement(using: &generator)!
      (old, new) = (old + separator, new + separator)
    }
    return (old, new, numbers)
  }

  @Test("Numbers anywhere in a text are found, and compared within the tolerance")
  func numbers() throws {
    var generator = Xorshift(state: 99)
    for round in 0..<3000 {
      let size = [1e-6, 1e-3][round % 2]
      let rules = ComparisonRules(tolerance: .within(size))
      let inside = pair(size, factor: 0...0.99, &generator)
      #expect(
        try TextComparison(inside.old, inside.new, rules).agrees, "\(inside.old) and \(inside.new)")
      let outside = pair(size, factor: 1.01...2, &generator)
      if outside.numbers > 0 {
        #expect(
          try !TextComparison(outside.old, outside.new, rules).agrees,
          "\(outside.old) and \(outside.new)")
      }
    }
  }

  @Test("What is promoted agrees, keeps what agreed, and is promoted to itself")
  func promotion() throws {
    var generator = Xorshift(state: 7)
    for round in 0..<2000 {
      let rules = ComparisonRules(
        tolerance: round % 2 == 0 ? .within(1e-3) : .exact, isUnordered: round % 5 == 0)
      var recorded: [String] = []
      var captured: [String] = []
      var changed = 0
      for index in 0..<Int.random(in: 1...12, using: &generator) {
        // An ellipsis that the cell prints turns those of the record into text.
        let words = pair(1e-3, factor: 0...0, &generator).old.replacing("...", with: "")
        let line = "line \(index) " + words.replacing("\n", with: " ")
        switch Int.random(in: 0..<8, using: &generator) {
        case 0:
          recorded.append(line + "old")
          captured.append(line + "new")
          changed += 1
        case 1:
          recorded.append(line)
          changed += 1
        case 2:
          captured.append(line)
          changed += 1
        case 3 where !rules.isUnordered:
          recorded.append("...")
          captured += ["some \(index)", "more \(index)"]
        default:
          recorded.append(line)
          captured.append(line)
        }
      }
      let text = captured.map { $0 + "\n" }.joined()
      let cell = try cell(recorded)
      let comparison = Comparison(
        cell, captured: CellOutput(text: text), rules: rules, isStrict: true)
      let promoted = comparison.promoted
      let next = try self.cell((promoted.text ?? "").split(separator: "\n").map(String.init))
      let again = Comparison(next, captured: CellOutput(text: text), rules: rules, isStrict: true)
      #expect(again.drift == nil, "round \(round)")
      if comparison.drift == nil { #expect(promoted == cell.recorded, "round \(round)") }
      if !rules.isUnordered, let drift = comparison.drift {
        let removed = drift.difference.lines.count { if case .removed = $0 { true } else { false } }
        #expect(removed <= changed, "round \(round): \(drift.difference.text)")
      }
    }
  }

  private func cell(_ lines: [String]) throws -> Cell {
    let body = lines.map { $0 + "\n" }.joined()
    let output = body.isEmpty ? "" : "\n````````output\n\(body)````````\n"
    let notebook = Notebook(path: "a.md", bytes: Array("```swift\n1\n```\n\(output)".utf8))
    try #require(notebook.diagnostics == [])
    return notebook.cells[0]
  }
}
