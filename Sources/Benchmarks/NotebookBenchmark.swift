import Foundation

/// The preliminaries notebook from process start to written file, cold and warm, against
/// `jupyter nbconvert --execute` on the same cells and against `import torch` alone.
struct NotebookBenchmark {
  let tool: Tool
  let peer: Peer?

  private static let runs = 5

  func run(into table: inout Table) throws {
    let source = URL(filePath: "notebooks/preliminaries.md")
    let copy = tool.scratch.appending(path: "preliminaries.md")
    try FileManager.default.copyItem(at: source, to: copy)
    let run = tool.command(["run", "--quiet", copy.path])
    _ = try run.checked()

    var cold: [Double] = []
    var warm: [Double] = []
    var convert: [Double] = []
    var importing: [Double] = []
    let original = try peer.map { _ in try ipynb() }
    for _ in 0..<Self.runs {
      tool.forgetUnits()
      cold.append(try run.checked().seconds)
      warm.append(try run.checked().seconds)
      if let peer, let original {
        importing.append(
          try MeasuredCommand(program: peer.python, arguments: ["-c", "import torch"]).checked()
            .seconds)
        convert.append(
          try MeasuredCommand(
            program: peer.python,
            arguments: [
              "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output",
              "out.ipynb",
              original.path,
            ], environment: ["PATH": peer.folder.path + "/bin:/usr/bin:/bin"]
          ).checked().seconds)
      }
    }
    let (coldTime, warmTime) = (cold.median, warm.median)
    table.add(
      "preliminaries, cold", coldTime.time, goal: "≤ 1.5 s", isMet: coldTime <= 1.5)
    table.add("preliminaries, warm", warmTime.time, goal: "≤ 150 ms", isMet: warmTime <= 0.15)
    guard peer != nil else { return }
    let (peerTime, importTime) = (convert.median, importing.median)
    addRatio(&table, "cold against nbconvert", coldTime, peerTime, atLeast: 6)
    addRatio(&table, "warm against nbconvert", warmTime, peerTime, atLeast: 50)
    addRatio(&table, "warm against import torch", warmTime, importTime, atLeast: 1)
  }

  private func addRatio(
    _ table: inout Table, _ name: String, _ ours: Double, _ theirs: Double, atLeast goal: Double
  ) {
    let ratio = theirs / ours
    table.add(
      name, ours.time, peer: theirs.time, ratio: ratio.rounded(to: 1),
      goal: "≥ \(goal.rounded(to: 0))", isMet: ratio >= goal)
  }

  /// The original's cells as a Jupyter notebook.
  private func ipynb() throws -> URL {
    struct Original: Decodable {
      let code: String
    }
    let record = URL(filePath: "Tests/NotebooksTests/Fixtures/seed_notebook.json")
    let originals = try JSONDecoder().decode([Original].self, from: Data(contentsOf: record))
    let folder = tool.scratch.appending(path: "jupyter/notebooks")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let cells: [[String: Any]] = originals.enumerated().map { index, original in
      [
        "cell_type": "code", "id": "cell\(index)", "metadata": [String: Any](), "outputs": [Any](),
        "execution_count": NSNull(), "source": original.code,
      ]
    }
    let notebook: [String: Any] = [
      "cells": cells, "nbformat": 4, "nbformat_minor": 5,
      "metadata": [
        "kernelspec": ["name": "python3", "display_name": "Python", "language": "python"]
      ],
    ]
    let file = folder.appending(path: "preliminaries.ipynb")
    try JSONSerialization.data(withJSONObject: notebook).write(to: file)
    return file
  }
}
