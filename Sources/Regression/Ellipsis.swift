/// `...` in a recorded output that stands for any text.
///
/// Alone on its line it stands for any lines, none as well; within a line for any run of text. It
/// stands free: at an end of the line, or beside a blank, an opening bracket or quote, `/`, `=`, `:`
/// or `,` on its left, and a blank, a letter, a closing bracket or quote, `/`, `,`, `;`, `:` or `%` on
/// its right; `0x...` stands for an address. So the ranges `0...5`, `"a"..."z"` and `...5` and the end
/// of `Loading...` are text. And it is text wherever the cell itself prints as many.
enum Ellipsis {
  /// The tokens with those that stand for any text marked so.
  static func marked(_ tokens: [Token]) -> [Token] {
    guard tokens.contains(where: isEllipsis) else { return tokens }
    return tokens.indices.map { index in
      let token = tokens[index]
      guard isEllipsis(token), isFree(tokens, index) else { return token }
      return Token(kind: .wild, bytes: token.bytes)
    }
  }

  private static func isEllipsis(_ token: Token) -> Bool {
    token.bytes.elementsEqual("...".utf8)
  }

  private static func isFree(_ tokens: [Token], _ index: Int) -> Bool {
    isOpen(tokens, before: index) && isClosed(tokens, behind: index)
  }

  private static func isOpen(_ tokens: [Token], before index: Int) -> Bool {
    guard index > 0 else { return true }
    let token = tokens[index - 1]
    if token.isBlank || token.bytes.elementsEqual("0x".utf8) { return true }
    guard token.bytes.count == 1, let character = token.bytes.first else { return false }
    if "\"'`".utf8.contains(character) {
      // A quote that opens; one that closes is the end of a range's bound.
      guard index > 1 else { return true }
      let before = tokens[index - 2]
      return before.isBlank
        || before.bytes.count == 1 && "([{<=:,|".utf8.contains(before.bytes.first!)
    }
    return "([{</=:,|".utf8.contains(character)
  }

  private static func isClosed(_ tokens: [Token], behind index: Int) -> Bool {
    guard index + 1 < tokens.count else { return true }
    let token = tokens[index + 1]
    guard let character = token.bytes.first else { return false }
    // A unit may follow, `...ms`, but a digit is a range's bound.
    let isLetter = character.isWord && !character.isDigit && character != UInt8(ascii: "_")
    return token.isBlank || isLetter
      || token.bytes.count == 1 && ")]}>/,;:|%\"'`".utf8.contains(character)
  }
}
