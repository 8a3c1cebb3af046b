import Glibc

/// The marked places of a logarithmic axis: powers of ten, with multiples between them while there
/// is room, and every second, third, … power where there is none for all.
package struct LogTicks {
  /// The places, and what is written there.
  package let labels: [(value: Double, text: String)]
  /// The multiples of powers of ten that are marked but not written.
  package let minor: [Double]

  /// The ticks between two ends.
  ///
  /// - Parameters:
  ///   - range: positive ends, the lower one below the upper one
  ///   - most: how many ticks there may be; at least 2
  package init(in range: ClosedRange<Double>, most: Int) {
    let most = max(most, 2)
    let powers =
      Int(log10(range.lowerBound).rounded(.down))...Int(log10(range.upperBound).rounded(.up))
    // Ends that are ticks themselves count in spite of rounding.
    let reach = range.lowerBound * (1 - 1e-9)...range.upperBound * (1 + 1e-9)
    func multiples(_ digits: [Int], each step: Int = 1) -> [(digit: Int, power: Int)] {
      powers.filter { $0.isMultiple(of: step) }.flatMap { power in
        digits.map { (digit: $0, power: power) }
      }.filter { reach.contains(LogTicks.value($0.digit, $0.power)) }
    }
    var found = [[1, 2, 5], [1, 3], [1]].lazy.map { multiples($0) }
      .first { 2...most ~= $0.count }
    for step in LogTicks.steps where found == nil {
      let every = multiples([1], each: step)
      if 2...most ~= every.count { found = every }
    }
    guard let found else {
      // Less than a power of ten wide.
      labels = Ticks(in: range, most: most).labels.filter { $0.value > 0 }
      minor = []
      return
    }
    let isPlain = found.allSatisfy { -3...4 ~= $0.power }
    labels = found.map { digit, power in
      (LogTicks.value(digit, power), LogTicks.text(digit, power, isPlain: isPlain))
    }
    let written = Set(labels.map(\.value))
    minor =
      powers.count > 12
      ? [] : multiples(Array(1...9)).map(LogTicks.value).filter { !written.contains($0) }
  }

  /// Every how many powers are written.
  private static let steps = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300]

  /// The nearest number to a multiple of a power of ten.
  private static func value(_ digit: Int, _ power: Int) -> Double {
    Double("\(digit)e\(power)") ?? 0
  }

  private static func text(_ digit: Int, _ power: Int, isPlain: Bool) -> String {
    if isPlain { return Ticks.decimal(UInt(digit), -power) }
    return (digit == 1 ? "" : "\(digit)×") + "10" + Ticks.superscript(power)
  }
}
