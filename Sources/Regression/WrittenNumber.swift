import Notebooks

/// A number in an output, with the way it is written.
package struct WrittenNumber: Hashable, Sendable {
  package let value: Double
  /// Whether it is written with digits alone: no point, no exponent.
  package let isWhole: Bool
  /// Whether `%` stands behind it.
  package var isPercentage = false
  /// The unit of the last digit written: 0.001 for `4.987`, 1e-8 for `1.25e-6`.
  let unit: Double
  /// The digits of a whole number with its sign, without separators and leading zeros: `Double` does
  /// not tell large neighbours apart.
  let digits: [UInt8]

  /// Whether a captured number is one that this recorded number allows.
  package func allows(_ captured: WrittenNumber, _ tolerance: Tolerance) -> Bool {
    if isWhole, captured.isWhole, digits == captured.digits { return true }
    if value.isNaN || captured.value.isNaN { return value.isNaN && captured.value.isNaN }
    if value.isInfinite || captured.value.isInfinite { return value == captured.value }
    if value == captured.value, !(isWhole && captured.isWhole) { return true }
    guard let allowed = allowance(for: captured, tolerance) else { return false }
    // Whole numbers that `Double` cannot tell apart differ by one at least.
    if isWhole, captured.isWhole, allowed < 1 { return false }
    // What is written in decimals is rounded when it is read.
    let rounding = 4 * max(value.magnitude, captured.value.magnitude).ulp
    return (captured.value - value).magnitude <= allowed + rounding
  }

  /// How far the captured number may be away; `nil` if it has to be the same.
  private func allowance(for captured: WrittenNumber, _ tolerance: Tolerance) -> Double? {
    switch tolerance {
    case .exact: return nil
    case .asWritten: return isWhole ? nil : unit / 2
    case .within(let size): return size + size * value.magnitude
    case .standardErrors(let factor, let count):
      let n = Double(count)
      guard let scale = scale(count: n), scale == captured.scale(count: n) else { return nil }
      let p = (value + captured.value) / 2 / scale
      return factor * (2 * p * (1 - p) / n).squareRoot() * scale
    }
  }

  /// What the number counts in, if it can be a frequency out of `count`.
  private func scale(count: Double) -> Double? {
    if value < 0 { return nil }
    if isPercentage { return value <= 100 ? 100 : nil }
    if isWhole { return value <= count ? count : nil }
    return value <= 1 ? 1 : nil
  }
}

extension WrittenNumber {
  /// `nan`, `inf` or `infinity`, in any case and with a sign; `nil` for other words.
  init?(word: some Collection<UInt8>) {
    var letters = Array(word)
    let isNegative = letters.first == UInt8(ascii: "-")
    if isNegative || letters.first == UInt8(ascii: "+") { letters.removeFirst() }
    switch String(decoding: letters, as: UTF8.self).lowercased() {
    case "nan": value = .nan
    case "inf", "infinity": value = isNegative ? -.infinity : .infinity
    default: return nil
    }
    (isWhole, unit, digits) = (false, 0, [])
  }

  /// Digits with at most a sign, a point and an exponent; `nil` if they are too large for a number.
  ///
  /// - Parameter text: ASCII without separators
  init?(decimal text: [UInt8]) {
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return nil
    }
    self.value = value
    let isExponent: (UInt8) -> Bool = { $0 | 0x20 == UInt8(ascii: "e") }
    let mantissa = text.prefix { !isExponent($0) }
    let point = mantissa.firstIndex(of: UInt8(ascii: "."))
    isWhole = point == nil && mantissa.count == text.count
    let exponent = Int(String(decoding: text[mantissa.count...].dropFirst(), as: UTF8.self)) ?? 0
    let decimals = point.map { mantissa.count - $0 - 1 } ?? 0
    unit = Double("1e\(exponent - decimals)") ?? 0
    guard isWhole else {
      digits = []
      return
    }
    let sign = text.first == UInt8(ascii: "-")
    let significant = text.drop { !(UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0) }
    digits = (sign && !significant.isEmpty ? [UInt8(ascii: "-")] : []) + significant
  }
}
