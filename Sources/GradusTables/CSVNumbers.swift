import Glibc

/// Numbers in the bytes of a field, with spaces around them.
enum CSVNumbers {
  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = bytes.count
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  /// A whole number of 64 bits.
  static func integer(_ field: UnsafeBufferPointer<UInt8>) -> Int? {
    let bytes = trimmed(field)
    var place = 0
    var isNegative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      place = 1
    }
    guard place < bytes.count else { return nil }
    var value = 0
    if bytes.count - place <= 18 {
      while place < bytes.count {
        let digit = bytes[place] &- 48
        guard digit < 10 else { return nil }
        value = value &* 10 &+ Int(digit)
        place += 1
      }
      return isNegative ? -value : value
    }
    while place < bytes.count {
      let digit = bytes[place] &- 48
      guard digit < 10 else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) =
        isNegative
        ? product.subtractingReportingOverflow(Int(digit))
        : product.addingReportingOverflow(Int(digit))
      guard !isTooLarge, !overflow else { return nil }
      value = sum
      place += 1
    }
    return value
  }

  private static let powers: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0.1) * 10)
  }

  /// A number, correctly rounded.
  static func float(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    let bytes = trimmed(field)
    var place = 0
    var isNegative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      place = 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    var hasPoint = false
    while place < bytes.count {
      let digit = bytes[place] &- 48
      if digit < 10 {
        digits += 1
        if digits <= 18 { mantissa = mantissa &* 10 &+ UInt64(digit) }
        if hasPoint { decimals += 1 }
      } else if bytes[place] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      place += 1
    }
    guard digits > 0 else { return word(bytes, isNegative) }
    var exponent = -decimals
    if place < bytes.count {
      guard let written = exponentPart(bytes, place) else { return nil }
      exponent += written
    }
    // One rounding: both parts are exact.
    if digits <= 18, mantissa < 1 << 53, -22...22 ~= exponent {
      let value = Double(mantissa)
      let scaled = exponent < 0 ? value / powers[-exponent] : value * powers[exponent]
      return isNegative ? -scaled : scaled
    }
    return library(bytes)
  }

  private static func exponentPart(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var place = start + 1
    var isNegative = false
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
      isNegative = bytes[place] == UInt8(ascii: "-")
      place += 1
    }
    guard place < bytes.count else { return nil }
    var value = 0
    while place < bytes.count {
      let digit = bytes[place] &- 48
      guard digit < 10 else { return nil }
      value = min(value * 10 + Int(digit), 100_000)
      place += 1
    }
    return isNegative ? -value : value
  }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ isNegative: Bool) -> Double? {
    guard (3...9).contains(bytes.count) else { return nil }
    var text = String(decoding: bytes, as: UTF8.self).lowercased()
    if text.first == "-" || text.first == "+" { text.removeFirst() }
    guard text == "inf" || text == "infinity" else { return nil }
    return isNegative ? -.infinity : .infinity
  }

  private static func library(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { copy in
      for index in bytes.indices { copy[index] = CChar(bitPattern: bytes[index]) }
      copy[bytes.count] = 0
      return strtod(copy.baseAddress!, nil)
    }
  }
}
