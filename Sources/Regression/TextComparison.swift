import Notebooks

/// A recorded and a captured text, and the rules by which they are compared.
package struct TextComparison {
  let recorded: [OutputLine]
  let captured: [OutputLine]
  let rules: ComparisonRules
  let effort = Effort()
  let matcher: LineMatcher
  /// Whether ellipses in the recorded text stand for any text.
  let hasEllipses: Bool

  /// - Throws: when the filters take too long
  package init(_ recorded: String?, _ captured: String?, _ rules: ComparisonRules)
    throws(FilterTimeout)
  {
    guard let old = FilteredText.lines(recorded, rules.filters),
      let new = FilteredText.lines(captured, rules.filters)
    else { throw FilterTimeout() }
    let isSame = old.count == new.count && zip(old, new).allSatisfy { $0.compared == $1.compared }
    let ellipses = isSame || !rules.allowsEllipses ? 0 : old.reduce(0) { $0 + $1.ellipsisCount }
    let hasEllipses = ellipses > 0 && new.reduce(0) { $0 + $1.ellipsisCount } < ellipses
    self.hasEllipses = hasEllipses
    if !isSame, hasEllipses || rules.tolerance != .exact {
      self.recorded = old.map { hasEllipses ? $0.scannedWithEllipses() : $0.scanned() }
      self.captured = new.map { $0.scanned() }
    } else {
      (self.recorded, self.captured) = (old, new)
    }
    self.rules = rules
    matcher = LineMatcher(
      tolerance: rules.tolerance,
      isLayoutFree: rules.tolerance != .exact
        && Self.numberWidths(self.recorded) != Self.numberWidths(self.captured),
      effort: effort)
  }

  /// How many characters the numbers are wide, in order.
  private static func numberWidths(_ lines: [OutputLine]) -> [Int] {
    lines.flatMap { $0.tokens.compactMap { $0.number == nil ? nil : $0.bytes.count } }
  }

  /// Whether the captured text is one that the recorded one allows.
  package var agrees: Bool {
    if recorded.count == captured.count,
      zip(recorded, captured).allSatisfy({ $0.compared == $1.compared })
    {
      return true
    }
    if rules.isUnordered { return UnorderedLines(recorded, captured, matcher).agree }
    let hasTensors = rules.tolerance != .exact && !hasEllipses
    guard hasTensors, let texts = withoutTensors else { return agree(recorded, captured, matcher) }
    guard texts.areAllowed else { return false }
    let matcher = LineMatcher(
      tolerance: rules.tolerance,
      isLayoutFree: Self.numberWidths(texts.recorded) != Self.numberWidths(texts.captured),
      effort: effort)
    return agree(texts.recorded, texts.captured, matcher)
  }

  /// The lines around tensors, each of which is replaced by a mark.
  private struct WithoutTensors {
    let recorded: [OutputLine]
    let captured: [OutputLine]
    let areAllowed: Bool
  }

  private var withoutTensors: WithoutTensors? {
    let old = PrintedTensor.separated(Self.joined(recorded))
    let new = PrintedTensor.separated(Self.joined(captured))
    guard !old.tensors.isEmpty, old.tensors.count == new.tensors.count else { return nil }
    return WithoutTensors(
      recorded: Self.lines(old.text), captured: Self.lines(new.text),
      areAllowed: zip(old.tensors, new.tensors).allSatisfy {
        TensorDifference($0, $1, rules.tolerance) == nil
      })
  }

  /// What tells the tensors in the texts apart, if both have as many.
  package var tensorDifferences: [TensorDifference] {
    let old = PrintedTensor.separated(Self.joined(recorded)).tensors
    let new = PrintedTensor.separated(Self.joined(captured)).tensors
    guard old.count == new.count else { return [] }
    return old.indices.compactMap {
      TensorDifference(old[$0], new[$0], rules.tolerance, position: $0)
    }
  }

  private static func joined(_ lines: [OutputLine]) -> [UInt8] {
    Array(lines.map(\.compared).joined(separator: [0x0A]))
  }

  private static func lines(_ text: [UInt8]) -> [OutputLine] {
    text.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      OutputLine("", compared: Array($0)).scanned()
    }
  }

  /// Matches the lines between ellipses from top to bottom, each run as early as it goes: the first
  /// at the start, the last at the end.
  private func agree(
    _ recorded: [OutputLine], _ captured: [OutputLine], _ matcher: LineMatcher
  ) -> Bool {
    let parts = recorded.split(omittingEmptySubsequences: false) { $0.isWild }
    func starts(_ part: ArraySlice<OutputLine>, at start: Int) -> Bool {
      guard start + part.count <= captured.count else { return false }
      return zip(part, captured[start...]).allSatisfy { effort.spend() && matcher.matches($0, $1) }
    }
    guard parts.count > 1 else {
      return recorded.count == captured.count && starts(recorded[...], at: 0)
    }
    guard let first = parts.first, let last = parts.last, starts(first, at: 0),
      first.count + last.count <= captured.count, starts(last, at: captured.count - last.count)
    else { return false }
    let end = captured.count - last.count
    var place = first.count
    for part in parts.dropFirst().dropLast() {
      while !starts(part, at: place) {
        place += 1
        if place + part.count > end { return false }
      }
      place += part.count
    }
    return place <= end
  }
}

/// The filters of a notebook took too long: a regular expression can take forever.
package struct FilterTimeout: Error {}
