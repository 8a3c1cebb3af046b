extension PlotDrawing {
  /// The least room a cell has, in pixels: smaller ones are shown by their mean.
  private static let leastCell = 4.0

  func heatMap(_ field: Field, _ svg: inout SVG) {
    guard let bar = layout.series.colorBar, let axis = layout.colorAxis else { return }
    let cells = field.reduced(
      columns: max(Int(layout.width / Self.leastCell), 1),
      rows: max(Int(layout.height / Self.leastCell), 1))
    let columns = cells.x.map { inside(across: $0) }
    let rows = cells.y.map { inside(down: $0) }
    // One path for each colour, in which cells of the same colour side by side are one.
    var paths = [String](repeating: "", count: ColorScale.steps)
    for (row, values) in cells.values.enumerated() where rows[row] != rows[row + 1] {
      let steps = values.map { $0.isFinite ? ColorScale.step(at: axis.place(of: $0)) : nil }
      var start = 0
      while start < steps.count {
        var end = start + 1
        while end < steps.count, steps[end] == steps[start] { end += 1 }
        if let step = steps[start], columns[start] != columns[end] {
          paths[step] += Self.cell(columns[start], columns[end], rows[row], rows[row + 1])
        }
        start = end
      }
    }
    svg.element("g", [("class", "cells")]) { svg in
      for (step, path) in paths.enumerated() where !path.isEmpty {
        svg.element("path", [("fill", bar.colors.color(step)), ("d", path)])
      }
    }
  }

  private static func cell(_ x: Double, _ x2: Double, _ y: Double, _ y2: Double) -> String {
    let right = SVG.number(x2)
    return "M\(SVG.number(x)) \(SVG.number(y))H\(right)V\(SVG.number(y2))H\(SVG.number(x))z"
  }

  private func inside(across x: Double) -> Double {
    let place = layout.x.scale.shows(x) ? layout.place(of: x) : layout.left
    return min(max(place, layout.left), layout.left + layout.width)
  }

  private func inside(down y: Double) -> Double {
    let height = layout.y.scale.shows(y) ? layout.height(of: y) : layout.top + layout.height
    return min(max(height, layout.top), layout.top + layout.height)
  }

  /// The bar beside a heat map that tells which colour is which value.
  func colorBar(_ svg: inout SVG) {
    guard let bar = layout.series.colorBar, let axis = layout.colorAxis else { return }
    let left = layout.left + layout.width + PlotLayout.barOffset
    let right = left + PlotLayout.barWidth
    svg.element("g", [("class", "cells")]) { svg in
      for step in 0..<ColorScale.steps {
        let (low, high) = (Double(step), Double(step + 1))
        let steps = Double(ColorScale.steps)
        let top = layout.top + layout.height * (1 - high / steps)
        let bottom = layout.top + layout.height * (1 - low / steps)
        svg.element(
          "path", [("fill", bar.colors.color(step)), ("d", Self.cell(left, right, top, bottom))])
      }
    }
    for tick in axis.ticks {
      let y = layout.top + (1 - axis.place(of: tick.value)) * layout.height
      svg.stroke((right, y), (right + 3, y), "axis")
      svg.label(tick.text, (right + 6, y + 4), "start")
    }
    if let label = bar.label {
      let x = Double(plot.size.width) - 8
      svg.label(label, (x, layout.top + layout.height / 2), "middle", turnedBy: -90)
    }
  }

  func contour(_ field: Field, _ levels: ContourLevels, _ style: String, _ svg: inout SVG) {
    var labels: [(text: String, at: ClippingBox.Point)] = []
    for (value, text) in levels.lines {
      let lines = Contours.lines(x: field.x, y: field.y, values: field.values, at: value)
      let parts = lines.map { line in
        Self.thinned(line.filter { layout.shows($0.x, $0.y) }.map { layout.point($0.x, $0.y) })
      }.flatMap(layout.box.parts)
      guard !parts.isEmpty else { continue }
      svg.path(parts, ink(at: value) ?? "line \(style)")
      if levels.areWritten, let at = place(for: text, on: parts, beside: labels.map(\.at)) {
        labels.append((text, at))
      }
    }
    for label in labels { svg.label(label.text, (label.at.x, label.at.y + 4), "middle", "halo") }
  }

  /// White or black, whichever stands out from the colour of a value on the heat map below.
  private func ink(at value: Double) -> String? {
    guard let bar = layout.series.colorBar, let axis = layout.colorAxis else { return nil }
    return bar.colors.isLight(ColorScale.step(at: axis.place(of: value)))
      ? "line on-light" : "line on-dark"
  }

  /// The line without points that are hardly a pixel from the one before.
  private static func thinned(_ line: [ClippingBox.Point]) -> [ClippingBox.Point] {
    var kept: [ClippingBox.Point] = []
    for (index, point) in line.enumerated() {
      if let last = kept.last, index + 1 < line.count,
        (point.x - last.x).magnitude + (point.y - last.y).magnitude < 0.75
      {
        continue
      }
      kept.append(point)
    }
    return kept
  }

  /// The place for a text on the longest line that is nearest to its middle and far enough from the
  /// edges and from other texts; nil if there is none.
  private func place(
    for text: String, on lines: [[ClippingBox.Point]], beside others: [ClippingBox.Point]
  ) -> ClippingBox.Point? {
    let room = PlotLayout.width(text) / 2 + 4
    func isFree(_ point: ClippingBox.Point) -> Bool {
      point.x - room > layout.left && point.x + room < layout.left + layout.width
        && point.y - 9 > layout.top && point.y + 9 < layout.top + layout.height
        && others.allSatisfy {
          ($0.x - point.x).magnitude > 2 * room || ($0.y - point.y).magnitude > 14
        }
    }
    let measured = lines.map { line -> (line: [ClippingBox.Point], ends: [Double]) in
      var ends = [0.0]
      for (from, to) in zip(line, line.dropFirst()) {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        ends.append(ends[ends.count - 1] + (dx * dx + dy * dy).squareRoot())
      }
      return (line, ends)
    }
    guard let longest = measured.max(by: { $0.ends.last! < $1.ends.last! }),
      let length = longest.ends.last, length > 4 * room
    else { return nil }
    return zip(longest.line, longest.ends).filter { isFree($0.0) }
      .min { ($0.1 - length / 2).magnitude < ($1.1 - length / 2).magnitude }?.0
  }
}
