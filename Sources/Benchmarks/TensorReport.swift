import Foundation

/// The table of tensor operations as text, JSON and a bar chart.
struct TensorReport {
  let rows: [TensorBenchmark.Row]

  func add(to table: inout Table) {
    for row in rows {
      table.add(
        "\(row.name), T\(row.threads)", (row.ours / 1e9).fineTime,
        peer: (row.theirs / 1e9).fineTime,
        ratio: row.ratio.rounded(to: 2), goal: row.goal.map { "≥ \($0.rounded(to: 2))" } ?? "",
        isMet: row.isMet)
    }
  }

  var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return try encoder.encode(rows)
    }
  }

  /// One bar a case: the ratio with one thread on a logarithmic axis.
  var chart: String {
    let shown = rows.filter { $0.threads == 1 }
    let (rowHeight, left, width) = (16, 230, 420)
    let top = max(64, shown.map(\.ratio).max() ?? 1)
    func x(_ ratio: Double) -> Double {
      let place = log2(max(ratio, 0.125) / 0.125) / log2(top / 0.125)
      return (Double(left) + place * Double(width)).rounded()
    }
    let height = shown.count * rowHeight + 40
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(left + width + 60)" height="\(height)" \
      font-family="sans-serif" font-size="11">
      <style>text{fill:#333}line{stroke:#999}.bar{fill:#2a78b5}.slow{fill:#c8553d}
      @media (prefers-color-scheme: dark){text{fill:#ddd}line{stroke:#777}}</style>
      <text x="\(left)" y="14">PyTorch's time ÷ Gradus's, one thread (logarithmic)</text>

      """
    for tick in [0.125, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0] where tick <= top {
      svg += """
        <line x1="\(x(tick))" x2="\(x(tick))" y1="30" y2="\(height)" stroke-width="\(tick == 1 ? 1.5 : 0.3)"/>
        <text x="\(x(tick))" y="28" text-anchor="middle">\(tick.rounded(to: tick < 1 ? 3 : 0))</text>

        """
    }
    for (index, row) in shown.enumerated() {
      let y = 36 + index * rowHeight
      let (from, to) = (min(x(1), x(row.ratio)), max(x(1), x(row.ratio)))
      svg += """
        <text x="\(left - 6)" y="\(y + 10)" text-anchor="end">\(row.name)</text>
        <rect class="\(row.ratio < 1 ? "bar slow" : "bar")" x="\(from)" y="\(y)" \
        width="\(max(1, to - from))" height="\(rowHeight - 4)"/>

        """
    }
    return svg + "</svg>\n"
  }
}

extension Double {
  /// A time in seconds, down to nanoseconds.
  fileprivate var fineTime: String {
    switch self {
    case ..<1e-6: "\((self * 1e9).rounded(to: 0)) ns"
    case ..<1e-3: "\((self * 1e6).rounded(to: 1)) µs"
    default: time
    }
  }
}
