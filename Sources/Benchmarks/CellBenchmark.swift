import Foundation

/// One more cell at the end of a notebook that is compiled already: the time must not grow with
/// the notebook.
struct CellBenchmark {
  let tool: Tool

  private static let runs = 7

  func run(into table: inout Table) throws {
    for count in [10, 50, 200] {
      let file = tool.scratch.appending(path: "cells\(count).md")
      let cells = (0..<count).map { "```swift\nlet value\($0) = \($0) * 2\nvalue\($0)\n```\n" }
      let text = cells.joined(separator: "\n")
      let run = tool.command(["run", "--stdout", file.path])
      var extra: [Double] = []
      for round in 0..<Self.runs {
        try text.write(to: file, atomically: true, encoding: .utf8)
        _ = try run.checked()
        let before = try run.checked().seconds
        let added = "\n```swift\nlet added = value3 + \(round)\nprint(added)\n```\n"
        try (text + added).write(to: file, atomically: true, encoding: .utf8)
        extra.append(try run.checked().seconds - before)
      }
      let median = extra.median
      table.add(
        "one more cell behind \(count)", median.time, goal: "≤ 120 ms", isMet: median <= 0.12)
    }
  }
}
