import GradusKernels

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
      return [Int](unsafeUninitializedCapacity: rows * count) { buffer, used in
        for row in 0..<rows {
          drawReplacing(
            UnsafeBufferPointer(rebasing: weights[row * categories..<(row + 1) * categories]),
            count, into: buffer.baseAddress! + row * count)
        }
        used = rows * count
      }
    }
    // An exponential race: the smallest times win.
    let ratios = weights.map { $0 / Weight(exponential()) }
    return (0..<rows).flatMap { row in
      let ratios = ratios[row * categories..<(row + 1) * categories]
      return Self.largest(count, of: ratios).map { $0 - ratios.startIndex }
    }
  }

  private func drawReplacing<Weight: SampledNumber>(
    _ weights: UnsafeBufferPointer<Weight>, _ count: Int, into indices: UnsafeMutablePointer<Int>
  ) {
    var total: Weight = 0
    var shares = weights.map { weight in
      total += weight
      return total
    }
    for index in shares.indices { shares[index] /= total }
    shares[shares.count - 1] = 1
    shares.map(\.asDouble).withUnsafeBufferPointer { limits in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: min(count, 512)) { uniforms in
        for start in stride(from: 0, to: count, by: 512) {
          let piece = UnsafeMutableBufferPointer(rebasing: uniforms[..<min(512, count - start)])
          fill53(piece)
          Self.search(limits, piece, indices + start)
        }
      }
    }
  }

  /// Sets for each number the index of the first limit that is not less.
  private static func search(
    _ limits: UnsafeBufferPointer<Double>, _ numbers: UnsafeMutableBufferPointer<Double>,
    _ indices: UnsafeMutablePointer<Int>
  ) {
    if limits.count <= 32 {
      // Counting has no branches to mispredict; no number reaches the last limit, which is 1.
      indices.withMemoryRebound(to: Int64.self, capacity: numbers.count) {
        gk_count_less(
          Int64(numbers.count), numbers.baseAddress!, Int64(limits.count - 1), limits.baseAddress!,
          $0)
      }
      return
    }
    for (place, number) in numbers.enumerated() {
      var low = 0
      var length = limits.count
      while length > 0 {
        let half = length / 2
        let isLess = limits[low + half] < number
        low = isLess ? low + half + 1 : low
        length = isLess ? length - half - 1 : half
      }
      indices[place] = low
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
