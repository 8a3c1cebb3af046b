import Foundation

/// From a save to the page of a preview: a change in the last of thirty cells, and one in prose.
struct EditBenchmark {
  let tool: Tool

  private static let runs = 15

  func run(into table: inout Table) throws {
    let file = tool.scratch.appending(path: "edited.md")
    let counter = tool.scratch.appending(path: "ran.txt")
    func save(_ prose: String, _ value: Int) throws {
      try text(prose: prose, value: value, counter: counter)
        .write(to: file, atomically: true, encoding: .utf8)
    }
    try save("nothing", 0)
    let page = try PreviewedPage(file, tool: tool)
    try page.wait(for: "the sum is 435")
    var edits: [Double] = []
    for round in 1...Self.runs {
      let start = ContinuousClock.now
      try save("nothing", round)
      try page.wait(for: "the sum is \(435 + round)")
      edits.append((ContinuousClock.now - start) / .seconds(1))
      // As an author pauses.
      usleep(100_000)
    }
    var prose: [Double] = []
    for round in 1...Self.runs {
      let start = ContinuousClock.now
      try save("revision \(round) of this", Self.runs)
      try page.wait(for: "revision \(round) of this")
      prose.append((ContinuousClock.now - start) / .seconds(1))
      usleep(100_000)
    }
    let others = try String(contentsOf: counter, encoding: .utf8).count
    table.add(
      "change in the last of 30 cells, on the page", edits.median.time, goal: "≤ 200 ms",
      isMet: edits.median <= 0.2)
    table.add(
      "change in prose, on the page", prose.median.time, goal: "≤ 50 ms",
      isMet: prose.median <= 0.05)
    table.add(
      "runs of the 29 cells above, in \(2 * Self.runs) changes", "\(others)", goal: "29",
      isMet: others == 29)
  }

  /// Thirty cells with tensors, each of which leaves a mark when it runs.
  private func text(prose: String, value: Int, counter: URL) -> String {
    var cells = ["import Foundation\nimport Gradus\n" + mark(counter) + "\nvar sum = 0"]
    for number in 1..<29 {
      cells.append(
        "let t\(number) = arange(\(number)) * 2\nsum += \(number)\n" + mark(counter))
    }
    cells.append("let last = sum + 29 + \(value)\nprint(\"the sum is \\(last)\")")
    return "# Thirty cells\n\nAbout \(prose).\n\n"
      + cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\nSome prose.\n\n")
  }

  private func mark(_ counter: URL) -> String {
    """
    do {
      let file = fopen("\(counter.path)", "a")!
      fputs(".", file)
      fclose(file)
    }
    """
  }
}
