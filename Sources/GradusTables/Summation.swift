/// Sums in the order of numpy and pandas, so that means agree to the last bit.
enum Summation {
  /// Where the numbers come from.
  enum Order {
    /// A column: pairwise.
    case column
    /// Groups whose rows stand one group after the other: the first number and the pairwise sum of
    /// the others.
    case segment
    /// Groups whose rows stand anywhere: compensated.
    case scattered

    /// The sum of the numbers that are not NaN.
    func sum(_ numbers: [Double]) -> Double {
      let hasMissing = numbers.contains { $0.isNaN }
      switch self {
      case .column: return pairwise(hasMissing ? numbers.map { $0.isNaN ? 0 : $0 } : numbers)
      case .scattered: return compensated(numbers.lazy.filter { !$0.isNaN })
      case .segment:
        guard let first = numbers.first else { return 0 }
        return first + pairwise(Array(numbers.dropFirst()))
      }
    }
  }

  /// numpy's pairwise sum: blocks of 128 in eight lanes, and the halves of longer arrays.
  static func pairwise(_ values: UnsafeBufferPointer<Double>) -> Double {
    let count = values.count
    if count < 8 { return values.reduce(0, +) }
    if count <= 128 {
      var lanes = SIMD8<Double>()
      for lane in 0..<8 { lanes[lane] = values[lane] }
      var place = 8
      while place + 8 <= count {
        for lane in 0..<8 { lanes[lane] += values[place + lane] }
        place += 8
      }
      var sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
        + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
      while place < count {
        sum += values[place]
        place += 1
      }
      return sum
    }
    let half = count / 2 - count / 2 % 8
    return pairwise(UnsafeBufferPointer(rebasing: values[..<half]))
      + pairwise(UnsafeBufferPointer(rebasing: values[half...]))
  }

  static func pairwise(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.withUnsafeBufferPointer { pairwise($0) }
  }

  /// The sum of the squared distances from the mean, value by value as Welford (1962) found it; so
  /// pandas does it for groups.
  static func squaredDistances(_ values: [Double]) -> Double {
    var mean = 0.0
    var sum = 0.0
    for (place, value) in values.enumerated() {
      let before = value - mean
      mean += before / Double(place + 1)
      sum += (value - mean) * before
    }
    return sum
  }

  /// Kahan's compensated sum, which pandas uses for groups.
  static func compensated(_ values: some Sequence<Double>) -> Double {
    var sum = 0.0
    var error = 0.0
    for value in values {
      let corrected = value - error
      let next = sum + corrected
      error = (next - sum) - corrected
      sum = next
    }
    return sum
  }
}
