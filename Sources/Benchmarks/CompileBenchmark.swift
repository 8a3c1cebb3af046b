import Foundation

/// What compiling takes: typical tensor cells, and what the runtime adds to them and to typical
/// mistakes; what a cell of plain Swift takes a reader would wait for anyway.
struct CompileBenchmark {
  let tool: Tool

  private static let runs = 3
  /// What a cell stands on: the values of the cells before it.
  private static let values = """
    let x = arange(6.0).reshaped(2, 3)
    let y = ones(2, 3)
    let z = zeros(3)
    let w = randn(2, 3)
    let n = 3
    let rate = 0.1

    """
  private static let imports = """
    import Gradus
    import protocol GradusTensors.TensorScalar

    """

  private static let cells = [
    "let a = (2 * x + y / 3 - z) * w.exp() ** 2", "let a = x + 1",
    "let a = x * x + 2 * x - 1 / (x + 1)", "let a = (x - x.mean()) / x.std()",
    "let a = (x .> 0) .& (x .< 3)", "let a = x[x .> 2]", "let a = x[1, 0...1]",
    "let a = x[.all, .newAxis, 1...]", "let a = matmul(x, w.transposed()) + 1",
    "let a = x.sum(axis: 0, keepingDimensions: true)",
    "let a = (x.shape, x.sum(), x.mean(axis: 1))",
    "let a = Tensor([[1, 2, 3], [4, 5, 6]])", "let a = Tensor([[1.5, 2], [3, 4.25]])",
    "let a = concatenated([x, y, w], axis: 1)", "let a = einsum(\"ij,kj->ik\", x, y)",
    "let a = softmax(x, axis: 1) * 2 - 1", "let a = -x + y * -1",
    "let a = rate * x + (1 - rate) * y",
    "x[0] .= 5", "x[1, 1...] = ones(2)", "let a = sqrt(x * x + y * y + 1e-6)",
    "let a = 1 / (1 + exp(-x))", "let a = Tensor.where(x .> 1, x, 0.0)",
    "let g = gradient(of: (w * w).sum(), by: w.requiringGradient())",
    "for row in x { print(row.sum(), Double(row.max())) }",
    "let a = zip(x, y).map { $0 * 2 + $1 }.reduce(zeros(3)) { $0 + $1 }",
    "func loss(_ w: Tensor, _ b: Tensor) -> Tensor { ((matmul(x, w) + b - 1) ** 2 / 2).mean() }",
    "var total = zeros(3)\nfor i in 0..<10 { total += x[i % 2] * Double(i) }",
    "let a = \"\\(x.norm(), \".3f\") of \\(x.size)\"",
    "let a = (x ** 3 - 3 * x ** 2 + 2 * x).sum() / Double(x.size) + 0.5 * w.norm() ** 2",
  ]

  private static let mistakes = [
    "let a = rate * n * x + 1", "let a = x + \"1\"", "let a = x == 2", "let a = x > y && y",
    "let a = (2 * x + y / 3 - z) * w.exp() ** n.foo", "let a = x.sums()", "let a = x.sum(dim: 0)",
    "let a = (x + y) * (rate + n) - z / 2", "let a = x[0.5]", "let a = x[\"a\"]",
    "let a: Double = x * 2 + 1", "let a = 2 ** 3 + x", "let a = x * [1, 2, 3]",
    "let a = sqrt(n) * x", "let a = matmul(x)", "let a = Tensor([1, \"2\"])",
    "let a = x.reshaped(\"2\", 3)", "if x .> 1 { print(x) }",
    "let a = 1 / n * x + rate * n - undefined", "let a = x + y - z * w / unknown ** 2",
  ]

  func run(into table: inout Table) throws {
    let plain = try seconds("let a = 1")
    let whole = try Self.cells.map { ($0, try seconds(Self.imports + Self.values + $0)) }
    let good = whole.map { ($0.0, $0.1 - plain) }.sorted { $0.1 > $1.1 }
    let bad = try Self.mistakes.map { ($0, try added($0)) }.sorted { $0.1 > $1.1 }
    let median = whole.map(\.1).median
    table.add(
      "compiling a tensor cell, median of \(good.count)", median.time, goal: "≤ 130 ms",
      isMet: median <= 0.13)
    for (text, seconds) in good.prefix(10) { table.add(line(text), seconds.time) }
    for (text, seconds) in bad.prefix(10) { table.add("mistake: " + line(text), seconds.time) }
  }

  private func line(_ text: String) -> String {
    "`" + text.split(separator: "\n").joined(separator: "; ").replacing("|", with: "\\|") + "`"
  }

  /// What a mistake takes beyond the same text without the runtime, which refuses it too.
  private func added(_ cell: String) throws -> Double {
    let with = try seconds(Self.imports + Self.values + cell)
    return try with - seconds(Self.values + cell)
  }

  /// The time of the frontend with the flags that cells get; a mistake ends it with an error.
  private func seconds(_ text: String) throws -> Double {
    let file = tool.scratch.appending(path: "unit.swift")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let modules = URL(filePath: tool.path).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "lib/gradus/modules").path
    let command = MeasuredCommand(
      program: "swiftc",
      arguments: [
        "-frontend", "-c", file.path, "-o", tool.scratch.appending(path: "unit.o").path,
        "-module-name", "unit", "-module-cache-path", tool.scratch.appending(path: "clang").path,
        "-enable-testing", "-swift-version", "5", "-enable-bare-slash-regex",
        "-package-name", "notebook", "-gline-tables-only", "-diagnostic-style", "llvm",
        "-solver-expression-time-threshold=2", "-I", modules, "-I", modules + "/GradusKernels",
        "-Onone", "-enforce-exclusivity=unchecked",
      ])
    return try (0..<Self.runs).map { _ in try command.run().seconds }.median
  }
}
