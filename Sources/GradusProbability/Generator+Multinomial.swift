extension Generator {
  /// Indices drawn from rows of weights, row after row.
  ///
  /// - Parameters:
  ///   - weights: rows of `categories` weights that are not negative.
  ///   - count: the number of indices drawn from each row.
  ///   - replacing: whether an index can be drawn again. A single draw does not depend on it.
  package func multinomial<Weight: SampledNumber>(
    _ weights: UnsafeBufferPointer<Weight>, categories: Int, count: Int, replacing: Bool
  ) -> [Int] {
    guard categories > 0 else { return [] }
    let rows = weights.count / categories
    if replacing, count > 1 {
      var indices: [Int] = []
      indices.reserveCapacity(rows * count)
      for row in 0..<rows {
        let row = UnsafeBufferPointer(rebasing: weights[row * categories..<(row + 1) * categories])
        drawReplacing(row, count, into: &indices)
      }
      return indices
    }
    // An exponential race: the smallest times win.
    let ratios = weights.map { $0 / Weight(exponential()) }
    return (0..<rows).flatMap { row in
      let ratios = ratios[row * categories..<(row + 1) * categories]
      return Self.largest(count, of: ratios).map { $0 - ratios.startIndex }
    }
  }

  private func drawReplacing<Weight: SampledNumber>(
    _ weights: UnsafeBufferPointer<Weight>, _ count: Int, into indices: inout [Int]
  ) {
    var total: Weight = 0
    var shares = weights.map { weight in
      total += weight
      return total
    }
    for index in shares.indices { shares[index] /= total }
    shares[shares.count - 1] = 1
    let limits = shares.map(\.asDouble)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: min(count, 512)) { uniforms in
      for start in stride(from: 0, to: count, by: 512) {
        let piece = UnsafeMutableBufferPointer(rebasing: uniforms[..<min(512, count - start)])
        fill53(piece)
        Self.search(limits, piece, &indices)
      }
    }
  }

  /// Appends for each number the index of the first limit that is not less.
  private static func search(
    _ limits: [Double], _ numbers: UnsafeMutableBufferPointer<Double>, _ indices: inout [Int]
  ) {
    limits.withUnsafeBufferPointer { limits in
      if limits.count <= 12 {
        // Counting has no branches to mispredict.
        for number in numbers {
          var index = 0
          for limit in limits { index += limit < number ? 1 : 0 }
          indices.append(index)
        }
        return
      }
      for number in numbers {
        var low = 0
        var length = limits.count
        while length > 0 {
          let half = length / 2
          let isLess = limits[low + half] < number
          low = isLess ? low + half + 1 : low
          length = isLess ? length - half - 1 : half
        }
        indices.append(low)
      }
    }
  }

  private static func largest<Weight: SampledNumber>(
    _ count: Int, of values: ArraySlice<Weight>
  ) -> [Int] {
    if count == 1 {
      var best = values.startIndex
      for index in values.indices where values[index] > values[best] { best = index }
      return [best]
    }
    let order = values.indices.sorted { values[$0] > values[$1] }
    return Array(order.prefix(count))
  }
}
