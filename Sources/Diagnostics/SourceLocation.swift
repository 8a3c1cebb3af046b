/// A place in a text file: what an editor jumps to.
///
/// Lines and columns count from 1; a column counts UTF-8 bytes, as the Swift compiler does.
package struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let file: String
  package let line: Int
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  package static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }

  /// `file:line:column`.
  package var description: String { "\(file):\(line):\(column)" }
}
