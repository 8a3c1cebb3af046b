import CommonMark

extension ProseWriter {
  /// Adds a table and the text above it in the same paragraph.
  mutating func add(_ table: PipeTable) {
    if !table.lead.isEmpty {
      let lead = Array(table.lead.joined(separator: [0x0A]))
      write(MarkdownTree(parsing: (lead + prepared.definitions)[...]), linesTaken: 0)
    }
    // Each cell is a paragraph, whatever it begins with.
    let cells = table.rows.joined()
    let text = cells.map { PreparedText.continuation + $0 }.joined(separator: [0x0A, 0x0A])
    let contents = fragments(Array(text) + prepared.definitions)
    markup.endLine()
    markup.add("<div class=\"table\"><table>\n<thead>\n")
    var index = 0
    for row in table.rows.indices {
      markup.add("<tr>\n")
      for alignment in table.alignments {
        markup.add(row == 0 ? "<th" : "<td")
        if alignment != .none { markup.add(safe: " class=\"\(alignment.rawValue)\"") }
        markup.add(">")
        if contents.indices.contains(index) { markup.add(safe: contents[index]) }
        markup.add(row == 0 ? "</th>\n" : "</td>\n")
        index += 1
      }
      markup.add("</tr>\n")
      if row == 0 { markup.add("</thead>\n") }
      if row == 0, table.rows.count > 1 { markup.add("<tbody>\n") }
    }
    if table.rows.count > 1 { markup.add("</tbody>\n") }
    markup.add("</table></div>\n")
  }

  private mutating func write(_ tree: MarkdownTree, linesTaken: Int) {
    let outer = (prepared.tables, self.linesTaken)
    prepared.tables = [:]
    self.linesTaken = linesTaken
    write(tree)
    (prepared.tables, self.linesTaken) = outer
  }

  /// The paragraphs of a text, each without its tags.
  private mutating func fragments(_ text: [UInt8]) -> [Markup] {
    var fragments: [Markup] = []
    let outer = (markup, linesTaken)
    linesTaken = 0
    MarkdownTree(parsing: text[...]).walk { element, isEntering in
      switch element.kind {
      case .document: return true
      case .paragraph:
        if isEntering {
          markup = Markup()
          depth += 1
        } else {
          raw.close(depth: depth, to: &markup)
          depth -= 1
          fragments.append(markup)
        }
        return true
      default: return isEntering ? enter(element) : leave(element)
      }
    }
    (markup, linesTaken) = outer
    return fragments
  }
}
