/// One notebook as a preview shows it, with what is going on in it.
///
/// Everything may be called from any thread and returns at once.
package protocol PreviewedNotebook: AnyObject, Sendable {
  /// What the page shows now.
  var state: PageState { get }

  /// Has the newest state handed over behind each change, one at a time and until the observation
  /// is cancelled or let go of. Changes that follow each other closely may arrive as one.
  ///
  /// - Parameter observer: returns at once
  func observe(_ observer: @escaping @Sendable (PageState) -> Void) -> Observation

  /// Begins what the reader asks for; what becomes of it is told by later states.
  func perform(_ command: PageCommand)

  /// Ends everything: no process is left, and nothing is told any more.
  func end()
}

/// What a reader asks for.
package enum PageCommand: Hashable, Sendable {
  case runAll
  /// Runs a cell and those below it again; the cell by its index.
  case run(from: Int)
  case interrupt
  /// Writes what the cells show now into the file.
  case record
}
