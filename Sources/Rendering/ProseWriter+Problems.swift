import Diagnostics
import Notebooks

extension ProseWriter {
  /// Adds a cell's code in colours, with problems under their lines.
  ///
  /// - Parameter source: the code without the prefixes of the containers around it
  mutating func add(_ source: String, of cell: Cell, _ problems: [Diagnostic]) {
    guard !problems.isEmpty else { return markup.add(safe: highlighted(source)) }
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let fileLines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    // Behind the last line feed there is no line.
    let last = max(0, lines.count - 2)
    var waiting: [Int: [Diagnostic]] = [:]
    for problem in problems {
      let index = problem.location.line - cell.line
      let isHere = problem.location.file == notebookPath && 0...last ~= index
      waiting[isHere ? index : last, default: []].append(problem)
    }
    let code = highlighted(source)
    for (index, line) in code.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      if index > 0 { markup.add("\n") }
      markup.add(safe: line)
      for problem in waiting[index] ?? [] {
        let text = lines.indices.contains(index) ? lines[index] : ""
        let prefix =
          fileLines.indices.contains(index)
          ? max(0, fileLines[index].utf8.count - text.utf8.count) : 0
        let isHere =
          problem.location.line == cell.line + index
          && problem.location.file == notebookPath
        add(problem, under: isHere ? text : nil, column: problem.location.column - prefix)
      }
    }
  }

  /// Swift in colours.
  func highlighted(_ code: String) -> Markup {
    options.highlights?.markup(of: code) ?? SwiftHighlighter.markup(of: code)
  }

  /// - Parameter line: what the marks stand under; `nil` for no marks
  private mutating func add(_ problem: Diagnostic, under line: Substring?, column: Int) {
    markup.add(safe: "<span class=\"problem \(problem.severity.rawValue)\">\n")
    if let line {
      let before = String(decoding: line.utf8.prefix(max(0, column - 1)), as: UTF8.self)
      let marked = String(
        decoding: line.utf8.dropFirst(max(0, column - 1)).prefix(max(1, problem.length)),
        as: UTF8.self)
      // The same text, not seen, is as wide as the text above in every font.
      markup.add("<span class=\"margin\">")
      markup.add(text: before)
      markup.add(safe: "</span>^\(String(repeating: "~", count: max(1, marked.count) - 1)) ")
    }
    add(message: problem, isElsewhere: line == nil)
    for note in problem.notes {
      markup.add("\n")
      add(message: note, isElsewhere: true)
    }
    markup.add("</span>")
  }

  private mutating func add(message problem: Diagnostic, isElsewhere: Bool) {
    markup.add(safe: problem.severity.rawValue + ": ")
    markup.add(text: visible(problem.message, keepingNewlines: true))
    guard isElsewhere else { return }
    markup.add(
      text: problem.location.file == notebookPath
        ? " (line \(problem.location.line))" : " (\(visible(problem.location.description)))")
  }
}
