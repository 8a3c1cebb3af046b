import GradusDisplay
import GradusTensors

/// Values on a grid: one for each pair of a row and a column.
struct Field: Sendable {
  /// The x of each column and the y of each row.
  let x, y: [Double]
  /// The values, row by row.
  let values: [Double]
  /// Whether the grid is a matrix, whose rows are counted from the top.
  let isMatrix: Bool

  /// A matrix: columns and rows are counted from 0.
  init(_ matrix: Tensor, for name: String) {
    if matrix.rank != 2 {
      stop(
        "a \(name) takes a tensor with two dimensions, not one of shape \(matrix.shape)",
        hint: "take a matrix of it, x[0], or give it two dimensions, x.reshaped(rows, columns)")
    }
    x = (0..<matrix.shape[1]).map(Double.init)
    y = (0..<matrix.shape[0]).map(Double.init)
    values = [Double](matrix.detached().reshaped(-1))
    isMatrix = true
    checkNotEmpty(name)
  }

  /// Values at the places where the columns `x` and the rows `y` meet.
  init(_ x: some PlotValues, _ y: some PlotValues, _ matrix: Tensor, for name: String) {
    self.x = x.plotValues
    self.y = y.plotValues
    if matrix.shape != [self.y.count, self.x.count] {
      stop(
        "a \(name) with \(self.x.count) values of x and \(self.y.count) of y takes a tensor of "
          + "shape [\(self.y.count), \(self.x.count)], not \(matrix.shape)",
        hint: "each row of the tensor belongs to one y, each column to one x")
    }
    values = [Double](matrix.detached().reshaped(-1))
    isMatrix = false
    checkNotEmpty(name)
    for places in [self.x, self.y] where !Field.isIncreasing(places) {
      stop("the x and y of a \(name) are finite and each larger than the one before")
    }
  }

  /// The values of a function of two variables.
  init(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, count: Int, for name: String,
    _ function: (Double, Double) -> Double
  ) {
    if count < 2 { stop("a \(name) of a function needs at least 2 points a side, not \(count)") }
    if x.lowerBound == x.upperBound || y.lowerBound == y.upperBound {
      stop("a \(name) of a function needs ranges whose ends differ, not \(x) and \(y)")
    }
    let columns = x.spaced(count)
    let rows = y.spaced(count)
    self.x = columns
    self.y = rows
    values = rows.flatMap { y in columns.map { x in function(x, y) } }
    isMatrix = false
  }

  private func checkNotEmpty(_ name: String) {
    if values.isEmpty { stop("a \(name) needs at least one row and one column") }
  }

  private static func isIncreasing(_ places: [Double]) -> Bool {
    places.allSatisfy(\.isFinite) && zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// The least and the greatest value that is finite.
  var span: ClosedRange<Double>? {
    let finite = values.lazy.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return nil }
    return least...greatest
  }

  /// Where the cells around the places begin and end: halfway between neighbours.
  static func edges(of places: [Double]) -> [Double] {
    guard places.count > 1 else { return [places[0] - 0.5, places[0] + 0.5] }
    let middles = zip(places, places.dropFirst()).map { $0 / 2 + $1 / 2 }
    let last = places.count - 1
    return [places[0] - (middles[0] - places[0])] + middles
      + [places[last] + (places[last] - middles[last - 1])]
  }

  /// The field with at most so many columns and rows; a cell is the mean of those it stands for.
  func reduced(columns: Int, rows: Int) -> (values: [[Double]], x: [Double], y: [Double]) {
    let across = (x.count + columns - 1) / columns
    let down = (y.count + rows - 1) / rows
    let (xEdges, yEdges) = (Field.edges(of: x), Field.edges(of: y))
    let lefts = Array(stride(from: 0, to: x.count, by: across))
    let tops = Array(stride(from: 0, to: y.count, by: down))
    let means = tops.map { top in
      lefts.map { left in
        var (sum, count) = (0.0, 0.0)
        for row in top..<min(top + down, y.count) {
          for column in left..<min(left + across, x.count) {
            let value = values[row * x.count + column]
            if value.isFinite { (sum, count) = (sum + value, count + 1) }
          }
        }
        return count == 0 ? .nan : sum / count
      }
    }
    return (
      means, lefts.map { xEdges[$0] } + [xEdges[x.count]],
      tops.map { yEdges[$0] } + [yEdges[y.count]]
    )
  }
}

extension ClosedRange<Double> {
  /// So many evenly spaced values, both ends among them.
  func spaced(_ count: Int) -> [Double] {
    (0..<count).map { index in
      let part = Double(index) / Double(count - 1)
      return lowerBound * (1 - part) + upperBound * part
    }
  }
}
