import GradusPlots
import Testing

@Suite struct ContoursTests {
  private func lines(
    _ count: Int, _ level: Double, _ function: (Double, Double) -> Double
  ) -> [[Contours.Point]] {
    let places = (0..<count).map { -2 + 4 * Double($0) / Double(count - 1) }
    return Contours.lines(
      x: places, y: places, values: places.flatMap { y in places.map { function($0, y) } },
      at: level)
  }

  private func isClosed(_ line: [Contours.Point]) -> Bool { line[0] == line[line.count - 1] }

  @Test("A circle is one closed line, all of it near its radius", arguments: [0.3, 1, 2.5])
  func circle(level: Double) {
    let lines = lines(60, level) { $0 * $0 + $1 * $1 }
    #expect(lines.count == 1)
    #expect(isClosed(lines[0]))
    for (x, y) in lines[0] {
      #expect(((x * x + y * y).squareRoot() - level.squareRoot()).magnitude < 0.01)
    }
  }

  @Test("A plane has one open line from edge to edge") func plane() {
    let lines = lines(21, 0.33) { x, y in x + y / 7 }
    #expect(lines.count == 1)
    #expect(!isClosed(lines[0]))
    #expect([lines[0][0].y, lines[0][lines[0].count - 1].y].map(\.magnitude) == [2, 2])
    for (x, y) in lines[0] { #expect((x + y / 7 - 0.33).magnitude < 1e-9) }
  }

  @Test("A saddle has two open lines above and two below, which lie on different sides")
  func saddle() {
    for level in [-0.5, 0.5] {
      let lines = lines(24, level) { $0 * $1 }
      #expect(lines.count == 2)
      for line in lines {
        #expect(!isClosed(line))
        // One branch of a hyperbola never changes sides.
        #expect(Set(line.map { $0.x > 0 }).count == 1)
        #expect(line.allSatisfy { ($0.x * $0.y > 0) == (level > 0) })
      }
    }
  }

  @Test("In a cell that crosses itself the mean of the corners decides", arguments: [0.2, 0.8])
  func ambiguity(level: Double) {
    // 1 0 / 0 1: the mean is 0.5.
    let lines = Contours.lines(x: [0, 1], y: [0, 1], values: [1, 0, 0, 1], at: level)
    #expect(lines.count == 2)
    // Below the mean, both ones are on one hill and the lines cut off the corners with the zeros.
    let cut: [(Double, Double)] = level < 0.5 ? [(1, 0), (0, 1)] : [(0, 0), (1, 1)]
    for line in lines {
      let middle = ((line[0].x + line[1].x) / 2, (line[0].y + line[1].y) / 2)
      #expect(
        cut.contains { ($0.0 - middle.0).magnitude < 0.3 && ($0.1 - middle.1).magnitude < 0.3 })
    }
  }

  @Test("Two hills have a line each, and levels that are not reached none") func hills() {
    let hills: (Double, Double) -> Double = { x, y in
      max(1 - (x - 1) * (x - 1) - y * y, 1 - (x + 1) * (x + 1) - y * y)
    }
    #expect(lines(40, 0.5, hills).count == 2)
    #expect(lines(40, 5, hills).isEmpty)
    #expect(lines(40, 0.5, hills).allSatisfy(isClosed))
  }

  @Test("A line ends at a gap, and a flat field has none") func gaps() {
    let values: [Double] = [0, 0, 0, 1, .nan, 1, 1, 1, 1]
    #expect(Contours.lines(x: [0, 1, 2], y: [0, 1, 2], values: values, at: 0.5).isEmpty)
    #expect(lines(5, 1) { _, _ in 1 }.isEmpty)
  }
}
