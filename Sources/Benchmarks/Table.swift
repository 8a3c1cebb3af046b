/// The rows of a benchmark run.
struct Table {
  private struct Row {
    let name: String
    let value: String
    let peer: String
    let ratio: String
    let goal: String
    let isMet: Bool?
  }

  private var rows: [Row] = []

  var missed: Int { rows.count { $0.isMet == false } }

  /// - Parameter isMet: `nil` where there is no goal, or nothing to compare with
  mutating func add(
    _ name: String, _ value: String, peer: String = "", ratio: String = "", goal: String = "",
    isMet: Bool? = nil
  ) {
    rows.append(Row(name: name, value: value, peer: peer, ratio: ratio, goal: goal, isMet: isMet))
  }

  /// A Markdown table.
  var text: String {
    let head = ["case", "Gradus", "peer", "ratio", "goal", "verdict"]
    let cells = rows.map {
      [$0.name, $0.value, $0.peer, $0.ratio, $0.goal, $0.isMet.map { $0 ? "met" : "missed" } ?? ""]
    }
    let widths = head.indices.map { column in
      ([head] + cells).map { $0[column].count }.max() ?? 0
    }
    let lines = ([head, widths.map { String(repeating: "-", count: $0) }] + cells).map { row in
      "| "
        + zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: " | ") + " |"
    }
    return lines.joined(separator: "\n")
  }
}

extension Double {
  /// As a time in seconds.
  var time: String {
    self < 1 ? "\((self * 1000).rounded(to: 1)) ms" : "\(rounded(to: 2)) s"
  }

  func rounded(to digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return "\((self * scale).rounded() / scale)"
  }
}
