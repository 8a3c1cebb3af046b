/// Two texts line by line, as `diff -u` shows them.
package struct UnifiedDiff: Sendable {
  package enum Line: Hashable, Sendable {
    case header(String)
    case same(Substring)
    case removed(Substring)
    case added(Substring)
  }

  /// The hunks with their headers; empty when the texts are equal.
  package let lines: [Line]

  /// - Parameter context: how many equal lines are shown around a difference
  package init(from old: String, to new: String, context: Int = 3) {
    let merged = UnifiedDiff.merged(UnifiedDiff.lines(of: old), UnifiedDiff.lines(of: new))
    var lines: [Line] = []
    var start = 0
    var (oldLine, newLine) = (1, 1)
    while let change = merged[start...].firstIndex(where: { $0.isChange }) {
      let first = max(start, change - context)
      var end = change
      while let next = merged[end...].prefix(2 * context + 1).firstIndex(where: { $0.isChange }) {
        end = next + 1
      }
      end = min(merged.count, end + context)
      for line in merged[start..<first] { line.count(&oldLine, &newLine) }
      let hunk = merged[first..<end]
      let (firstOld, firstNew) = (oldLine, newLine)
      for line in hunk { line.count(&oldLine, &newLine) }
      lines.append(
        .header(
          "@@ -\(UnifiedDiff.range(firstOld..<oldLine)) +\(UnifiedDiff.range(firstNew..<newLine)) @@"
        ))
      lines += hunk
      start = end
    }
    self.lines = lines
  }

  /// The lines of the difference, each ending with a line feed.
  package var text: String { lines.map { $0.text + "\n" }.joined() }

  /// The lines of the old text, from 0, between the first and the last change; where lines are only
  /// added, the line they stand before.
  package static func changedLines(from old: String, to new: String) -> ClosedRange<Int> {
    let old = lines(of: old.hasSuffix("\n") ? String(old.dropLast()) : old)
    let new = lines(of: new.hasSuffix("\n") ? String(new.dropLast()) : new)
    let shorter = min(old.count, new.count)
    var start = 0
    func isSame(_ old: Substring, _ new: Substring) -> Bool { old.utf8.elementsEqual(new.utf8) }
    while start < shorter, isSame(old[start], new[start]) { start += 1 }
    var end = 0
    while end < shorter - start, isSame(old[old.count - 1 - end], new[new.count - 1 - end]) {
      end += 1
    }
    let first = min(start, max(0, old.count - 1))
    return first...max(first, old.count - 1 - end)
  }

  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
  }

  /// The first line and the count; of no lines, the line before.
  private static func range(_ lines: Range<Int>) -> String {
    "\(lines.isEmpty ? lines.lowerBound - 1 : lines.lowerBound),\(lines.count)"
  }

  private static func merged(_ old: [Substring], _ new: [Substring]) -> [Line] {
    // Comparing numbers is what makes long texts cheap.
    var numbers: [[UInt8]: Int] = [:]
    func number(_ line: Substring) -> Int {
      // Bytes: as texts, letters with accents are equal that are written in two ways.
      let key = Array(line.utf8)
      if let number = numbers[key] { return number }
      numbers[key] = numbers.count
      return numbers.count - 1
    }
    let (oldNumbers, newNumbers) = (old.map(number), new.map(number))
    let alignment = Alignment(
      old.count, new.count, keys: ({ oldNumbers[$0] }, { newNumbers[$0] }),
      matches: { oldNumbers[$0] == newNumbers[$1] })
    return alignment.steps.flatMap { step -> [Line] in
      switch step {
      case .match(let index, _): [.same(old[index])]
      case .replace(let removed, let added):
        old[removed].map { .removed($0) } + new[added].map { .added($0) }
      case .wild: []
      }
    }
  }
}

extension UnifiedDiff.Line {
  package var isChange: Bool {
    switch self {
    case .removed, .added: true
    case .header, .same: false
    }
  }

  /// The line with its mark.
  package var text: String {
    switch self {
    case .header(let text): text
    case .same(let line): " " + line
    case .removed(let line): "-" + line
    case .added(let line): "+" + line
    }
  }

  fileprivate func count(_ old: inout Int, _ new: inout Int) {
    switch self {
    case .header: break
    case .same: (old, new) = (old + 1, new + 1)
    case .removed: old += 1
    case .added: new += 1
    }
  }
}
