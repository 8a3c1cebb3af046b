import GradusDisplay

/// The values along one side of a plot, and where they are on it.
struct Axis {
  /// The values at the ends.
  let range: ClosedRange<Double>
  let ticks: [(value: Double, text: String)]
  /// Marked places without a number.
  let minorTicks: [Double]
  let scale: AxisScale
  /// Whether values grow towards the origin, as the rows of a matrix do.
  let isReversed: Bool

  /// An axis that shows all of the values.
  ///
  /// - Parameters:
  ///   - values: those that have no place on the axis are left out
  ///   - base: a value that the axis begins or ends with unless others lie beyond it, and beside
  ///     which no room is left: the foot of bars
  ///   - isTight: whether the outermost values are the ends
  ///   - isCounted: whether there is nothing between whole numbers, so that they alone are ticks
  ///   - limits: the ends, where they are given
  ///   - most: how many ticks there is room for
  init(
    showing values: [Double], base: Double? = nil, isTight: Bool = false,
    isCounted: Bool = false, isReversed: Bool = false, scale: AxisScale = .linear,
    limits: ClosedRange<Double>?, most: Int
  ) {
    self.scale = scale
    self.isReversed = isReversed
    let shown = values.filter(scale.shows)
    switch scale {
    case .linear:
      range =
        limits.map(Axis.checked)
        ?? Axis.range(of: shown, base: base, isTight: isTight)
      ticks = Ticks(in: range, most: most).labels.filter {
        !isCounted || $0.value == $0.value.rounded()
      }
      minorTicks = []
    case .log:
      range =
        limits.map(Axis.checkedLog)
        ?? Axis.logRange(of: shown, hasFoot: base != nil, isTight: isTight)
      let found = LogTicks(in: range, most: most)
      (ticks, minorTicks) = (found.labels, found.minor)
    }
  }

  /// An axis with a name at each whole number.
  init(names: [String], limits: ClosedRange<Double>?) {
    let range = limits.map(Axis.checked) ?? -0.6...max(Double(names.count) - 0.4, 0.6)
    self.range = range
    ticks = names.enumerated().map { (value: Double($0.offset), text: $0.element) }
      .filter { range.contains($0.value) }
    minorTicks = []
    scale = .linear
    isReversed = false
  }

  private static func checked(_ limits: ClosedRange<Double>) -> ClosedRange<Double> {
    guard limits.lowerBound.isFinite, limits.upperBound.isFinite,
      limits.lowerBound < limits.upperBound
    else {
      stop("the limits of an axis are two finite numbers that differ, not \(limits)")
    }
    return widened(limits)
  }

  private static func checkedLog(_ limits: ClosedRange<Double>) -> ClosedRange<Double> {
    guard limits.lowerBound > 0 else {
      stop("the limits of a logarithmic axis are positive, not \(limits)")
    }
    return checked(limits)
  }

  private static func range(
    of values: [Double], base: Double?, isTight: Bool
  ) -> ClosedRange<Double> {
    guard let least = values.min(), let greatest = values.max() else { return 0...1 }
    let low = min(least, base ?? least)
    let high = max(greatest, base ?? greatest)
    let range = widened(low...high)
    if isTight { return range }
    let room = (range.upperBound / 2 - range.lowerBound / 2) / 10
    let limit = Double.greatestFiniteMagnitude
    return max(
      base == low ? low : range.lowerBound - room, -limit)...min(
        base == high && base != low ? high : range.upperBound + room, limit)
  }

  /// All values, and a twentieth of their powers as room; bars stand on a power of ten.
  private static func logRange(
    of values: [Double], hasFoot: Bool, isTight: Bool
  ) -> ClosedRange<Double> {
    guard let least = values.min(), let greatest = values.max() else { return 1...10 }
    var (low, high) = (AxisScale.log.spread(least), AxisScale.log.spread(greatest))
    if high - low < 1e-9 { (low, high) = (low - 0.5, high + 0.5) }
    let room = isTight ? 0 : (high - low) / 20
    let foot = low.rounded(.down)
    let bottom = hasFoot ? (foot == low ? low - 1 : foot) : low - room
    return max(
      power(bottom), .leastNormalMagnitude)...min(
        power(high + room), .greatestFiniteMagnitude)
  }

  private static func power(_ exponent: Double) -> Double {
    exponent == exponent.rounded()
      ? Double("1e\(Int(exponent))") ?? 0 : AxisScale.power(of: exponent)
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

  /// Where a value is: 0 at the lower end, 1 at the upper one. The scale must show the value.
  func place(of value: Double) -> Double {
    // Quarters, since the distance from one end to far beyond the other may not be finite.
    let low = scale.spread(range.lowerBound) / 4
    let place = (scale.spread(value) / 4 - low) / (scale.spread(range.upperBound) / 4 - low)
    return isReversed ? 1 - place : place
  }
}
