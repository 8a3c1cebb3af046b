import Diagnostics
import Notebooks

/// What cells that must fail record, and what is wrong when they do not fail as they must.
enum ExpectedFailure {
  /// The diagnostics with places relative to the cell, so that text above it can change.
  static func text(of diagnostics: [Diagnostic], in cell: Cell) -> String {
    diagnostics.filter { $0.severity == .error }.map {
      "\($0.location.line - cell.line + 1):\($0.location.column): error: \($0.message)\n"
    }.joined()
  }

  /// Where the option that asks for the failure stands, or else the cell.
  static func place(_ cell: Cell) -> SourceLocation {
    cell.options.locations[name(cell.options.kind)] ?? cell.location(line: 1, column: 1)
  }

  static func absent(_ cell: Cell, what: String) -> Diagnostic {
    let option = name(cell.options.kind)
    return Diagnostic(
      .error, at: place(cell),
      "the cell \(what), but its option '\(option)' says that it must not",
      length: option.utf8.count)
  }

  static func mismatch(_ cell: Cell, pattern: Pattern) -> Diagnostic {
    Diagnostic(
      .error, at: place(cell), "the failure does not match /\(pattern.source)/",
      length: name(cell.options.kind).utf8.count)
  }

  static func name(_ kind: CellKind) -> String {
    switch kind {
    case .error: "error"
    case .crash: "crash"
    case .throws: "throws"
    case .compileOnly: "compile-only"
    case .skip: "skip"
    case .main: "main"
    case .run: "run"
    }
  }
}
