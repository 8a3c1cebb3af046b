import Glibc

extension PlotDrawing {
  /// The class of a series: its colour.
  func style(_ index: Int) -> String {
    layout.series.colors[index].map { "s\($0 % Palette.count)" } ?? "note"
  }

  /// Draws a series that does not share its room with others.
  func draw(_ mark: Mark, _ index: Int, _ svg: inout SVG) {
    switch mark.kind {
    case .line(let stroke):
      line(mark.x, mark.y, "\(stroke.style) \(style(index))", &svg)
      if stroke.hasMarkers { points(mark, index, &svg) }
    case .scatter: points(mark, index, &svg)
    case .bar: bars(mark, index, place: 0, of: 1, &svg)
    case .histogram(let heights): bins(mark.x, heights, "bins \(style(index))", &svg)
    case .fill(let other): area(mark, to: other, "area \(style(index))", &svg)
    case .errorBars(let errors):
      errorBars(mark, errors, "line \(style(index))", &svg)
      points(mark, index, &svg)
    case .arrows(let dx, let dy): arrows(mark, dx, dy, "line \(style(index))", &svg)
    case .heatMap(let field, _, _): heatMap(field, &svg)
    case .contour(let field, let levels): contour(field, levels, style(index), &svg)
    case .horizontal:
      let range = layout.x.range
      line([range.lowerBound, range.upperBound], [mark.y[0], mark.y[0]], "note", &svg)
    case .vertical:
      let range = layout.y.range
      line([mark.x[0], mark.x[0]], [range.lowerBound, range.upperBound], "note", &svg)
    case .text(let text): note(text, mark.x[0], mark.y[0], &svg)
    }
  }

  func line(_ x: [Double], _ y: [Double], _ style: String, _ svg: inout SVG) {
    let points = zip(x, y).map { x, y -> (x: Double, y: Double)? in
      layout.shows(x, y) ? layout.point(x, y) : nil
    }
    let runs = points.split { $0 == nil }.map { Thinning.thinned($0.compactMap(\.self)) }
    let paths = runs.flatMap(layout.box.parts)
    svg.path(paths.map { $0.count == 1 ? [$0[0], $0[0]] : $0 }, style)
  }

  private func points(_ mark: Mark, _ index: Int, _ svg: inout SVG) {
    var drawn: Set<String> = []
    var path = ""
    for (x, y) in zip(mark.x, mark.y) where layout.shows(x, y) && layout.holds(x, y) {
      let shape = Self.shape(layout.series.colors[index] ?? 0, layout.point(x, y))
      if drawn.insert(shape).inserted { path += (path.isEmpty ? "" : " ") + shape }
    }
    if !path.isEmpty { svg.path(path, "fill \(style(index))") }
  }

  /// The outline of a marker: after the colour, a second way to tell series apart.
  static func shape(_ color: Int, _ point: (x: Double, y: Double)) -> String {
    let (x, y) = (SVG.number(point.x), SVG.number(point.y))
    return switch color % 4 {
    case 0: "M\(x) \(y)m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"
    case 1: "M\(x) \(y)m-2.75 -2.75h5.5v5.5h-5.5z"
    case 2: "M\(x) \(y)m0 -4l4 4l-4 4l-4 -4z"
    default: "M\(x) \(y)m0 -3.5l3.75 6.5h-7.5z"
    }
  }

  func bars(_ mark: Mark, _ index: Int, place: Int, of count: Int, _ svg: inout SVG) {
    let slot = layout.series.slot
    let width = slot * 0.8 / Double(count)
    svg.element("g", [("class", "fill \(style(index))")]) { svg in
      for (x, height) in zip(mark.x, mark.y) {
        let start = x - slot * 0.4 + width * Double(place)
        bar(from: start, to: start + width, height, &svg)
      }
    }
  }

  private func bins(_ edges: [Double], _ heights: [Double], _ style: String, _ svg: inout SVG) {
    svg.element("g", [("class", style)]) { svg in
      for (index, height) in heights.enumerated() where height != 0 {
        bar(from: edges[index], to: edges[index + 1], height, &svg)
      }
    }
  }

