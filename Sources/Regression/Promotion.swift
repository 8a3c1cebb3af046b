import Notebooks

/// The text to record in place of an old one: what was captured, with everything that the old text
/// says as well left as it stands there, ellipses and numbers within tolerance among it.
struct Promotion {
  private let comparison: TextComparison

  init(_ comparison: TextComparison) { self.comparison = comparison }

  /// - Parameter captured: the captured text, which stands for itself where no line can be kept
  func text(of captured: String?) -> String? {
    guard let captured, !comparison.captured.isEmpty else { return nil }
    let lines = comparison.rules.isUnordered ? unordered : ordered
    let text = lines.map { $0 + "\n" }.joined()
    guard let check = try? TextComparison(text, captured, comparison.rules), check.agrees else {
      return captured
    }
    return text
  }

  private var ordered: [String] {
    let (old, new) = (comparison.recorded, comparison.captured)
    let alignment = Alignment(
      old.count, new.count, keys: ({ old[$0].compared }, { new[$0].compared }),
      isWild: { old[$0].isWild }, matches: { comparison.matcher.matches(old[$0], new[$1]) })
    return alignment.steps.flatMap { step -> [String] in
      switch step {
      case .match(let index, _), .wild(let index, _): [String(old[index].text)]
      case .replace(let removed, let added) where removed.count == added.count:
        zip(old[removed], new[added]).map(merged)
      case .replace(_, let added): new[added].map { String($0.text) }
      }
    }
  }

  private var unordered: [String] {
    let (old, new) = (comparison.recorded, comparison.captured)
    let partners = UnorderedLines(old, new, comparison.matcher).partners
    let taken = Set(partners.values)
    var added = new.indices.filter { !taken.contains($0) }.map { String(new[$0].text) }[...]
    // An ellipsis allows them.
    if old.contains(where: \.isWild) { added = [] }
    var result: [String] = []
    for index in old.indices {
      if old[index].isWild || partners[index] != nil {
        result.append(String(old[index].text))
      } else if let line = added.popFirst() {
        result.append(line)
      }
    }
    return result + added
  }

  /// The captured line with the recorded numbers that it allows, and with the recorded ellipses.
  private func merged(_ recorded: OutputLine, _ captured: OutputLine) -> String {
    // Tokens of a line that a filter has changed are not those of its text.
    let isPlain = [recorded, captured].allSatisfy {
      !$0.tokens.isEmpty && $0.compared.elementsEqual($0.text.utf8.prefix($0.compared.count))
    }
    guard isPlain else { return String(captured.text) }
    let (old, new) = (recorded.tokens, captured.tokens)
    let alignment = Alignment(
      old.count, new.count, keys: ({ old[$0].bytes }, { new[$0].bytes }),
      isWild: { old[$0].isWild },
      matches: { i, j in
        if old[i].bytes == new[j].bytes { return true }
        guard let number = old[i].number, let other = new[j].number else { return false }
        // Another width would move the columns.
        return old[i].bytes.count == new[j].bytes.count
          && number.allows(other, comparison.rules.tolerance)
      })
    var bytes: [UInt8] = []
    for step in alignment.steps {
      switch step {
      case .match(let index, _), .wild(let index, _): bytes += old[index].bytes
      case .replace(_, let added): for token in new[added] { bytes += token.bytes }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
