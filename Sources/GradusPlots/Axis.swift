import GradusDisplay

/// The values along one side of a plot, and where they are on it.
struct Axis {
  /// The values at the ends.
  let range: ClosedRange<Double>
  let ticks: [(value: Double, text: String)]

  /// An axis that shows all of the values.
  ///
  /// - Parameters:
  ///   - values: those that are not finite are left out
  ///   - base: a value that the axis begins or ends with unless others lie beyond it, and beside
  ///     which no room is left: the foot of bars
  ///   - limits: the ends, where they are given
  ///   - most: how many ticks there is room for
  init(showing values: [Double], base: Double?, limits: ClosedRange<Double>?, most: Int) {
    range = limits.map(Axis.checked) ?? Axis.range(of: values, base: base)
    ticks = Ticks(in: range, most: most).labels
  }

  /// An axis with a name at each whole number.
  init(names: [String], limits: ClosedRange<Double>?) {
    let range = limits.map(Axis.checked) ?? -0.6...max(Double(names.count) - 0.4, 0.6)
    self.range = range
    ticks = names.enumerated().map { (value: Double($0.offset), text: $0.element) }
      .filter { range.contains($0.value) }
  }

  private static func checked(_ limits: ClosedRange<Double>) -> ClosedRange<Double> {
    guard limits.lowerBound.isFinite, limits.upperBound.isFinite,
      limits.lowerBound < limits.upperBound
    else {
      stop("the limits of an axis are two finite numbers that differ, not \(limits)")
    }
    return widened(limits)
  }

  private static func range(of values: [Double], base: Double?) -> ClosedRange<Double> {
    let finite = values.lazy.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return 0...1 }
    let low = min(least, base ?? least)
    let high = max(greatest, base ?? greatest)
    let range = widened(low...high)
    let room = (range.upperBound / 2 - range.lowerBound / 2) / 10
    let limit = Double.greatestFiniteMagnitude
    return max(
      base == low ? low : range.lowerBound - room, -limit)...min(
        base == high && base != low ? high : range.upperBound + room, limit)
  }

  /// The range, or one around it where it is too narrow to be told apart by its numbers.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let (low, high) = (range.lowerBound, range.upperBound)
    let size = max(low.magnitude, high.magnitude)
    if size == 0 { return -1...1 }
    if high / 2 - low / 2 > max(size * 1e-12, 1e-300) { return range }
    let room = max(size * 0.05, 1e-290)
    let limit = Double.greatestFiniteMagnitude
    return max(low - room, -limit)...min(high + room, limit)
  }

  /// Where a value is: 0 at the lower end, 1 at the upper one.
  func place(of value: Double) -> Double {
    // Quarters, since the distance from one end to far beyond the other may not be finite.
    let low = range.lowerBound / 4
    return (value / 4 - low) / (range.upperBound / 4 - low)
  }
}
