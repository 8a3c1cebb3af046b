/// The values of a list by their rank, without sorting all of them (Hoare, 1961).
struct OrderStatistics {
  private var values: [Double]

  /// - Parameter values: numbers without NaN
  init(_ values: [Double]) { self.values = values }

  /// The value below which a share of the values lies, between neighbours in proportion; NaN where
  /// there are no values.
  mutating func quantile(_ share: Double) -> Double {
    if values.isEmpty { return .nan }
    let place = share * Double(values.count - 1)
    let below = Int(place.rounded(.down))
    let part = place - Double(below)
    let low = value(below)
    let high = below + 1 < values.count ? values[(below + 1)...].min() ?? low : low
    // From the nearer neighbour, as numpy does it; between infinities this is NaN.
    let step = high - low
    return part >= 0.5 ? high - step * (1 - part) : low + step * part
  }

  /// The middle value, or the mean of the two in the middle.
  mutating func median() -> Double {
    if values.isEmpty { return .nan }
    let high = value(values.count / 2)
    return values.count % 2 == 1 ? high : (values[..<(values.count / 2)].max()! + high) / 2
  }

  /// The value at a place of the sorted list; afterwards no greater one stands before the place and
  /// no smaller one behind it.
  private mutating func value(_ place: Int) -> Double {
    values.withUnsafeMutableBufferPointer { values in
      var (low, high) = (0, values.count - 1)
      var rounds = 4 * (Int.bitWidth - values.count.leadingZeroBitCount)
      while low < high {
        if rounds == 0 {
          // Some order of the values defeats the choice of pivots.
          values[low...high].sort()
          break
        }
        rounds -= 1
        let middle = low + (high - low) / 2
        let pivot = max(
          min(values[low], values[middle]), min(max(values[low], values[middle]), values[high]))
        var (left, right) = (low, high)
        while left <= right {
          while values[left] < pivot { left += 1 }
          while pivot < values[right] { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if place <= right { high = right } else if place >= left { low = left } else { break }
      }
      return values[place]
    }
  }
}
