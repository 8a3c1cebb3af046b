import Diagnostics
import Execution
import Notebooks

/// A notebook as one Swift file, which `swiftc` compiles to a program that prints what the cells
/// show.
///
/// Prose stands in comments, and so do cells that are no part of a program that runs to its end.
/// From a cell on that declares a name again, the rest of the file is a scope of its own.
package struct SwiftSource {
  package private(set) var text = ""

  private let notebook: Notebook
  private var imports: [String] = []
  private var body = ""
  /// What is declared in each of the scopes that are open, the file's first.
  private var scopes: [[Known]] = [[]]
  /// The function that prints a value, under a name that no cell uses.
  private let show: String

  /// A declaration and the file's line that it stands in.
  private struct Known {
    let declaration: Declarations.Declaration
    let line: Int
  }

  /// - Throws: a name that is declared again where no scope can begin, or code that is not Swift
  package init(_ notebook: Notebook) throws(InterchangeError) {
    let errors = notebook.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty { throw InterchangeError(errors) }
    self.notebook = notebook
    var names: Set<String> = []
    for cell in notebook.cells {
      let analysis = CellAnalysis(cell.code)
      names.formUnion(analysis.mentioned)
      names.formUnion(analysis.declared)
    }
    var show = "show"
    while names.contains(show) { show += "_" }
    self.show = show
    for piece in notebook.pieces {
      if let cell = piece.cell { try add(cell) } else { addProse(piece.lines) }
    }
    for _ in scopes.dropFirst() { body += "}\n" }
    text = head + body
  }

  private var head: String {
    let name = notebook.path.split(separator: "/").last ?? ""
    var text = notebook.title.map { comment($0.replacing("\n", with: " ")) + "//\n" } ?? ""
    text += comment("The notebook \(visible(String(name))) as a Swift program.")
    let settings = notebook.frontMatter.stated
    if !settings.isEmpty { text += comment("Its settings: \(settings.joined(separator: "; "))") }
    if notebook.frontMatter.languageMode == .swift6 {
      text += comment("Its cells are Swift 6: compile it with '-swift-version 6'.")
    }
    text += "\n" + imports.map { $0 + "\n" }.joined() + (imports.isEmpty ? "" : "\n")
    guard body.contains(show + "(") else { return text }
    return text + """
      /// Prints the value of a cell's last expression.
      func \(show)<Value>(_ value: Value) {
        if value is String { debugPrint(value) } else if !(value is Void) { print(value) }
      }

      """ + "\n"
  }

  private mutating func addProse(_ lines: ClosedRange<Int>) {
    for line in lines { body += comment(notebook.source.line(line) ?? "") }
    body += "\n"
  }

  private func comment(_ line: String) -> String {
    let text = visible(line).trimmingEnd
    return text.isEmpty ? "//\n" : "// \(text)\n"
  }

  private mutating func add(_ cell: Cell) throws(InterchangeError) {
    let code = notebook.text(of: cell)
    let analysis = CellAnalysis(code)
    let declarations = Declarations(code)
    if let reason = cell.options.kind.reasonToLeaveOut ?? reason(cell, declarations) {
      body += comment("Not a part of the program: " + reason)
      for line in code.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        body += comment(String(line))
      }
      body += "\n"
      return
    }
    if analysis.isBroken {
      throw problem(cell, 1, 1, "this cell is not well-formed Swift")
    }
    if cell.options.isolate {
      body += "do {\n" + statements(code, analysis) + "}\n\n"
      return
    }
    if let (new, old) = again(declarations) {
      body += comment("'\(new.name)' is declared again: from here on in a scope of its own.")
      body += "do {\n"
      scopes.append([])
      try check(declarations, cell, because: (new.name, old))
    } else if scopes.count > 1 {
      try check(declarations, cell, because: nil)
    }
    let known = declarations.all.map {
      Known(declaration: $0, line: cell.line + $0.line - 1)
    }
    scopes[scopes.count - 1] += known
    body += statements(code, analysis) + "\n"
  }

  /// Why a cell without a kind of its own is left out.
  private func reason(_ cell: Cell, _ declarations: Declarations) -> String? {
    guard cell.options.isolate, let what = declarations.topLevelOnly?.what else { return nil }
    return "it is isolated, and \(what) cannot stand in a scope of its own."
  }

  /// The first declaration that the innermost scope holds already, and the line that it is from.
  private func again(_ new: Declarations) -> (new: Declarations.Declaration, old: Int)? {
    for declaration in new.all {
      if let old = scopes[scopes.count - 1].first(where: { $0.declaration.excludes(declaration) }) {
        return (declaration, old.line)
      }
    }
    return nil
  }

  /// Refuses what only a file's top level can hold.
  private func check(
    _ declarations: Declarations, _ cell: Cell, because: (name: String, line: Int)?
  ) throws(InterchangeError) {
    guard let found = declarations.topLevelOnly else { return }
    let reason =
      because.map { "'\($0.name)' of line \($0.line) is declared again in this cell" }
      ?? "a cell above declares a name again"
    throw problem(
      cell, found.line, found.column,
      "\(found.what) stands at a file's top level only, and \(reason), which needs a scope of its "
        + "own; give it another name")
  }

  private func problem(
    _ cell: Cell, _ line: Int, _ column: Int, _ message: String
  ) -> InterchangeError {
    // The text is without what its container puts before it.
    func length(_ code: String) -> Int {
      let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
      return line <= lines.count ? lines[line - 1].utf8.count : 0
    }
    let shift = length(cell.code) - length(notebook.text(of: cell))
    return InterchangeError([
      Diagnostic(.error, at: cell.location(line: line, column: column + shift), message)
    ])
  }

  /// The cell's code with its imports moved to the head of the file and its value shown.
  private mutating func statements(_ code: String, _ analysis: CellAnalysis) -> String {
    let bytes = Array(code.utf8)
    var text = ""
    var done = 0
    func copy(to end: Int) {
      text += String(decoding: bytes[done..<end], as: UTF8.self)
      done = end
    }
    for item in analysis.imports where item.isAlone {
      if !imports.contains(item.text) { imports.append(item.text) }
      copy(to: item.range.lowerBound)
      done = item.range.upperBound
      // The line goes with it.
      if done < bytes.count, bytes[done] == 0x0A, text.isEmpty || text.hasSuffix("\n") { done += 1 }
    }
    if let shown = analysis.shown, !bytes[shown].starts(with: "print(".utf8) {
      copy(to: shown.lowerBound)
      text += show + "("
      copy(to: shown.upperBound)
      text += ")"
    }
    copy(to: bytes.count)
    return text.first == "\n" ? String(text.drop { $0 == "\n" }) : text
  }
}

extension CellKind {
  /// Why such a cell is no part of a program.
  fileprivate var reasonToLeaveOut: String? {
    switch self {
    case .run: nil
    case .skip: "'skip' only shows it."
    case .compileOnly: "'compile-only' does not run it."
    case .error: "'error' says that it does not compile."
    case .crash: "'crash' says that it stops the program."
    case .throws: "'throws' says that it ends with an error."
    case .main: "'main' makes it a program of its own."
    }
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    String(self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)])
  }
}
