/// The message of a trap, taken out of what the cell printed: the standard library writes it to
/// standard error just before the process dies.
package struct TrapMessage {
  /// The message, `nil` if there is none.
  package private(set) var text: String?
  /// What the cell printed itself.
  package private(set) var rest: [UInt8]

  /// - Parameters:
  ///   - printed: all that came out of the cell
  ///   - reason: what the compiler noted about the trapping instruction
  package init(printed: [UInt8], reason: String?) {
    rest = printed
    text = reason.map { "Fatal error: \($0)" }
    // `Module/file.md:3: Fatal error: Index out of range`; the message may have several lines.
    var start = printed.endIndex
    for _ in 0..<TrapMessage.lineLimit where start > printed.startIndex {
      let end = printed[..<start].last == UInt8(ascii: "\n") ? start - 1 : start
      start = printed[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? printed.startIndex
      let line = String(decoding: printed[start..<end], as: UTF8.self)
      guard let message = TrapMessage.message(in: line) else { continue }
      let more = String(decoding: printed[min(end, printed.endIndex)...], as: UTF8.self)
      text = ModuleNames.removed(from: message + more).trimmingEnd()
      rest = Array(printed[..<start])
      return
    }
  }

  private static let lineLimit = 12

  private static func message(in line: String) -> String? {
    // `fatalError` and optimised code say the first, `precondition` and `assert` the others.
    for word in ["Fatal error", "Precondition failed", "Assertion failed"] {
      guard let range = line.firstRange(of: word) else { continue }
      let prefix = line[..<range.lowerBound]
      return prefix.isEmpty || prefix.hasSuffix(": ") ? String(line[range.lowerBound...]) : nil
    }
    guard line.hasPrefix("Could not cast value of type ") else { return nil }
    // Addresses differ from run to run.
    return line.replacing(/\ \(0x[0-9a-f]+\)/, with: "")
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    String(self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)])
  }
}
