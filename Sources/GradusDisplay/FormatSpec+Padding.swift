extension FormatSpec {
  /// Pads a number: `sign` and `prefix`, then the digits before and after the point.
  func padded(
    sign: String, prefix: String = "", integer: String, rest: String, groupSize: Int = 3,
    canZeroPad: Bool = true
  ) -> String {
    let alignment = alignment ?? (isZeroPadded ? .afterSign : .right)
    let fill = fill ?? (isZeroPadded ? "0" : " ")
    var digits = integer
    if let grouping {
      let isFilledWithZeros = fill == "0" && alignment == .afterSign
      let others = sign.count + prefix.count + rest.count
      digits = FormatSpec.grouped(
        integer, by: grouping, size: groupSize, width: isFilledWithZeros ? width - others : 0)
    }
    return pad(sign + prefix, digits + rest, fill: fill, alignment: alignment)
  }

  /// Pads a text.
  func padded(_ text: String) -> String {
    pad("", text, fill: fill ?? (isZeroPadded ? "0" : " "), alignment: alignment ?? .left)
  }

  private func pad(
    _ start: String, _ text: String, fill: Character, alignment: Alignment
  ) -> String {
    let count = max(0, width - start.scalarCount - text.scalarCount)
    func filling(_ count: Int) -> String { String(repeating: fill, count: count) }
    switch alignment {
    case .left: return start + text + filling(count)
    case .right: return filling(count) + start + text
    case .afterSign: return start + filling(count) + text
    case .center: return filling(count / 2) + start + text + filling(count - count / 2)
    }
  }

  /// Digits with separators, and zeros before them up to `width`; a separator never comes first.
  private static func grouped(
    _ digits: String, by separator: Character, size: Int, width: Int
  ) -> String {
    if digits.isEmpty { return "" }  // "inf" and "nan" are not grouped
    var reversed: [Character] = []
    var rest = Substring(digits)
    var count = 0
    while !rest.isEmpty || reversed.count < width {
      if count > 0, count % size == 0 { reversed.append(separator) }
      reversed.append(rest.popLast() ?? "0")
      count += 1
    }
    return String(reversed.reversed())
  }
}
