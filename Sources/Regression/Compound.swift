/// Digits that are no numbers: dates, times and UUIDs.
enum Compound {
  /// In a shape `9` stands for a digit, `h` for a hexadecimal digit, and all else for itself.
  private static let shapes: [[UInt8]] = [
    "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh",
    "9999-99-99T99:99:99", "9999-99-99T99:99", "9999-99-99", "99:99:99", "9:99:99", "99:99",
    "9:99", "99/99/9999", "9/9/9999", "99/9/9999", "9/99/9999", "99.99.9999",
  ].map { Array($0.utf8) }

  /// The end of the date, time or UUID that starts at `index`; `nil` if none does.
  static func end(in line: ArraySlice<UInt8>, at index: Int) -> Int? {
    guard line[index].isHexadecimal else { return nil }
    if line.endsWord(before: index) { return nil }
    if index > line.startIndex, line[index - 1] == UInt8(ascii: ".") { return nil }
    for shape in shapes {
      let end = index + shape.count
      guard end <= line.endIndex, zip(shape, line[index..<end]).allSatisfy(fits) else { continue }
      // A longer run of digits has another shape, or none.
      if end < line.endIndex, line[end].isDigit { continue }
      var last = end
      // Fractions of a second, and a zone.
      if last + 1 < line.endIndex, shape.contains(UInt8(ascii: ":")),
        line[last] == UInt8(ascii: "."), line[last + 1].isDigit
      {
        last += 1
        while last < line.endIndex, line[last].isDigit { last += 1 }
      }
      if last < line.endIndex, line[last] == UInt8(ascii: "Z") { last += 1 }
      return last
    }
    return nil
  }

  private static func fits(_ shape: UInt8, _ byte: UInt8) -> Bool {
    switch shape {
    case UInt8(ascii: "9"): byte.isDigit
    case UInt8(ascii: "h"): byte.isHexadecimal
    default: byte == shape
    }
  }
}
