import GradusDisplay

extension DataFrame: Displayable {
  /// Text as pandas prints it, and a table in HTML and in Markdown.
  public var displayForms: [DisplayForm] {
    [.text { description }, .html { html }, .markdown { markdown }]
  }

  /// The frame as a table in HTML.
  public var html: String {
    let table = ShownTable(self)
    var lines = ["<table class=\"dataframe\">", "  <thead>", "    <tr>"]
    lines += index.names.map { "      <th>\(Self.escapedHTML($0 ?? ""))</th>" }
    lines += gapped(table.headers.map(Self.escapedHTML), table).map { "      <th>\($0)</th>" }
    lines += ["    </tr>", "  </thead>", "  <tbody>"]
    for row in rows(table) {
      lines.append("    <tr>")
      lines += row.labels.map { "      <th>\(Self.escapedHTML($0))</th>" }
      lines += gapped(row.cells.map(Self.escapedHTML), table).map { "      <td>\($0)</td>" }
      lines.append("    </tr>")
    }
    lines += ["  </tbody>", "</table>"]
    if isCut(table) { lines.append("<p>\(count) rows × \(columns.count) columns</p>") }
    return lines.joined(separator: "\n")
  }

  /// The frame as a table in GitHub's Markdown; numbers stand on the right.
  public var markdown: String {
    let table = ShownTable(self)
    let labels = index.names.map { Self.escapedMarkdown($0 ?? "") }
    let alignments =
      labels.map { _ in "---" }
      + gapped(table.positions.map { storages[$0].type == .string ? "---" : "---:" }, table, "---")
    var lines = [labels + gapped(table.headers.map(Self.escapedMarkdown), table), alignments]
    for row in rows(table) {
      lines.append((row.labels + gapped(row.cells, table)).map(Self.escapedMarkdown))
    }
    var text = lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    if isCut(table) { text += "\n\n\(count) rows × \(columns.count) columns" }
    return text
  }

  private func isCut(_ table: ShownTable) -> Bool { table.shownRows.isCut || table.isCutAcross }

  /// The texts of the shown rows, with a row of dots where some are left out.
  private func rows(_ table: ShownTable) -> [(labels: [String], cells: [String])] {
    let labels = table.index.levels.map(\.texts)
    var rows = (0..<table.index.count).map { row in
      (
        labels.map { Self.trimmed($0[row]) },
        table.columns.map { Self.trimmed($0[row]) }
      )
    }
    if table.shownRows.isCut {
      rows.insert(
        (labels.map { _ in "..." }, table.columns.map { _ in "..." }), at: table.shownRows.head)
    }
    return rows
  }

  private func gapped(
    _ cells: [String], _ table: ShownTable, _ dots: String = "..."
  ) -> [String] {
    guard table.isCutAcross else { return cells }
    var cells = cells
    cells.insert(dots, at: ShownTable.mostColumns / 2)
    return cells
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  private static func escapedHTML(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }

  private static func escapedMarkdown(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\|`*_<>[]#".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}

extension Column: Displayable {
  /// Text as pandas prints it.
  public var displayForms: [DisplayForm] { [.text { description }] }
}
