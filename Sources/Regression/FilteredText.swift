import Notebooks
import Synchronization

/// The lines of an output, normal and with a notebook's filters applied to each.
enum FilteredText {
  /// The lines of a text.
  ///
  /// - Parameter filters: applied in order to each line by itself
  /// - Returns: `nil` if the filters take too long
  static func lines(_ text: String?, _ filters: [OutputFilter]) -> [OutputLine]? {
    let normal = CellOutput.normalized((text ?? "").utf8)
    if normal.isEmpty { return [] }
    let lines = normal.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      .map { Substring($0) }
    guard !filters.isEmpty else {
      return lines.map { OutputLine($0, compared: trimmed(Array($0.utf8))) }
    }
    if runaways.withLock({ $0.contains(filters) }) { return nil }
    guard let filtered = TimeLimit.run({ filtered(lines, filters) }) else {
      runaways.withLock { _ = $0.insert(filters) }
      return nil
    }
    return zip(lines, filtered).map { OutputLine($0, compared: trimmed($1)) }
  }

  /// Filters that took too long once, and are not tried again.
  private static let runaways = Mutex<Set<[OutputFilter]>>([])

  private static func trimmed(_ line: [UInt8]) -> [UInt8] {
    guard let last = line.lastIndex(where: { !$0.isBlank }) else { return [] }
    return last + 1 == line.count ? line : Array(line[...last])
  }

  private static func filtered(_ lines: [Substring], _ filters: [OutputFilter]) -> [[UInt8]] {
    let regexes = filters.map { ($0.pattern.regex, $0.replacement) }
    return lines.map { line in
      regexes.reduce(String(line)) { text, filter in
        text.replacing(filter.0) { match in expanded(filter.1, match.output) }
      }
    }.map { Array($0.utf8) }
  }

  /// The replacement with what the groups matched in place of `$1` and so on.
  private static func expanded(_ replacement: String, _ match: AnyRegexOutput) -> String {
    guard replacement.contains("$") else { return replacement }
    var result = ""
    var rest = replacement[...]
    while let character = rest.popFirst() {
      guard character == "$", let next = rest.first else {
        result.append(character)
        continue
      }
      if next == "$" {
        result.append("$")
        rest.removeFirst()
      } else if next.isASCII, let group = next.wholeNumberValue {
        if group < match.count { result += match[group].substring ?? "" }
        rest.removeFirst()
      } else {
        result.append(character)
      }
    }
    return result
  }
}
