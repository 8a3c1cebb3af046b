import GradusDisplay

extension Column: CustomStringConvertible {
  /// The column as pandas prints a series: labels, values, then name and type.
  public var description: String {
    var footer: [String] = []
    if let name { footer.append("Name: \(TextTable.escaped(name))") }
    if count == 0 {
      return "Series([], \((footer + ["dtype: \(type)"]).joined(separator: ", ")))"
    }
    let shown = ShownRows(count)
    let rows = shown.positions
    let part = shown.isCut ? gathered(rows) : self
    if shown.isCut { footer.append("Length: \(count)") }
    footer.append("dtype: \(type)")

    var values = TextTable.cells(of: part.storage)
    var labels = part.index.texts(space: 2)
    if shown.isCut {
      let width = values[shown.head - 1].scalarCount
      values.insert(Self.centered(width > 3 ? "..." : "..", width), at: shown.head)
      labels.insert("", at: shown.head + 1)
    }
    var lines = TextTable.joined([Array(labels.dropFirst()), values], space: 3)
    if index.names.contains(where: { $0 != nil }) { lines.insert(labels[0], at: 0) }
    return (lines + [footer.joined(separator: ", ")]).joined(separator: "\n")
  }

  /// Python's `str.center`, which puts the odd space on the left of an odd width.
  private static func centered(_ text: String, _ width: Int) -> String {
    let room = Swift.max(0, width - text.count)
    let left = room / 2 + (room & width & 1)
    return String(repeating: " ", count: left) + text
      + String(repeating: " ", count: room - left)
  }
}

extension RowIndex {
  /// One text for the names, then one for each row.
  func texts(space: Int) -> [String] {
    let names = levels.map { TextTable.escaped($0.name ?? "") }
    if levels.count == 1 { return names + levels[0].texts }
    var columns = levels.map { Self.texts(ofLevel: $0.labels) }
    thin(&columns)
    return TextTable.joined(zip(names, columns).map { [$0] + $1 }, space: space)
  }

  /// The texts of one of several levels: pandas aligns the values that are there, and writes a
  /// missing one beside texts in numpy's way.
  private static func texts(ofLevel labels: ColumnStorage) -> [String] {
    let present = (0..<labels.count).filter { !labels.isMissing($0) }
    guard case .string = labels, !present.isEmpty else { return TextTable.labels(of: labels) }
    var texts = [String](repeating: "nan", count: labels.count)
    for (row, text) in zip(present, TextTable.labels(of: labels.gathered(present))) {
      texts[row] = text
    }
    return texts
  }

  /// Leaves out the labels of outer levels that repeat those of the row above.
  private func thin(_ columns: inout [[String]]) {
    let full = columns
    for row in stride(from: count - 1, to: 0, by: -1) {
      for level in 0..<(columns.count - 1) {
        guard full[level][row] == full[level][row - 1] else { break }
        columns[level][row] = ""
      }
    }
  }
}

/// The rows of a long table that are shown.
struct ShownRows {
  static let mostRows = 60
  static let head = 5

  let count: Int

  init(_ count: Int) {
    self.count = count
  }

  var isCut: Bool { count > Self.mostRows }

  /// The number of rows before the gap.
  var head: Int { isCut ? Self.head : count }

  var positions: [Int] {
    isCut ? Array(0..<Self.head) + Array(count - Self.head..<count) : Array(0..<count)
  }
}
