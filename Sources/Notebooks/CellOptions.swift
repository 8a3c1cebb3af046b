import Diagnostics

/// What the words after `swift` in a cell's info string, and the options comment above the cell,
/// ask for.
package struct CellOptions: Hashable, Sendable {
  /// What is done with the cell.
  package var kind = CellKind.run
  /// Whether rendered pages leave out the whole cell.
  package var hide = false
  /// Whether rendered pages leave out the code.
  package var hideCode = false
  /// Whether no output is recorded.
  package var silent = false
  /// Whether standard output is Markdown and stands as such in the output region.
  package var raw = false
  /// Whether a fresh session starts with this cell.
  package var reset = false
  /// Whether the cell sees what is above and leaves nothing behind.
  package var isolate = false
  /// The stable name for assets and reports, unique in the file.
  package var name: String?
  /// How long the cell may run; compiling does not count.
  package var timeout: Duration?
  /// The tolerance of numbers in the output; `nil` goes by the front matter.
  package var tolerance: Tolerance?
  /// Whether the cell is compiled with optimisation.
  package var optimize = false
  /// Whether the recorded output is a sample that is not compared.
  package var nondeterministic = false
  /// Whether lines of the output are compared as a set.
  package var unordered = false
  /// Where each option stands, by its name as written.
  package var locations: [String: SourceLocation] = [:]

  package init() {}
}

/// What is done with a cell; the patterns, if given, must be found in the message.
package enum CellKind: Hashable, Sendable {
  /// Compiled and run; must succeed.
  case run
  /// Shown, never compiled.
  case skip
  /// Compiled to the end, not run.
  case compileOnly
  /// Must not compile.
  case error(Pattern?)
  /// Must trap.
  case crash(Pattern?)
  /// Must throw.
  case `throws`(Pattern?)
  /// A whole program with `@main`, run in a process of its own.
  case main
}
