import GradusDisplay

/// A number that sums up the values of a column; missing values are left out.
public enum Statistic: String, Sendable {
  case count
  case sum
  case mean
  case median
  case min
  case max
  /// The sample variance, with n - 1.
  case variance = "var"
  /// The square root of the sample variance.
  case deviation = "std"
  /// The number of different values.
  case uniqueCount = "nunique"
  case first
  case last

  /// The statistic of numbers, NaN for a missing one.
  ///
  /// - Parameter order: how sums are made, which the last bit depends on
  func value(of numbers: [Double], order: Summation.Order = .column) -> Double {
    let present = numbers.contains { $0.isNaN } ? numbers.filter { !$0.isNaN } : numbers
    let count = Double(present.count)
    switch self {
    case .count: return count
    case .uniqueCount: return Double(Set(present).count)
    case .sum: return order.sum(numbers)
    case .mean: return present.isEmpty ? .nan : order.sum(numbers) / count
    case .median:
      var ranks = OrderStatistics(present)
      return ranks.median()
    case .min: return present.min() ?? .nan
    case .max: return present.max() ?? .nan
    case .variance, .deviation:
      guard present.count > 1 else { return .nan }
      if order != .column {
        let variance = Summation.squaredDistances(present) / (count - 1)
        return self == .variance ? variance : variance.squareRoot()
      }
      let mean = order.sum(numbers) / count
      // Infinities make this NaN, which must not be left out as a missing value is.
      let squares = numbers.map { $0.isNaN ? 0 : (mean - $0) * (mean - $0) }
      let variance = Summation.pairwise(squares) / (count - 1)
      return self == .variance ? variance : variance.squareRoot()
    case .first: return present.first ?? .nan
    case .last: return present.last ?? .nan
    }
  }

  /// The statistic of a column; whole numbers stay whole where the statistic is one of them.
  func value(
    of storage: ColumnStorage, order: Summation.Order = .column
  ) -> TableValue {
    switch self {
    case .count: return .int((0..<storage.count).count { !storage.isMissing($0) })
    case .uniqueCount:
      return .int(Set((0..<storage.count).map { storage[$0] }.filter { !$0.isMissing }).count)
    case .first:
      return (0..<storage.count).first { !storage.isMissing($0) }.map { storage[$0] } ?? .missing
    case .last:
      return (0..<storage.count).last { !storage.isMissing($0) }.map { storage[$0] } ?? .missing
    case .min, .max:
      let values = storage.values.filter { !$0.isMissing }
      return (self == .min ? values.min() : values.max()) ?? .missing
    case .sum:
      if case .int(let values) = storage { return .int(values.reduce(0, &+)) }
      if case .bool(let values) = storage { return .int(values.count { $0 }) }
    case .mean, .median, .variance, .deviation: break
    }
    guard let numbers = storage.numbers else {
      let type = storage.type == .string ? "string" : storage.type.description
      stop(
        "TypeError: Cannot perform reduction '\(rawValue)' with \(type) dtype",
        hint: "of the numbers alone: \(self)(numericOnly: true)")
    }
    return .float(value(of: numbers, order: order))
  }
}
