import Diagnostics

/// The blocks behind a cell's closing fence that hold its recorded output.
struct OwnedOutput: Sendable {
  var text: OwnedBlock?
  var error: OwnedBlock?
  var rich: OwnedBlock?

  /// The last line of the last block; `nil` if there is none.
  var lastLine: Int? { (rich ?? error ?? text)?.lines.upperBound }

  var output: CellOutput {
    CellOutput(text: text?.content, error: error?.content, rich: rich?.content)
  }
}

/// One of the blocks, with the blank lines in front of it.
struct OwnedBlock: Sendable {
  /// From the first blank line to the closing fence or comment.
  let lines: ClosedRange<Int>
  /// The line of the opening fence or comment.
  let open: Int
  let content: String
  /// How many blank lines of a region stand before its content.
  var leadingBlankLines = 0
  /// The fence of a block that has one.
  let fence: Fence?
}
