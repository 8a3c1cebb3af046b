import Notebooks

/// What cells show that say it themselves, in comments such as `// text: 1`.
enum PretendRun {
  /// The outputs of the cells; a cell that says `// keep` was not run, and a skipped one neither.
  static func outputs(_ notebook: Notebook) -> [Int: CellOutput] {
    var outputs: [Int: CellOutput] = [:]
    for cell in notebook.cells where cell.options.kind != .skip {
      let lines = cell.code.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }
      if lines.contains("// keep") { continue }
      outputs[cell.index] = CellOutput(
        text: said("// text:", lines), error: said("// error:", lines),
        rich: said("// rich:", lines))
    }
    return outputs
  }

  private static func said(_ prefix: String, _ lines: [Substring]) -> String? {
    let said = lines.filter { $0.hasPrefix(prefix) }.map { line in
      let text = line.dropFirst(prefix.count)
      return (text.hasPrefix(" ") ? text.dropFirst() : text) + "\n"
    }
    return said.isEmpty ? nil : said.joined()
  }
}
