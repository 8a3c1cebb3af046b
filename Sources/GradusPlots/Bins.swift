import GradusDisplay

/// How many values fall into each of neighbouring intervals, by the rule of `numpy.histogram`.
///
/// An interval holds its lower edge and not its upper one; the last holds both. Values outside, and
/// those that are not numbers, are not counted.
package struct Bins {
  /// The ends of the intervals, one more than there are intervals.
  package let edges: [Double]
  package let counts: [Int]

  /// Intervals of equal width between the least and the greatest value, or over a range.
  ///
  /// Around a single value the intervals reach half a unit to both sides; without any they go from
  /// 0 to 1.
  package init(_ values: [Double], count: Int, range: ClosedRange<Double>? = nil) {
    if count < 1 { stop("a histogram has at least 1 bin, not \(count)") }
    if let range, !range.lowerBound.isFinite || !range.upperBound.isFinite {
      stop("the range of a histogram is finite, not \(range)")
    }
    let finite = values.lazy.filter(\.isFinite)
    var low = range?.lowerBound ?? finite.min() ?? 0
    var high = range?.upperBound ?? finite.max() ?? 1
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let step = (high - low) / Double(count)
    let edges = (0..<count).map { Double($0) * step + low } + [high]
    var counts = [Int](repeating: 0, count: count)
    for value in finite where value >= low && value <= high {
      var index = min(Int((value - low) / (high - low) * Double(count)), count - 1)
      // The quotient is rounded; the edges decide.
      if value < edges[index] {
        index -= 1
      } else if index + 1 < count, value >= edges[index + 1] {
        index += 1
      }
      counts[index] += 1
    }
    self.edges = edges
    self.counts = counts
  }

  /// Intervals with the edges given.
  package init(_ values: [Double], edges: [Double]) {
    guard edges.count >= 2, edges.allSatisfy(\.isFinite),
      zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      stop("the edges of a histogram are at least two finite numbers, each larger than the last")
    }
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for value in values where value >= edges[0] && value <= edges[edges.count - 1] {
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += 1
    }
    self.edges = edges
    self.counts = counts
  }

  /// The share of the counted values for each unit: the areas of all intervals add up to 1.
  package var densities: [Double] {
    let total = Double(counts.reduce(0, +))
    return counts.indices.map { Double(counts[$0]) / (edges[$0 + 1] - edges[$0]) / total }
  }
}
