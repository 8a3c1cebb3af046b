import Notebooks

/// A line of an output, as it is written and as it is compared.
struct OutputLine: Sendable {
  let text: Substring
  /// Without trailing blanks, and with the filters' replacements.
  let compared: [UInt8]
  /// Its parts, with ellipses marked; empty where only the bytes are compared.
  let tokens: [Token]

  /// Whether the line is an ellipsis that stands for any lines.
  var isWild: Bool {
    tokens.contains { $0.isWild } && tokens.allSatisfy { $0.isWild || $0.isBlank }
  }

  var hasWild: Bool { tokens.contains { $0.isWild } }

  init(_ text: Substring, compared: [UInt8], tokens: [Token] = []) {
    self.text = text
    self.compared = compared
    self.tokens = tokens
  }

  /// The line with its parts, whatever ellipses there are being text.
  func scanned() -> OutputLine {
    OutputLine(text, compared: compared, tokens: TokenScanner.tokens(compared[...]))
  }

  /// The line with its parts, free ellipses standing for any text.
  func scannedWithEllipses() -> OutputLine {
    OutputLine(
      text, compared: compared, tokens: Ellipsis.marked(TokenScanner.tokens(compared[...])))
  }

  /// The number of free ellipses.
  var ellipsisCount: Int {
    // Most lines have none, and splitting them takes time.
    guard
      compared.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .dropFirst().dropLast().contains(where: \.isEmpty)
    else { return 0 }
    return Ellipsis.marked(TokenScanner.tokens(compared[...])).count { $0.isWild }
  }
}
