import GradusDisplay

/// The part of a frame that is shown, as texts: what the text, HTML and Markdown forms share.
struct ShownTable {
  static let mostColumns = 20

  let shownRows: ShownRows
  /// The positions of the columns that are shown.
  let positions: [Int]
  let isCutAcross: Bool
  /// For each shown column: the header, then the values.
  let columns: [[String]]
  let headers: [String]
  let index: RowIndex

  init(_ frame: DataFrame) {
    shownRows = ShownRows(frame.count)
    let count = frame.columns.count
    isCutAcross = count > Self.mostColumns
    let half = Self.mostColumns / 2
    positions = isCutAcross ? Array(0..<half) + Array(count - half..<count) : Array(0..<count)
    let rows = shownRows.isCut ? shownRows.positions : nil
    index = rows.map(frame.index.gathered) ?? frame.index
    columns = positions.map { position in
      let storage = frame.storages[position]
      return TextTable.cells(of: rows.map(storage.gathered) ?? storage)
    }
    let names = positions.map { frame.columns[$0] }
    headers = TextTable.labels(
      of: frame.hasNumberedColumns ? .int(names.map { Int($0) ?? 0 }) : .string(names))
  }
}

extension DataFrame: CustomStringConvertible {
  /// The frame as pandas prints it: at most 60 rows and 20 columns, in blocks of the line width.
  public var description: String {
    if columns.isEmpty || count == 0 { return emptyDescription }
    let table = ShownTable(self)
    let hasNames = index.names.contains { $0 != nil }
    var labels = table.index.texts(space: 1)
    if !hasNames { labels.removeFirst() }
    labels = [""] + TextTable.fixedWidth(labels, alignedLeft: true)

    var parts = zip(table.headers, table.columns).enumerated().map { place, column in
      // The types are those of the first columns: pandas counts so in a frame that it cuts.
      let header = (storages[place].type.isNumeric ? " " : "") + column.0
      let width = header.scalarCount
      let cells = TextTable.fixedWidth(column.1, alignedLeft: false, minimum: width)
      let full = Swift.max(width, cells.first?.scalarCount ?? 0)
      return (hasNames ? [header, ""] : [header]).map { TextTable.padded($0, to: full, false) }
        + cells
    }
    parts.insert(labels, at: 0)
    mark(&parts, table, headerRows: hasNames ? 2 : 1)
    var text = blocks(of: parts).joined(separator: "\n\n")
    if table.shownRows.isCut || table.isCutAcross {
      text += "\n\n[\(count) rows x \(columns.count) columns]"
    }
    return text
  }

  private var emptyDescription: String {
    func list(_ items: [String]) -> String {
      "[" + items.prefix(100).joined(separator: ", ") + (items.count > 100 ? ", ..." : "") + "]"
    }
    let labels = (0..<Swift.min(count, 101)).map {
      index[$0].isMissing ? "nan" : index[$0].description
    }
    let text = "Empty DataFrame\nColumns: \(list(columns))\nIndex: \(list(labels))"
    guard columns.count > ShownTable.mostColumns || count > ShownRows.mostRows else { return text }
    return text + "\n\n[\(count) rows x \(columns.count) columns]"
  }

  /// Puts dots where rows and columns are left out.
  private func mark(_ parts: inout [[String]], _ table: ShownTable, headerRows: Int) {
    let place = ShownTable.mostColumns / 2 + 1
    if table.isCutAcross {
      parts.insert([String](repeating: " ...", count: parts[0].count), at: place)
    }
    guard table.shownRows.isCut else { return }
    for position in parts.indices {
      let isGap = table.isCutAcross && position == place
      let width = isGap ? 4 : parts[position][ShownRows.head].scalarCount
      let dots = width > 3 || isGap ? "..." : ".."
      parts[position].insert(
        TextTable.padded(dots, to: width, position == 0), at: ShownRows.head + headerRows)
    }
  }

  /// The columns in blocks that fit the line, each with the labels on its left.
  private func blocks(of parts: [[String]]) -> [String] {
    func width(_ column: [String]) -> Int { column.lazy.map(\.scalarCount).max() ?? 0 }
    let room = DisplayOptions.width - width(parts[0]) - 1
    let values = Array(parts.dropFirst())
    let ranges = TextTable.blocks(of: values.map(width), width: room)
    return ranges.enumerated().map { place, range in
      var block = [parts[0]] + values[range]
      if ranges.count > 1 {
        let isLast = place == ranges.count - 1
        let rest = [String](repeating: isLast ? " " : "  ", count: parts[0].count - 1)
        block.append([isLast ? " " : " \\"] + rest)
      }
      return TextTable.joined(block, space: 1).joined(separator: "\n")
    }
  }
}
