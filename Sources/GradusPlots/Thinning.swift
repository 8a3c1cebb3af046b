/// Leaves out points of a long line that nobody can see.
package enum Thinning {
  /// Of each run of points in the same half pixel from left to right, the first, the last, the
  /// lowest and the highest, in their order: the line looks the same (Jugel et al., 2014).
  package static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    var result: [(x: Double, y: Double)] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * 2).rounded(.down)
      var (end, low, high) = (start, start, start)
      while end + 1 < points.count, (points[end + 1].x * 2).rounded(.down) == column {
        end += 1
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
      }
      if end - start < 4 {
        result += points[start...end]
      } else {
        result += Set([start, low, high, end]).sorted().map { points[$0] }
      }
      start = end + 1
    }
    return result
  }
}
