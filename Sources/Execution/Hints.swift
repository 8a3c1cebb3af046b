import Diagnostics

/// What we add, in our own words, to messages of the compiler that a newcomer to Swift or to
/// notebooks meets and cannot use.
enum Hints {
  static func adding(to diagnostic: Diagnostic, chain: Chain) -> Diagnostic {
    guard let text = hint(diagnostic.message, chain) else { return diagnostic }
    return Diagnostic(
      diagnostic.severity, at: diagnostic.location, diagnostic.message, length: diagnostic.length,
      notes: diagnostic.notes + [Diagnostic(.note, at: diagnostic.location, text)])
  }

  private static func hint(_ message: String, _ chain: Chain) -> String? {
    if let name = quoted(message), message.hasPrefix("cannot find '"), chain.hides(name) {
      return "'\(name)' is private to the cell that declares it, or bound by 'guard' there; "
        + "declare it without 'private', or with 'let', for later cells to see it"
    }
    return table.first { message.contains($0.0) }?.1
  }

  private static func quoted(_ message: String) -> String? {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    return parts.count >= 3 ? String(parts[1]) : nil
  }

  private static let table: [(String, String)] = [
    (
      "unable to type-check this expression in reasonable time",
      "Int and Double variables may be mixed here, which Swift never converts by itself: write "
        + "'Double(k)' for an Int 'k', or give parts of the expression names of their own"
    ),
    (
      "cannot convert value of type 'Int' to expected argument type 'Double'",
      "Swift converts no numbers by itself: write 'Double(…)' around the Int"
    ),
    (
      "cannot be applied to operands of type 'Int' and 'Double'",
      "Swift converts no numbers by itself: write 'Double(…)' around the Int"
    ),
    (
      "cannot be applied to operands of type 'Double' and 'Int'",
      "Swift converts no numbers by itself: write 'Double(…)' around the Int"
    ),
    (
      "is a 'let' constant",
      "'let' names a value that never changes; declare it with 'var' to change it"
    ),
    (
      "before being initialized",
      "a variable needs a value in the cell that declares it: 'var list: [Int] = []'"
    ),
    (
      "must be unwrapped",
      "the value may be missing (nil): give another with '??', test it with 'if let', or insist "
        + "with '!'"
    ),
    (
      "call can throw",
      "write 'try' before the call; an error that nothing catches ends the cell and is reported"
    ),
    (
      "capturing 'async let' variables",
      "put the 'async let' and what awaits it between the braces of one 'do', or make a task: "
        + "'let a = Task { … }', then 'await a.value'"
    ),
    (
      "errors thrown from here are not handled",
      "at the top level of a cell 'try' is enough; in a function, mark it 'throws' or use 'do' and "
        + "'catch'"
    ),
    ("missing argument label", "Swift arguments carry their label: 'f(axis: 0)', not 'f(0)'"),
    (
      "no such module",
      "a cell can import the standard library, Foundation, Gradus, the package that the notebook lies "
        + "in, and those named in the front matter"
    ),
    (
      "cannot be automatically synthesized in an extension in a different file",
      "declare the conformance in the cell that declares the type, or write its members here"
    ),
    (
      "cannot be synthesized",
      "declare the conformance in the cell that declares the type, or write its members here"
    ),
    (
      "cannot find 'None' in scope", "Python's None is 'nil' in Swift"
    ),
    ("cannot find 'True' in scope", "Python's True is 'true' in Swift"),
    ("cannot find 'False' in scope", "Python's False is 'false' in Swift"),
    ("cannot find 'len' in scope", "Python's len(x) is 'x.count' in Swift"),
    ("cannot find 'def' in scope", "a function begins with 'func' in Swift"),
  ]
}
