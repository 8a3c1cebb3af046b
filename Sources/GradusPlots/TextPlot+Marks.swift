extension TextPlot {
  private typealias Place = TextCanvas.Place

  /// Draws a series; bars have a place among those of all series.
  func draw(_ mark: Mark, _ index: Int, barPlace: Int, on canvas: inout TextCanvas) {
    switch mark.kind {
    case .line(let stroke):
      line(mark.x, mark.y, &canvas)
      if stroke.hasMarkers { markers(mark, index, &canvas) }
    case .scatter: markers(mark, index, &canvas)
    case .bar:
      let count = series.marks.count(where: \.kind.isBar)
      let width = series.slot * 0.8 / Double(count)
      for (x, height) in zip(mark.x, mark.y) {
        let start = x - series.slot * 0.4 + width * Double(barPlace)
        bar(block(index), start, start + width, height, &canvas)
      }
    case .histogram(let heights):
      for (bin, height) in heights.enumerated() {
        bar(block(index), mark.x[bin], mark.x[bin + 1], height, &canvas)
      }
    case .fill(let other): area(mark, to: other, &canvas)
    case .errorBars(let errors):
      for (bar, error) in errors.enumerated() {
        let (x, y) = (mark.x[bar], mark.y[bar])
        line([x, x], [y - error, y + error], &canvas)
      }
      markers(mark, index, &canvas)
    case .arrows(let dx, let dy):
      for arrow in mark.x.indices {
        let (x, y) = (mark.x[arrow], mark.y[arrow])
        line([x, x + dx[arrow]], [y, y + dy[arrow]], &canvas)
        head(x, y, dx[arrow], dy[arrow], &canvas)
      }
    case .heatMap(let field, _, _): heatMap(field, &canvas)
    case .contour(let field, let levels):
      for level in levels.lines {
        let lines = Contours.lines(x: field.x, y: field.y, values: field.values, at: level.value)
        for points in lines { line(points.map(\.x), points.map(\.y), &canvas) }
      }
    case .horizontal: rule("╌", from: (0, mark.y[0]), &canvas)
    case .vertical: rule("╎", from: (mark.x[0], 0), &canvas)
    case .text(let text):
      if let place = place(mark.x[0], mark.y[0]) { canvas.write(text, place) }
    }
  }

  /// Where a point is, if it has a place.
  private func place(_ x: Double, _ y: Double) -> Place? {
    guard self.x.scale.shows(x), self.y.scale.shows(y) else { return nil }
    return (self.x.place(of: x), self.y.place(of: y))
  }

  private func line(_ x: [Double], _ y: [Double], _ canvas: inout TextCanvas) {
    let places = zip(x, y).map { place($0, $1) }
    for run in places.split(whereSeparator: { $0 == nil }) { canvas.line(run.compactMap(\.self)) }
  }

  private func markers(_ mark: Mark, _ index: Int, _ canvas: inout TextCanvas) {
    for place in zip(mark.x, mark.y).compactMap({ place($0, $1) }) {
      canvas.mark(marker(index), place)
    }
  }

  private func bar(
    _ block: Character, _ start: Double, _ end: Double, _ height: Double,
    _ canvas: inout TextCanvas
  ) {
    let foot = y.scale == .linear ? 0 : y.range.lowerBound
    let start = x.scale.shows(start) ? start : x.range.lowerBound
    guard let low = place(start, foot), let high = place(end, height), height != foot else {
      return
    }
    canvas.bar(block, low, high)
  }

  /// Shades each column between both curves, as far as they are known there.
  private func area(_ mark: Mark, to other: [Double], _ canvas: inout TextCanvas) {
    func height(_ y: Double) -> Double {
      y.isFinite && !self.y.scale.shows(y) ? self.y.range.lowerBound : y
    }
    let ends = mark.x.indices.map { index -> (Place, Place)? in
      guard let one = place(mark.x[index], height(mark.y[index])),
        let two = place(mark.x[index], height(other[index]))
      else { return nil }
      return (one, two)
    }
    for (from, to) in zip(ends, ends.dropFirst()) {
      guard let from, let to else { continue }
      for column in 0..<canvas.columns {
        let middle = (Double(column) + 0.5) / Double(canvas.columns)
        let part = (middle - from.0.x) / (to.0.x - from.0.x)
        guard part >= 0, part <= 1 else { continue }
        let one = from.0.y + part * (to.0.y - from.0.y)
        let two = from.1.y + part * (to.1.y - from.1.y)
        canvas.shade("░", (middle - 0.01 / Double(canvas.columns), one), (middle, two))
      }
    }
  }

  /// A head in the nearest of four directions, where the arrow ends.
  private func head(
    _ x: Double, _ y: Double, _ dx: Double, _ dy: Double, _ canvas: inout TextCanvas
  ) {
    guard let from = place(x, y), let to = place(x + dx, y + dy) else { return }
    let across = (to.x - from.x) * Double(canvas.columns)
    let up = (to.y - from.y) * Double(canvas.rows * 2)
    if across == 0, up == 0 { return }
    canvas.mark(
      across.magnitude >= up.magnitude ? (across > 0 ? "→" : "←") : (up > 0 ? "↑" : "↓"), to)
  }

  /// A line of characters across or up the whole drawing.
  private func rule(
    _ character: Character, from point: (x: Double, y: Double), _ canvas: inout TextCanvas
  ) {
    let isAcross = character == "╌"
    let axis = isAcross ? y : x
    let value = isAcross ? point.y : point.x
    guard axis.scale.shows(value) else { return }
    let count = isAcross ? canvas.columns : canvas.rows
    for step in 0..<count {
      let along = (Double(step) + 0.5) / Double(count)
      let place = axis.place(of: value)
      canvas.mark(character, isAcross ? (along, place) : (place, along))
    }
  }

  private func heatMap(_ field: Field, _ canvas: inout TextCanvas) {
    guard let bar = series.colorBar else { return }
    let axis = Axis(showing: [], limits: bar.range, most: 2)
    let cells = field.reduced(columns: canvas.columns, rows: canvas.rows)
    for (row, values) in cells.values.enumerated() {
      for (column, value) in values.enumerated() where value.isFinite {
        guard let low = place(cells.x[column], cells.y[row]),
          let high = place(cells.x[column + 1], cells.y[row + 1])
        else { continue }
        let part = min(max(axis.place(of: value), 0), 1)
        let shade = Int((part * Double(Self.shades.count - 1)).rounded())
        canvas.shade(Self.shades[shade], low, high)
      }
    }
  }
}
