/// A removed and an added line, with the parts that are only in one of them.
struct WordDiff {
  struct Part: Hashable {
    let text: String
    let isChanged: Bool
  }

  let removed: [Part]
  let added: [Part]

  /// Longer lines are shown as changed altogether.
  private static let longest = 2000

  init(_ removed: Substring, _ added: Substring) {
    guard removed.utf8.count <= Self.longest, added.utf8.count <= Self.longest else {
      self.removed = [Part(text: String(removed), isChanged: true)]
      self.added = [Part(text: String(added), isChanged: true)]
      return
    }
    let old = TokenScanner.tokens(Array(removed.utf8)[...])
    let new = TokenScanner.tokens(Array(added.utf8)[...])
    let alignment = Alignment(
      old.count, new.count, keys: ({ old[$0].bytes }, { new[$0].bytes }),
      matches: { old[$0].bytes == new[$1].bytes })
    var parts: (old: [Part], new: [Part]) = ([], [])
    for step in alignment.steps {
      switch step {
      case .match(let i, let j):
        parts.old.append(old[i...i], isChanged: false)
        parts.new.append(new[j...j], isChanged: false)
      case .replace(let gone, let come):
        parts.old.append(old[gone], isChanged: true)
        parts.new.append(new[come], isChanged: true)
      case .wild: break
      }
    }
    (self.removed, self.added) = parts
  }
}

extension [WordDiff.Part] {
  fileprivate mutating func append(_ tokens: ArraySlice<Token>, isChanged: Bool) {
    if tokens.isEmpty { return }
    let text = String(decoding: tokens.flatMap(\.bytes), as: UTF8.self)
    if let last, last.isChanged == isChanged {
      self[count - 1] = WordDiff.Part(text: last.text + text, isChanged: isChanged)
    } else {
      append(WordDiff.Part(text: text, isChanged: isChanged))
    }
  }
}
