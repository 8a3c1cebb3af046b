/// The rectangle of a plot, which lines end at.
package struct ClippingBox {
  private let left, top, right, bottom: Double

  package init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  package typealias Point = (x: Double, y: Double)

  /// The parts of a line that lie inside; a single point is a part of its own.
  package func parts(of line: [Point]) -> [[Point]] {
    var parts: [[Point]] = []
    var isOpen = false
    if line.count == 1, let point = line.first, holds(point) { return [[point]] }
    for (start, end) in zip(line, line.dropFirst()) {
      guard let (from, to) = clipped(start, end) else {
        isOpen = false
        continue
      }
      if isOpen, from == start {
        parts[parts.count - 1].append(to)
      } else {
        parts.append([from, to])
      }
      isOpen = to == end
    }
    return parts
  }

  /// The part of an area that lies inside, as Sutherland and Hodgman (1974) find it.
  package func clipped(area: [Point]) -> [Point] {
    let sides: [(isInside: (Point) -> Bool, crossing: (Point, Point) -> Double)] = [
      ({ $0.x >= left }, { (left - $0.x) / ($1.x - $0.x) }),
      ({ $0.x <= right }, { (right - $0.x) / ($1.x - $0.x) }),
      ({ $0.y >= top }, { (top - $0.y) / ($1.y - $0.y) }),
      ({ $0.y <= bottom }, { (bottom - $0.y) / ($1.y - $0.y) }),
    ]
    return sides.reduce(area) { area, side in
      var kept: [Point] = []
      for (index, point) in area.enumerated() {
        let before = area[(index + area.count - 1) % area.count]
        if side.isInside(before) != side.isInside(point) {
          let part = side.crossing(before, point)
          kept.append(
            (before.x + part * (point.x - before.x), before.y + part * (point.y - before.y)))
        }
        if side.isInside(point) { kept.append(point) }
      }
      return kept
    }
  }

  private func holds(_ point: Point) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }

  /// The part of a segment inside, as Liang and Barsky (1984) find it; nil if it is outside.
  private func clipped(_ from: Point, _ to: Point) -> (Point, Point)? {
    if holds(from), holds(to) { return (from, to) }
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    var (enter, leave) = (0.0, 1.0)
    for (slope, room) in [
      (-dx, from.x - left), (dx, right - from.x), (-dy, from.y - top), (dy, bottom - from.y),
    ] {
      if slope == 0 {
        if room < 0 { return nil }
      } else if slope < 0 {
        enter = max(enter, room / slope)
      } else {
        leave = min(leave, room / slope)
      }
    }
    if enter > leave { return nil }
    func at(_ part: Double) -> Point { (from.x + part * dx, from.y + part * dy) }
    return (enter == 0 ? from : at(enter), leave == 1 ? to : at(leave))
  }
}