  private func bar(from start: Double, to end: Double, _ height: Double, _ svg: inout SVG) {
    // A bar that begins where a logarithmic axis cannot is cut off there.
    let start = layout.x.scale.shows(start) ? start : layout.x.range.lowerBound
    guard layout.shows(start, height), layout.x.scale.shows(end) else { return }
    let (foot, head) = (layout.point(start, layout.foot), layout.point(end, height))
    let right = layout.left + layout.width
    let bottom = layout.top + layout.height
    guard foot.x < right, head.x > layout.left else { return }
    let (low, high) = (min(foot.y, head.y), max(foot.y, head.y))
    guard low <= bottom, high >= layout.top else { return }
    svg.rectangle(
      (max(foot.x, layout.left), max(low, layout.top)), (min(head.x, right), min(high, bottom)))
  }

  private func area(_ mark: Mark, to other: [Double], _ style: String, _ svg: inout SVG) {
    // Areas that end where a logarithmic axis cannot end at its foot.
    func height(_ y: Double) -> Double {
      y.isFinite && !layout.y.scale.shows(y) ? layout.y.range.lowerBound : y
    }
    let ends = zip(mark.x, zip(mark.y, other)).map { x, ends -> (Double, Double, Double)? in
      let (y, other) = (height(ends.0), height(ends.1))
      return layout.shows(x, y) && other.isFinite ? (x, y, other) : nil
    }
    let areas = ends.split { $0 == nil }.map { run -> [ClippingBox.Point] in
      let points = run.compactMap(\.self)
      return Thinning.thinned(points.map { layout.point($0.0, $0.1) })
        + Thinning.thinned(points.map { layout.point($0.0, $0.2) }).reversed()
    }
    let shown = areas.map(layout.box.clipped(area:)).filter { $0.count > 2 }
    svg.path(shown, style)
  }

  private func errorBars(_ mark: Mark, _ errors: [Double], _ style: String, _ svg: inout SVG) {
    var lines: [[ClippingBox.Point]] = []
    for (index, error) in errors.enumerated() {
      let (x, y) = (mark.x[index], mark.y[index])
      guard layout.shows(x, y), error.isFinite else { continue }
      let low = y - error.magnitude
      let top = layout.point(x, y + error.magnitude)
      let bottom = layout.point(x, layout.y.scale.shows(low) ? low : layout.y.range.lowerBound)
      lines.append([top, bottom])
      for end in [top, bottom] { lines.append([(end.x - 3, end.y), (end.x + 3, end.y)]) }
    }
    svg.path(lines.flatMap(layout.box.parts), style)
  }

  private func arrows(
    _ mark: Mark, _ dx: [Double], _ dy: [Double], _ style: String, _ svg: inout SVG
  ) {
    var lines: [[ClippingBox.Point]] = []
    for index in mark.x.indices {
      let (x, y) = (mark.x[index], mark.y[index])
      let (endX, endY) = (x + dx[index], y + dy[index])
      guard layout.shows(x, y), layout.shows(endX, endY) else { continue }
      lines += Self.arrow(layout.point(x, y), layout.point(endX, endY))
    }
    svg.path(lines.flatMap(layout.box.parts), style)
  }

  /// The shaft and the head of an arrow; a short one has a small head, one without length is a dot.
  static func arrow(_ from: ClippingBox.Point, _ to: ClippingBox.Point) -> [[ClippingBox.Point]] {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.01 else { return [[from, from]] }
    let size = min(5, length / 2.5) / length
    let back = (x: to.x - dx * size, y: to.y - dy * size)
    let side = (x: dy * size * 0.6, y: -dx * size * 0.6)
    return [
      [from, to], [(back.x + side.x, back.y + side.y), to, (back.x - side.x, back.y - side.y)],
    ]
  }

  private func note(_ text: String, _ x: Double, _ y: Double, _ svg: inout SVG) {
    guard layout.shows(x, y), layout.holds(x, y) else { return }
    let point = layout.point(x, y)
    let isFarRight = point.x + 6 + PlotLayout.width(text) > layout.left + layout.width
    svg.label(
      text, (point.x + (isFarRight ? -6 : 6), max(point.y - 6, layout.top + 11)),
      isFarRight ? "end" : "start", "halo")
  }
}
