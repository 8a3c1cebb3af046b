import Foundation

/// The check of all the project's notebooks, compiled already: what a maintainer waits for at every
/// change.
struct CheckBenchmark {
  let tool: Tool

  private static let runs = 5

  func run(into table: inout Table) throws {
    let check = tool.command(["check", "--quiet", "notebooks", "README.md", "docs"])
    _ = try check.checked()
    let times = try (0..<Self.runs).map { _ in try check.checked().seconds }
    let median = times.median
    table.add(
      "check of the project's notebooks, warm", median.time, goal: "≤ 1 s", isMet: median <= 1)
    try measureComparison(&table)
  }

  /// A cell that prints much, compared as text and within a tolerance.
  private func measureComparison(_ table: inout Table) throws {
    let lines = 100_000
    let record = (0..<lines).map { "row \($0) value \(Double($0) + 0.5)\n" }.joined()
    for (name, option, shift) in [
      ("as text", "", "0.5"), ("within a tolerance", " tol=1e-3", "0.5001"),
    ] {
      let file = tool.scratch.appending(path: "rows.md")
      let code = "for i in 0..<\(lines) { print(\"row \\(i) value \\(Double(i) + \(shift))\") }"
      try "```swift\(option)\n\(code)\n```\n\n```output\n\(record)```\n"
        .write(to: file, atomically: true, encoding: .utf8)
      let check = tool.command(["check", "--quiet", file.path])
      _ = try check.checked()
      let times = try (0..<Self.runs).map { _ in try check.checked().seconds }
      table.add("check of \(lines) lines, \(name)", times.median.time)
    }
  }
}
