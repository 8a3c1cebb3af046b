import Notebooks

/// Whether a captured line is one that the recorded line allows.
struct LineMatcher {
  let tolerance: Tolerance
  /// Whether columns may move, because numbers are written in other widths than the recorded ones.
  let isLayoutFree: Bool
  let effort: Effort

  func matches(_ recorded: OutputLine, _ captured: OutputLine) -> Bool {
    if recorded.compared == captured.compared { return true }
    if recorded.hasWild { return matchesWild(recorded.tokens[...], captured.tokens[...]) }
    guard tolerance != .exact else { return false }
    return end(of: recorded.tokens[...], in: captured.tokens[...], .line) != nil
  }

  /// What tokens are a part of: a whole line, or what stands before, between or behind ellipses.
  private enum Place {
    case line, head, middle, tail

    var isWildBefore: Bool { self == .middle || self == .tail }
    var isWildBehind: Bool { self == .middle || self == .head }
  }

  /// Matches what stands between ellipses from left to right, each as early as it goes: the first
  /// part at the start of the line, the last at its end.
  private func matchesWild(_ recorded: ArraySlice<Token>, _ captured: ArraySlice<Token>) -> Bool {
    let parts = recorded.split(omittingEmptySubsequences: false) { $0.isWild }
    var rest = captured
    guard let first = parts.first, let last = parts.last,
      let start = end(of: first, in: rest, .head)
    else { return false }
    rest = rest[start...]
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      var start = rest.startIndex
      while true {
        guard start < rest.endIndex else { return false }
        if let end = end(of: part, in: rest[start...], .middle) {
          rest = rest[end...]
          break
        }
        start += 1
      }
    }
    if last.isEmpty { return true }
    // Blanks may be free, so the last part's length is not known.
    var place = rest.endIndex
    while place >= rest.startIndex {
      if end(of: last, in: rest[place...], .tail) != nil { return true }
      if rest.endIndex - place > 2 * last.count + 2 { return false }
      place -= 1
    }
    return false
  }

  /// Where the recorded tokens end in the captured ones when they start with them; `nil` if they do
  /// not, or if more than blanks follow the end of a line.
  private func end(
    of recorded: ArraySlice<Token>, in captured: ArraySlice<Token>, _ place: Place
  ) -> Int? {
    var (i, j) = (recorded.startIndex, captured.startIndex)
    while i < recorded.endIndex {
      guard effort.spend() else { return nil }
      let token = recorded[i]
      let other = j < captured.endIndex ? captured[j] : nil
      let isBesideWild =
        place.isWildBefore && i == recorded.startIndex
        || place.isWildBehind && i + 1 == recorded.endIndex
      if let other, agrees(token, other, isBesideWild) {
        (i, j) = (i + 1, j + 1)
      } else if isLayoutFree, token.isBlank, isPadding(recorded, i) {
        i += 1
      } else if isLayoutFree, let other, other.isBlank, isPadding(captured, j) {
        j += 1
      } else {
        return nil
      }
    }
    if !place.isWildBehind {
      while j < captured.endIndex, captured[j].isBlank { j += 1 }
      guard j == captured.endIndex else { return nil }
    }
    return j
  }

  /// Whether blanks are there to align what follows: at the start of a line, or before a number or a
  /// truth value.
  private func isPadding(_ tokens: ArraySlice<Token>, _ index: Int) -> Bool {
    guard index > tokens.startIndex, index + 1 < tokens.endIndex else { return true }
    let next = tokens[index + 1]
    if next.number != nil { return true }
    let truths = ["True", "False", "true", "false"]
    return truths.contains { next.bytes.elementsEqual($0.utf8) }
  }

  /// - Parameter isBesideWild: whether the token stands beside an ellipsis, which takes in blanks
  private func agrees(_ recorded: Token, _ captured: Token, _ isBesideWild: Bool) -> Bool {
    switch (recorded.kind, captured.kind) {
    case (.number(let number), .number(let other)) where tolerance != .exact:
      number.allows(other, tolerance)
    case (.blank, .blank):
      isLayoutFree || isBesideWild || recorded.bytes == captured.bytes
    case (.rule, .rule) where isLayoutFree:
      recorded.bytes.prefix(3).elementsEqual(captured.bytes.prefix(3))
    default: recorded.bytes == captured.bytes
    }
  }
}
