/// A drawing in characters, with three layers: shades, dots of which a character has two by four,
/// and characters on top.
package struct TextCanvas {
  package let columns: Int
  package let rows: Int
  private var shades: [Character?]
  private var dots: [UInt8]
  private var marks: [Character?]

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    shades = Array(repeating: nil, count: columns * rows)
    dots = Array(repeating: 0, count: columns * rows)
    marks = Array(repeating: nil, count: columns * rows)
  }

  /// A place on the canvas: 0 to 1 from left to right and from the bottom to the top.
  package typealias Place = (x: Double, y: Double)

  /// The lines of the drawing from top to bottom.
  package var lines: [String] {
    (0..<rows).map { row in
      String(
        (row * columns..<(row + 1) * columns).map { cell -> Character in
          if let mark = marks[cell] { return mark }
          if dots[cell] != 0 { return Character(Unicode.Scalar(0x2800 + UInt32(dots[cell]))!) }
          return shades[cell] ?? " "
        })
    }
  }

  /// Draws a line of dots through places; what lies outside is cut off.
  package mutating func line(_ places: [Place]) {
    let (right, bottom) = (Double(2 * columns - 1), Double(4 * rows - 1))
    let box = ClippingBox(left: 0, top: 0, right: right, bottom: bottom)
    for part in box.parts(of: places.map { ($0.x * right, (1 - $0.y) * bottom) }) {
      dot(part[0])
      for (from, to) in zip(part, part.dropFirst()) {
        let steps = max((to.x - from.x).magnitude, (to.y - from.y).magnitude).rounded(.up)
        for step in stride(from: 1, through: steps, by: 1) {
          let share = step / steps
          dot((from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)))
        }
      }
    }
  }

  private mutating func dot(_ at: ClippingBox.Point) {
    let (column, row) = (Int(at.x.rounded()), Int(at.y.rounded()))
    // Unicode counts the first three rows of both columns, then the fourth.
    let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    dots[row / 4 * columns + column / 2] |= bits[row % 4][column % 2]
  }

  /// The column of a place from left to right, if it is on the canvas.
  package func column(_ x: Double) -> Int? {
    x >= 0 && x <= 1 ? min(Int(x * Double(columns)), columns - 1) : nil
  }

  /// The row of a place, counted from the top, if it is on the canvas.
  package func row(_ y: Double) -> Int? {
    y >= 0 && y <= 1 ? min(Int((1 - y) * Double(rows)), rows - 1) : nil
  }

  /// Puts a character on top of what is there.
  package mutating func mark(_ character: Character, _ place: Place) {
    guard let column = column(place.x), let row = row(place.y) else { return }
    marks[row * columns + column] = character
  }

  /// Writes a text that begins beside a place, or ends there where it would not fit.
  package mutating func write(_ text: String, _ place: Place) {
    guard let column = column(place.x), let row = row(place.y) else { return }
    let length = min(text.count, columns)
    let start = column + 1 + length <= columns ? column + 1 : max(column - length, 0)
    for (offset, character) in text.prefix(length).enumerated() {
      marks[row * columns + start + offset] = character
    }
  }

  /// Shades the cells between two corners; at least one of them from left to right.
  package mutating func shade(_ character: Character, _ from: Place, _ to: Place) {
    let left = edge(min(from.x, to.x), columns)
    let top = edge(1 - max(from.y, to.y), rows)
    let right = edge(max(from.x, to.x), columns)
    let bottom = edge(1 - min(from.y, to.y), rows)
    guard left < columns, right > 0 || from.x >= 0 else { return }
    for row in top..<max(bottom, top) {
      for column in left..<max(right, left + 1) { shades[row * columns + column] = character }
    }
  }

  private func edge(_ place: Double, _ count: Int) -> Int {
    Int((min(max(place, 0), 1) * Double(count)).rounded())
  }

  /// Draws a bar that ends at an eighth of a row, with a block for each whole one.
  package mutating func bar(_ block: Character, _ foot: Place, _ head: Place) {
    guard max(foot.x, head.x) > 0, min(foot.x, head.x) < 1 else { return }
    let left = min(edge(min(foot.x, head.x), columns), columns - 1)
    let right = max(edge(max(foot.x, head.x), columns), left + 1)
    let low = edge(min(foot.y, head.y), rows * 8)
    let high = edge(max(foot.y, head.y), rows * 8)
    let parts: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    for row in 0..<rows {
      let bottom = (rows - 1 - row) * 8
      let covered = min(high, bottom + 8) - max(low, bottom)
      guard covered > 0 else { continue }
      let isHead = high < bottom + 8 && head.y > foot.y && low <= bottom
      // Blocks grow from below; where a bar begins inside of a row, half of it has to be covered.
      guard isHead || covered >= 4 else { continue }
      let character = isHead && block == "█" ? parts[covered - 1] : block
      for column in left..<right { shades[row * columns + column] = character }
    }
  }
}
