import Testing

/// What a cell shows, and whether two runs agree on it.
struct Repeated: CustomTestStringConvertible, Sendable {
  let code: String
  let repeats: Bool

  var testDescription: String { code }

  static let all: [Repeated] = [
    ("Set((1...50).map { \"item \\($0)\" }).joined()", true),
    ("[\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4].map { \"\\($0)\\($1)\" }.joined()", true),
    ("\"text\".hashValue", true),
    ("(1...50).shuffled()", true),
    ("Double.random(in: 0..<1)", true),
    ("(0..<9).map { _ in Int.random(in: 0..<1_000_000) }", true),
    ("UUID()", true),
    ("Date().timeIntervalSince1970", false),
    ("ContinuousClock.now", false),
    ("ProcessInfo.processInfo.systemUptime", false),
    ("ProcessInfo.processInfo.processIdentifier", false),
  ].map { Repeated(code: $0, repeats: $1) }
}

@Suite struct RepeatTests {
  @Test("Order and chance repeat from run to run; time and processes do not")
  func twice() throws {
    let notebook =
      "```swift\nimport Foundation\n```\n\n"
      + Repeated.all.map { "```swift\n\($0.code)\n```\n\n" }.joined()
    let (first, second) = (try Executed(notebook).texts, try Executed(notebook).texts)
    for (place, item) in Repeated.all.enumerated() {
      let (one, other) = (first[place + 1], second[place + 1])
      #expect(one != nil && other != nil, "\(item)")
      #expect((one == other) == item.repeats, "\(item)")
    }
  }
}
