import GradusPlots
import Testing

/// Values and the counts that `numpy.histogram` gives for them.
struct Counting: CustomTestStringConvertible, Sendable {
  let values: [Double]
  let bins: Int
  let range: ClosedRange<Double>?
  let counts: [Int]

  init(_ values: [Double], _ bins: Int, over range: ClosedRange<Double>? = nil, _ counts: [Int]) {
    (self.values, self.bins, self.range, self.counts) = (values, bins, range, counts)
  }

  var testDescription: String { "\(values.prefix(6)), \(bins), \(String(describing: range))" }

  static let all = [
    Counting([1, 2, 1], 3, over: 0...3, [0, 2, 1]),
    Counting([], 3, [0, 0, 0]),
    Counting([5, 5, 5], 4, [0, 0, 3, 0]),
    Counting([0, 1], 1, [2]),
    Counting([0, 0.5, 1], 2, [1, 2]),
    Counting([-1, 0, 3, 4], 3, over: 0...3, [1, 0, 1]),
    Counting((0...10).map { Double($0) / 10 }, 10, [1, 1, 2, 0, 1, 2, 1, 0, 1, 2]),
    Counting((0...7).map { Double($0) * 0.7 }, 7, [1, 1, 1, 1, 1, 1, 2]),
    Counting([0.1 + 0.2, 0.3, 0.6, 0.7], 10, over: 0...1, [0, 0, 1, 1, 0, 1, 1, 0, 0, 0]),
    Counting([1e-300, 2e-300, 3e-300], 2, [2, 1]),
  ]
}

@Suite struct BinsTests {
  @Test("Values are counted as numpy does it", arguments: Counting.all)
  func counts(counting: Counting) {
    let bins = Bins(counting.values, count: counting.bins, range: counting.range)
    #expect(bins.counts == counting.counts)
    #expect(bins.edges.count == counting.bins + 1)
  }

  @Test("The edges decide in spite of rounding: each value lies in its interval")
  func rounding() {
    for count in 1..<60 {
      let values = (0...count).map { 0.1 + Double($0) * 0.3 / Double(count) }
      let bins = Bins(values, count: count)
      let found = bins.counts.indices.map { bin in
        values.count {
          $0 >= bins.edges[bin]
            && (bin == count - 1 ? $0 <= bins.edges[bin + 1] : $0 < bins.edges[bin + 1])
        }
      }
      #expect(bins.counts == found, "\(count)")
      #expect(bins.counts.reduce(0, +) == values.count)
    }
  }

  @Test("Of given edges the last interval holds both; what is outside or no number is not counted")
  func edges() {
    let bins = Bins([-1, 0, 0.5, 1, 1.5, 3, 3.5, .nan, .infinity], edges: [0, 1, 3])
    #expect(bins.counts == [2, 3])
    #expect(bins.densities == [0.4, 0.3])
  }

  @Test("Values that are not finite are left out") func gaps() {
    #expect(Bins([1, .nan, 2, .infinity, -.infinity], count: 1).counts == [2])
  }

  @Test("No bins, and edges that do not increase, stop") func misuse() async throws {
    let none = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Mark.histogram([1, 2], bins: 0)
      })
    #expect(
      String(decoding: none.standardErrorContent, as: UTF8.self)
        .contains("a histogram has at least 1 bin, not 0"))
    let edges = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Mark.histogram([1, 2], edges: [1, 1])
      })
    #expect(
      String(decoding: edges.standardErrorContent, as: UTF8.self)
        .contains("the edges of a histogram are at least two finite numbers, each larger"))
  }
}
