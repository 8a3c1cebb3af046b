/// The lines along which a field has one value, found by marching squares: in each cell of the
/// grid, straight from where a side has the value to where another has it.
package struct Contours {
  package typealias Point = (x: Double, y: Double)

  private let x, y: [Double]
  private let values: [Double]
  private let level: Double
  /// The ends that each crossed side of the grid is joined to: at most two.
  private var joined: [Int: [Int]] = [:]

  /// The lines of a level; a closed one ends where it begins.
  ///
  /// A cell with a corner that is not finite has no lines. Where the field crosses itself, in a
  /// saddle, the mean of the corners decides which of them belong together.
  ///
  /// - Parameter values: row by row, a row for each y
  package static func lines(
    x: [Double], y: [Double], values: [Double], at level: Double
  ) -> [[Point]] {
    var contours = Contours(x: x, y: y, values: values, level: level)
    contours.joinCells()
    return contours.chains.map { $0.map(contours.point) }
  }

  private init(x: [Double], y: [Double], values: [Double], level: Double) {
    (self.x, self.y, self.values, self.level) = (x, y, values, level)
  }

  private mutating func joinCells() {
    guard x.count > 1, y.count > 1 else { return }
    for row in 0..<y.count - 1 {
      for column in 0..<x.count - 1 {
        let corner = row * x.count + column
        let corners = [corner, corner + 1, corner + x.count + 1, corner + x.count]
        let heights = corners.map { values[$0] }
        guard heights.allSatisfy(\.isFinite) else { continue }
        let above = heights.map { $0 >= level }
        // The sides in order around the cell: a side along x is twice its first corner, one along
        // y one more.
        let sides = [2 * corner, 2 * (corner + 1) + 1, 2 * (corner + x.count), 2 * corner + 1]
        let crossed = (0..<4).filter { above[$0] != above[($0 + 1) % 4] }
        if crossed.count == 2 {
          join(sides[crossed[0]], sides[crossed[1]])
        } else if crossed.count == 4 {
          let middle = heights.reduce(0) { $0 + $1 / 4 }
          let first = above[0] == (middle >= level) ? 1 : 0
          join(sides[first], sides[first == 1 ? 0 : 3])
          join(sides[first == 1 ? 2 : 1], sides[first == 1 ? 3 : 2])
        }
      }
    }
  }

  private mutating func join(_ one: Int, _ other: Int) {
    joined[one, default: []].append(other)
    joined[other, default: []].append(one)
  }

  /// The sides in the order that lines pass them: open lines first, then closed ones.
  private var chains: [[Int]] {
    var seen: Set<Int> = []
    let sides = joined.keys.sorted()
    let ends = sides.filter { joined[$0]?.count == 1 }
    var chains: [[Int]] = []
    for start in ends + sides where !seen.contains(start) {
      var chain = [start]
      seen.insert(start)
      while let next = joined[chain[chain.count - 1]]?.first(where: { !seen.contains($0) }) {
        chain.append(next)
        seen.insert(next)
      }
      if joined[start]?.count == 2 { chain.append(start) }
      chains.append(chain)
    }
    return chains
  }

  /// Where a side has the level.
  private func point(_ side: Int) -> Point {
    let corner = side / 2
    let other = side.isMultiple(of: 2) ? corner + 1 : corner + x.count
    let (low, high) = (values[corner] / 2, values[other] / 2)
    let part = (level / 2 - low) / (high - low)
    func between(_ from: Double, _ to: Double) -> Double { from * (1 - part) + to * part }
    return (
      between(x[corner % x.count], x[other % x.count]),
      between(y[corner / x.count], y[other / x.count])
    )
  }
}
