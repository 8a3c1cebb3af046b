import Notebooks

/// The narrowest rule under which an output that moves can be checked.
package enum Cure: Hashable, Sendable, CustomStringConvertible {
  /// The front matter says the seed.
  case seed
  case unordered
  case tolerance(String)
  case filter(pattern: String, replacement: String)
  /// A recorded line with ellipses for what moves.
  case ellipsis(String)
  /// The code has to fix an order.
  case sort
  /// No rule helps that would leave anything to compare.
  case code

  package var description: String {
    switch self {
    case .seed: "say the seed in the front matter: 'seed: 0'"
    case .unordered: "give the cell the option 'unordered'"
    case .tolerance(let size): "give the cell the option 'tol=\(size)'"
    case .filter(let pattern, let replacement):
      "add to the front matter's filters: {pattern: '\(pattern)', replacement: \(replacement)}"
    case .ellipsis(let line): "write '...' in the record for what moves, as in: \(line)"
    case .sort: "sort what is shown, with '.sorted()'"
    case .code: "show what does not depend on it"
    }
  }

  /// The first cure that makes every run agree with the first, from the narrowest on.
  ///
  /// - Parameters:
  ///   - source: why the output moves
  ///   - first: an output of the first run
  ///   - others: the same of the other runs
  init(
    for source: InstabilitySource, first: String, others: [String], rules: ComparisonRules
  ) {
    func agree(_ change: (inout ComparisonRules) -> Void, recorded: String? = nil) -> Bool {
      var changed = rules
      change(&changed)
      return others.allSatisfy {
        (try? TextComparison(recorded ?? first, $0, changed).agrees) ?? false
      }
    }
    func filter(_ filters: [CureFilter]) -> Cure? {
      filters.first { filter in agree { $0.filters.append(filter.filter) } }
        .map { .filter(pattern: $0.pattern, replacement: $0.replacement) }
    }
    let unordered: Cure? = agree { $0.isUnordered = true } ? .unordered : nil
    let tolerance = Cure.tolerances.first { size in
      agree { $0.tolerance = Tolerance(size) ?? .exact }
    }.map { Cure.tolerance($0) }
    let ellipsis = Cure.ellipsis(first, others).flatMap { line, text in
      agree({ $0.allowsEllipses = true }, recorded: text) ? Cure.ellipsis(line) : nil
    }
    let found: Cure? =
      switch source {
      case .randomness: .seed
      case .hashOrder: unordered ?? (Cure.isReordered(first, others) ? .sort : ellipsis)
      case .uuid: filter([.uuid]) ?? ellipsis
      case .address: filter([.address]) ?? ellipsis
      case .clock: filter([.date, .time]) ?? ellipsis
      case .duration: filter([.duration]) ?? ellipsis
      case .process: ellipsis
      case .threads: unordered ?? tolerance ?? ellipsis
      case .unknown: unordered ?? tolerance ?? filter(CureFilter.allCases) ?? ellipsis
      }
    self = found ?? .code
  }

  /// Whether all texts have the same words, in any order: a hash value is no order.
  private static func isReordered(_ first: String, _ others: [String]) -> Bool {
    func words(_ text: String) -> [String] {
      text.split { !$0.isLetter && !$0.isNumber }.map(String.init).sorted()
    }
    return others.allSatisfy { words($0) == words(first) }
  }

  /// A greater tolerance would let pass what a reader sees is another number.
  private static let tolerances = [
    "1e-12", "1e-10", "1e-8", "1e-7", "1e-6", "1e-5", "1e-4", "1e-3", "1e-2",
  ]

  /// The text of the first run with an ellipsis for every run of words that moves, and the first
  /// line with one.
  private static func ellipsis(_ first: String, _ others: [String]) -> (String, String)? {
    var lines = first.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TokenScanner.tokens(Array($0.utf8)[...]).map(Optional.some) }
    for other in others {
      let theirs = other.split(separator: "\n", omittingEmptySubsequences: false)
        .map { TokenScanner.tokens(Array($0.utf8)[...]) }
      guard theirs.count == lines.count else { return nil }
      for (index, tokens) in theirs.enumerated() {
        let mine = lines[index]
        let kept = Alignment(
          mine.count, tokens.count, keys: ({ mine[$0]?.bytes ?? [] }, { tokens[$0].bytes }),
          isWild: { mine[$0] == nil }, matches: { mine[$0]?.bytes == tokens[$1].bytes })
        lines[index] = kept.steps.flatMap { step -> [Token?] in
          switch step {
          case .match(let place, _): [mine[place]]
          case .wild, .replace: [nil]
          }
        }
      }
    }
    let texts = lines.map { text(of: $0) }
    guard let shown = zip(texts, lines).first(where: { $1.contains { $0 == nil } })?.0 else {
      return nil
    }
    return (shown, texts.joined(separator: "\n"))
  }

  /// Whole words: an ellipsis stands free, so what it touches goes into it.
  private static func text(of tokens: [Token?]) -> String {
    var groups: [[Token?]] = [[]]
    for token in tokens {
      if token?.isBlank == true {
        groups += [[token], []]
      } else {
        groups[groups.count - 1].append(token)
      }
    }
    var result = ""
    for group in groups {
      if group.contains(where: { $0 == nil }) {
        // Of two in a row one is enough.
        if result.hasSuffix("... ") { result.removeLast(4) }
        result += "..."
      } else {
        result += String(decoding: group.flatMap { $0?.bytes ?? [] }, as: UTF8.self)
      }
    }
    return result
  }
}
