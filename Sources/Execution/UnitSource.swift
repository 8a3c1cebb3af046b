/// The Swift text of one unit: cells, one after the other, as a script that stops before each cell
/// to let the worker take its checkpoint.
///
/// Lines and columns are those of the notebook: `#sourceLocation` says so before everything that
/// comes from it, and what is added stands on lines of its own.
package struct UnitSource: Sendable {
  /// A cell as it goes into a unit.
  package struct Part: Sendable {
    package let cell: Int
    package let code: String
    /// The notebook's line of the first line of code.
    package var line: Int
    package let analysis: CellAnalysis
    /// Whether the compiler is told the notebook's lines, because code can ask for them.
    var showsLines = false
  }

  let file: String
  private(set) var parts: [Part]
  let chain: Chain
  let module: String
  /// Whether it is a whole program with `@main`: no script, so nothing is put into it.
  var isProgram = false
  /// Where the compiler refuses to show a value (it cannot be copied, or has no type of its own),
  /// the cell is compiled without.
  package var lastValue = LastValue.shown

  /// What becomes of the value of a cell's last expression.
  package enum LastValue: CaseIterable, Sendable {
    case shown
    /// Given to a function that does nothing: a value that is not used is worth a warning.
    case dropped
    case left
  }

  /// - Parameters:
  ///   - file: the notebook's name for the compiler
  ///   - chain: what was compiled before; a program sees nothing of it
  package init(_ cells: some Collection<PlannedCell>, file: String, behind chain: Chain) {
    let isProgram = cells.first?.options.isProgram ?? false
    self.init(
      file: file, parts: cells.map(\.part), chain: isProgram ? Chain() : chain,
      module: ModuleNames.name(firstCell: cells.first?.part.cell ?? 0), isProgram: isProgram)
  }

  init(
    file: String, parts: [Part], chain: Chain, module: String, isProgram: Bool = false,
    lastValue: LastValue = .shown
  ) {
    (self.file, self.parts, self.chain, self.module) = (file, parts, chain, module)
    (self.isProgram, self.lastValue) = (isProgram, lastValue)
  }

  /// Whether the runtime is imported, here or before.
  var usesRuntime: Bool {
    chain.usesRuntime || parts.contains { $0.analysis.imports.contains { $0.module == "Gradus" } }
  }

  mutating func move(part: Int, to line: Int) { parts[part].line = line }

  var entry: String { module + "_main" }
  package var text: String { generated.text }

  /// The unit's text and what stands in lines of the notebook that is not the notebook's.
  var generated: (text: String, insertions: [Insertion]) {
    if isProgram {
      return (
        parts.map { location($0.compiledLine) + $0.code }.joined() + "#sourceLocation()\n", []
      )
    }
    var text = "@_exported import \(chain.last?.module ?? Prelude.module)\n"
    var imported = chain.imported
    for item in chain.owed where imported.insert(item.text).inserted {
      text += "@_exported \(item.text)\n"
    }
    for link in chain.links {
      text += "@testable import func \(link.module).\(link.mark)\n"
    }
    if chain.usesRuntime { text += "import protocol GradusTensors.TensorScalar\n" }
    let own = Set(parts.flatMap { $0.analysis.operators.map(Chain.operatorName) })
    for declaration in chain.operators where !own.contains(Chain.operatorName(declaration)) {
      text += declaration + "\n"
    }
    text += "func \(Chain.mark(ofModule: module))() {}\n"
    var insertions: [Insertion] = []
    for part in parts {
      text += "\(Prelude.beginCell)(\(part.cell))\n"
      let cell = body(part, imported: &imported)
      text += cell.text
      insertions += cell.insertions.map {
        Insertion(line: $0.line + part.compiledLine, column: $0.column, length: $0.length)
      }
    }
    return (text + "#sourceLocation()\n", insertions)
  }

  private func body(_ part: Part, imported: inout Set<String>) -> RewrittenCell {
    var cell = RewrittenCell(part.code) { location(part.compiledLine + $0) }
    var open: [Rewrite] = []
    func close(before offset: Int) {
      while let last = open.last, last.range.upperBound <= offset {
        cell.copy(to: last.range.upperBound)
        cell.close(last)
        open.removeLast()
      }
    }
    var rewrites = self.rewrites(part.analysis)[...]
    /// Copies the cell to a place, with all that is put around what lies before.
    func go(to offset: Int) {
      while let next = rewrites.first, next.range.lowerBound < offset {
        close(before: next.range.lowerBound)
        cell.copy(to: next.range.lowerBound)
        cell.open(next)
        open.append(rewrites.removeFirst())
      }
      close(before: offset)
      cell.copy(to: offset)
    }
    for change in changes(part.analysis) {
      switch change {
      case .imports(let item):
        guard item.isAlone else {
          imported.insert(item.text)
          continue
        }
        go(to: item.range.lowerBound)
        // A module that is not passed on would be visible in this cell only, and a second import of
        // one would uncover its names over the notebook's own.
        if imported.insert(item.text).inserted {
          cell.insert("@_exported")
        } else {
          cell.skip(to: item.range.upperBound)
        }
      case .leavesOut(let range):
        go(to: range.lowerBound)
        cell.skip(to: range.upperBound)
      }
    }
    go(to: .max)
    // At top level the compiler lets a variable without a value pass; used, it is a crash.
    for variable in part.analysis.unset {
      cell.append("\(Prelude.drop)(\(swiftName(variable.name)))", line: variable.line)
    }
    return cell
  }

  /// A part of a cell that does not stay as it is.
  private enum Change {
    case imports(CellAnalysis.Import)
    case leavesOut(CellAnalysis.ByteRange)

    var start: Int {
      switch self {
      case .imports(let item): item.range.lowerBound
      case .leavesOut(let range): range.lowerBound
      }
    }
  }

  /// In a script there is no program for `@main` to name: the type is one like any other.
  private func changes(_ analysis: CellAnalysis) -> [Change] {
    let changes =
      analysis.imports.map(Change.imports)
      + (analysis.mainAttribute.map { [.leavesOut($0)] } ?? [])
    return changes.sorted { $0.start < $1.start }
  }

  /// What is put around parts of a cell, by start, outer before inner.
  private func rewrites(_ analysis: CellAnalysis) -> [Rewrite] {
    var rewrites: [Rewrite] = []
    let shown = lastValue == .shown ? analysis.shown : nil
    let dropped =
      lastValue == .shown ? analysis.quiet : lastValue == .dropped ? analysis.shown : nil
    if let dropped, !analysis.waits.contains(where: { $0.range == dropped }) {
      // A semicolon, which may follow, cannot begin a line.
      rewrites.append(
        Rewrite(range: dropped, open: Prelude.drop + "(", close: ")", isInline: true))
    }
    if let shown, !analysis.waits.contains(where: { $0.range == shown }) {
      rewrites.append(Rewrite(range: shown, open: Prelude.display + "(", close: ")"))
    }
    for wait in analysis.waits {
      let call = (wait.throws ? "try " : "") + Prelude.wait + " {"
      if wait.range == shown {
        // One line for both: none can be told its number within a call.
        rewrites.append(
          Rewrite(range: wait.range, open: Prelude.display + "(" + call, close: "})"))
        continue
      }
      rewrites.append(
        Rewrite(range: wait.range, open: call, close: "}", isInline: wait.isInitialValue))
    }
    for own in analysis.ownReferences {
      guard let module = chain.module(declaring: own.name) else { continue }
      let name = swiftName(own.name)
      rewrites.append(
        Rewrite(
          range: own.range, open: "{ [\(name) = \(module).\(name)] in", close: "}()",
          isInline: true))
    }
    return rewrites.enumerated().sorted {
      ($0.element.range.lowerBound, -$0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, -$1.element.range.upperBound, $1.offset)
    }.map(\.element)
  }

  private func swiftName(_ name: String) -> String { "`\(name)`" }

  /// Moves generated code to columns that no line of a notebook reaches, by which messages about it
  /// are known.
  static let margin = String(repeating: " ", count: 400)

  private func location(_ line: Int) -> String {
    "#sourceLocation(file: \(swiftLiteral(file)), line: \(max(1, line)))\n"
  }
}

/// The text as a Swift string literal.
package func swiftLiteral(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "\"") { literal, scalar in
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case _ where scalar.value < 0x20 || scalar.value == 0x7f:
      literal += "\\u{\(String(scalar.value, radix: 16))}"
    default: literal.unicodeScalars.append(scalar)
    }
  } + "\""
}
