import Glibc

/// The marked places of an axis: whole multiples of a step of 1, 2 or 5 times a power of ten.
///
/// They are counted in whole numbers, so a label is exact: 0.3 and not 0.30000000000000004.
package struct Ticks {
  /// How many digits stand behind the point; negative for whole tens, hundreds, ….
  private let decimals: Int
  /// The first digit of the step: 1, 2 or 5.
  private let digit: Int
  private let first: Int
  private let last: Int
  /// The power of ten that all labels are multiples of, where they would be too long without.
  private let exponent: Int?

  /// The ticks between two ends.
  ///
  /// - Parameters:
  ///   - range: finite ends, the lower one below the upper one
  ///   - most: how many ticks there may be; at least 2
  package init(in range: ClosedRange<Double>, most: Int) {
    // Halves, since the width of the widest range is not finite.
    let rough = (range.upperBound / 2 - range.lowerBound / 2) / (Double(max(most, 2)) / 2)
    var power = Int(floor(log10(rough)))
    var digits = [1, 2, 5][...]
    func multiples(_ digit: Int, _ power: Int) -> (first: Int, last: Int) {
      // Ends that are ticks themselves count in spite of rounding.
      let slack = 1e-9
      return (
        Int(ceil(Ticks.quotient(range.lowerBound, digit, power) - slack)),
        Int(floor(Ticks.quotient(range.upperBound, digit, power) + slack))
      )
    }
    var found = multiples(1, power)
    digits.removeFirst()
    var digit = 1
    while found.last - found.first + 1 > max(most, 2) {
      if digits.isEmpty {
        digits = [1, 2, 5]
        power += 1
      }
      digit = digits.removeFirst()
      found = multiples(digit, power)
    }
    (first, last) = found
    self.digit = digit
    decimals = -power
    let largest = max(found.first.magnitude, found.last.magnitude) * UInt(digit)
    let size = String(largest).utf8.count + power
    exponent = largest > 0 && (size > 6 || power < -5) ? size - 1 : nil
  }

  /// `value` in steps of `digit` · 10^`power`.
  private static func quotient(_ value: Double, _ digit: Int, _ power: Int) -> Double {
    // Only powers up to 22 are exact, and beyond 308 there are none.
    if power < -300 { return value * 1e300 * pow(10, Double(-power - 300)) / Double(digit) }
    if power < 0 { return value * pow(10, Double(-power)) / Double(digit) }
    return value / pow(10, Double(power)) / Double(digit)
  }

  /// The places, and what is written there.
  package var labels: [(value: Double, text: String)] {
    if last < first { return [] }
    return (first...last).map { count in
      let number = count * digit
      return (value: Double("\(number)e\(-decimals)") ?? 0, text: text(number))
    }
  }

  /// `number` · 10^-`decimals` in decimal digits, with the minus sign of typography.
  private func text(_ number: Int) -> String {
    let sign = number < 0 ? "−" : ""
    guard let exponent else { return sign + Ticks.decimal(number.magnitude, decimals) }
    if number == 0 { return "0" }
    return sign + Ticks.decimal(number.magnitude, decimals + exponent) + "×10"
      + Ticks.superscript(exponent)
  }

  /// A whole number with the point moved to the left, without zeros that say nothing.
  static func decimal(_ number: UInt, _ decimals: Int) -> String {
    var digits = String(number)
    if number == 0 { return "0" }
    if decimals <= 0 { return digits + String(repeating: "0", count: -decimals) }
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    var fraction = digits.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    return digits.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
  }

  static func superscript(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (exponent < 0 ? "⁻" : "")
      + String("\(exponent.magnitude)".utf8.map { digits[Int($0) - 48] })
  }
}
