import Foundation

/// Large notebooks and many notebooks.
struct CollectionBenchmark {
  let tool: Tool

  func run(into table: inout Table) throws {
    try measureLargeNotebook(&table)
    try measureManyNotebooks(&table)
  }

  private func measureLargeNotebook(_ table: inout Table) throws {
    let file = tool.scratch.appending(path: "thousand.md")
    let cells = (0..<1000).map { "```swift\nlet item\($0) = \"item \($0)\"\nitem\($0)\n```\n" }
    try cells.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let run = try tool.command(["run", "--quiet", file.path]).checked()
    let memory = Double(run.peakMemory) / 1_048_576
    table.add("1000 cells, cold", run.seconds.time)
    table.add(
      "1000 cells, memory of gradus", "\(memory.rounded(to: 0)) MB", goal: "≤ 200 MB",
      isMet: memory <= 200)
  }

  private func measureManyNotebooks(_ table: inout Table) throws {
    let folder = tool.scratch.appending(path: "hundred")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for index in 0..<100 {
      let text = """
        ```swift
        let n = \(index) + 3_000_000
        var sum = 0
        for i in 0..<n { sum &+= i }
        sum
        ```

        """
      let file = folder.appending(path: "notebook\(index).md")
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    _ = try tool.command(["run", "--quiet", folder.path]).checked()
    let one = try tool.command(["check", "--quiet", "-j", "1", folder.path]).checked().seconds
    let two = try tool.command(["check", "--quiet", "-j", "2", folder.path]).checked().seconds
    let ratio = one / two
    table.add(
      "100 notebooks, two workers against one", two.time, peer: one.time,
      ratio: ratio.rounded(to: 2), goal: "≥ 1.7", isMet: ratio >= 1.7)
  }
}
