/// A formula in a paragraph, between `$` or `$$`.
struct Formula: Hashable, Sendable {
  /// What stands between the delimiters, in TeX.
  let source: [UInt8]
  /// Whether it stands on lines of its own, between `$$`.
  let isDisplay: Bool

  /// The formula as it was written.
  var written: [UInt8] {
    let delimiter = [UInt8](repeating: UInt8(ascii: "$"), count: isDisplay ? 2 : 1)
    return delimiter + source + delimiter
  }

  /// The formulas of a paragraph with the ranges they take in.
  ///
  /// As Pandoc reads it: inside of an opening `$` and a closing one stands no blank, and no digit
  /// behind the closing one, so that prices are no formulas. Code and `\$` are left alone.
  static func all(in text: [UInt8]) -> [(formula: Formula, range: Range<Int>)] {
    scan(text).found
  }

  /// Whether there is a `$$` that no other one closes.
  static func leavesOpen(_ text: [UInt8]) -> Bool { scan(text).isOpen }

  private static func scan(
    _ text: [UInt8]
  ) -> (found: [(formula: Formula, range: Range<Int>)], isOpen: Bool) {
    var isOpen = false
    var found: [(formula: Formula, range: Range<Int>)] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): index = endOfCode(text, from: index)
      case UInt8(ascii: "$"):
        let isDisplay = index + 1 < text.count && text[index + 1] == UInt8(ascii: "$")
        let start = index + (isDisplay ? 2 : 1)
        if let end = close(text, from: start, isDisplay: isDisplay) {
          let formula = Formula(source: Array(text[start..<end]), isDisplay: isDisplay)
          let last = end + (isDisplay ? 2 : 1)
          found.append((formula, index..<last))
          index = last
        } else {
          if isDisplay { isOpen = true }
          index = start
        }
      default: index += 1
      }
    }
    return (found, isOpen)
  }

  private static func endOfCode(_ text: [UInt8], from start: Int) -> Int {
    let isTick: (UInt8) -> Bool = { $0 == UInt8(ascii: "`") }
    let length = text[start...].prefix(while: isTick).count
    var index = start + length
    while let open = text[index...].firstIndex(of: UInt8(ascii: "`")) {
      let run = text[open...].prefix(while: isTick).count
      index = open + run
      if run == length { return index }
    }
    return start + length
  }

  private static func close(_ text: [UInt8], from start: Int, isDisplay: Bool) -> Int? {
    guard start < text.count, isDisplay || !isBlank(text[start]) else { return nil }
    var index = start
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      // TeX has no use for it, so code begins here.
      case UInt8(ascii: "`") where !isDisplay: return nil
      case UInt8(ascii: "$"):
        let next = index + 1 < text.count ? text[index + 1] : 0x20
        if isDisplay {
          if next == UInt8(ascii: "$"), !text[start..<index].allSatisfy(isBlank) { return index }
        } else {
          let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= next
          return index > start && !isBlank(text[index - 1]) && !isDigit ? index : nil
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
