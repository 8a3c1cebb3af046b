import Diagnostics

/// A fenced block of Swift in a notebook, and the output recorded behind it.
package struct Cell: Sendable {
  /// The position among the notebook's cells, from 0.
  package let index: Int
  package let options: CellOptions
  /// The lines of the cell, each ending with a line feed.
  ///
  /// What stands before the code in a line (the container's prefix and the fence's indentation) is
  /// replaced by as many blanks, tabs by tabs, so that columns are those of the file.
  package let code: String
  /// The text of the nearest heading above.
  package let heading: String?
  let block: Fence
  let owned: OwnedOutput
  let file: String

  /// The file's line, from 1, of the first line of code.
  package var line: Int { block.open + 1 }

  /// The file's lines from the opening to the closing fence.
  package var fence: ClosedRange<Int> { block.open...block.last }

  /// The file's lines of the recorded output, with the blank lines before it.
  package var outputLines: ClosedRange<Int>? { owned.lastLine.map { block.last + 1...$0 } }

  package var recorded: CellOutput { owned.output }

  /// The file's line that holds the first line of a recorded part; `nil` if it is not recorded.
  package func recordedLine(_ part: CellOutput.Part) -> Int? {
    switch part {
    case .text: owned.text.map { $0.open + 1 }
    case .error: owned.error.map { $0.open + 1 }
    // Blank lines after the opening comment are no part of the Markdown.
    case .rich: owned.rich.map { $0.open + 1 + $0.leadingBlankLines }
    }
  }

  /// The place in the file of a place in the code.
  package func location(line: Int, column: Int) -> SourceLocation {
    SourceLocation(file: file, line: self.line + line - 1, column: column)
  }
}
