/// Draws a plot: background, title, legend, axes, series.
struct PlotDrawing {
  private let plot: Plot
  private let layout: PlotLayout

  init(_ plot: Plot) {
    self.plot = plot
    layout = PlotLayout(plot)
  }

  /// The SVG document.
  var document: String {
    let (width, height) = ("\(plot.size.width)", "\(plot.size.height)")
    var svg = SVG()
    svg.element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
        ("viewBox", "0 0 \(width) \(height)"), ("class", "gradus-plot"), ("role", "img"),
        ("aria-label", plot.name),
      ]
    ) { svg in
      svg.style(Palette.rules)
      svg.element("rect", [("class", "background"), ("width", width), ("height", height)])
      title(&svg)
      legend(&svg)
      grid(&svg)
      var bars = 0
      let barCount = layout.marks.count { $0.kind == .bar }
      for (index, mark) in layout.marks.enumerated() {
        switch mark.kind {
        case .line: line(mark, index, &svg)
        case .scatter: points(mark, index, &svg)
        case .bar:
          self.bars(mark, index, place: bars, of: barCount, &svg)
          bars += 1
        }
      }
      axes(&svg)
    }
    return svg.text
  }

  private func title(_ svg: inout SVG) {
    guard let title = plot.title else { return }
    svg.label(title, (Double(plot.size.width) / 2, PlotLayout.margin + 12), "middle", "title")
  }

  private func legend(_ svg: inout SVG) {
    let start = PlotLayout.margin + (plot.title == nil ? 0 : 22)
    for (row, entries) in layout.legend.enumerated() {
      let middle = start + 18 * Double(row) + 6
      for entry in entries {
        let mark = layout.marks[entry.mark]
        let left = PlotLayout.margin + entry.offset
        let color = color(entry.mark)
        switch mark.kind {
        case .line: svg.path([(left, middle), (left + 16, middle)], "line \(color)")
        case .scatter:
          svg.path(Self.shape(entry.mark, (left + 8, middle)), "fill \(color)")
        case .bar: svg.rectangle((left + 3, middle - 5), (left + 13, middle + 5), "fill \(color)")
        }
        svg.label(plot.marks[entry.mark].label ?? "", (left + 22, middle + 4), "start")
      }
    }
  }

  private func grid(_ svg: inout SVG) {
    let (right, bottom) = (layout.left + layout.width, layout.top + layout.height)
    for tick in layout.y.ticks {
      let y = layout.point(0, tick.value).y
      svg.stroke((layout.left, y), (right, y), "grid")
    }
    let isNamed = plot.marks.contains { $0.categories != nil }
    for tick in layout.x.ticks where !isNamed {
      let x = layout.point(tick.value, 0).x
      svg.stroke((x, layout.top), (x, bottom), "grid")
    }
  }

  private func axes(_ svg: inout SVG) {
    let (right, bottom) = (layout.left + layout.width, layout.top + layout.height)
    svg.stroke((layout.left, layout.top), (layout.left, bottom), "axis")
    svg.stroke((layout.left, bottom), (right, bottom), "axis")
    let zero = layout.y.place(of: 0)
    if zero > 0, zero < 1, plot.marks.contains(where: { $0.kind == .bar }) {
      let y = layout.point(0, 0).y
      svg.stroke((layout.left, y), (right, y), "axis")
    }
    for tick in layout.y.ticks {
      svg.label(tick.text, (layout.left - 6, layout.point(0, tick.value).y + 4), "end")
    }
    for tick in layout.x.ticks {
      let x = layout.point(tick.value, 0).x
      if layout.turnsNames {
        svg.label(tick.text, (x + 4, bottom + 12), "end", turnedBy: -40)
      } else {
        svg.label(tick.text, (x, bottom + 15), "middle")
      }
    }
    if let label = plot.xLabel {
      let below = Double(plot.size.height) - PlotLayout.margin + 2
      svg.label(label, (layout.left + layout.width / 2, below), "middle")
    }
    if let label = plot.yLabel {
      svg.label(
        label, (PlotLayout.margin + 8, layout.top + layout.height / 2), "middle", turnedBy: -90)
    }
  }

  private func color(_ index: Int) -> String { "s\(index % Palette.count)" }

  private func line(_ mark: Mark, _ index: Int, _ svg: inout SVG) {
    let box = ClippingBox(
      left: layout.left, top: layout.top, right: layout.left + layout.width,
      bottom: layout.top + layout.height)
    let points = zip(mark.x, mark.y).map { x, y -> (x: Double, y: Double)? in
      x.isFinite && y.isFinite ? layout.point(x, y) : nil
    }
    let runs = points.split { $0 == nil }.map { Thinning.thinned($0.compactMap(\.self)) }
    let paths = runs.flatMap(box.parts)
    svg.path(paths.map { $0.count == 1 ? [$0[0], $0[0]] : $0 }, "line \(color(index))")
  }

  private func points(_ mark: Mark, _ index: Int, _ svg: inout SVG) {
    var drawn: Set<String> = []
    var path = ""
    for (x, y) in zip(mark.x, mark.y) where x.isFinite && y.isFinite {
      guard layout.x.range.contains(x), layout.y.range.contains(y) else { continue }
      let shape = Self.shape(index, layout.point(x, y))
      if drawn.insert(shape).inserted { path += (path.isEmpty ? "" : " ") + shape }
    }
    if !path.isEmpty { svg.path(path, "fill \(color(index))") }
  }

  /// The outline of a marker: after the colour, a second way to tell series apart.
  private static func shape(_ index: Int, _ point: (x: Double, y: Double)) -> String {
    let (x, y) = (SVG.number(point.x), SVG.number(point.y))
    return switch index % 4 {
    case 0: "M\(x) \(y)m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"
    case 1: "M\(x) \(y)m-2.75 -2.75h5.5v5.5h-5.5z"
    case 2: "M\(x) \(y)m0 -4l4 4l-4 4l-4 -4z"
    default: "M\(x) \(y)m0 -3.5l3.75 6.5h-7.5z"
    }
  }

  private func bars(_ mark: Mark, _ index: Int, place: Int, of count: Int, _ svg: inout SVG) {
    let width = layout.slot * 0.8 / Double(count)
    let inX = layout.left...layout.left + layout.width
    let inY = layout.top...layout.top + layout.height
    svg.element("g", [("class", "fill \(color(index))")]) { svg in
      for (x, height) in zip(mark.x, mark.y) where x.isFinite && height.isFinite {
        let start = x - layout.slot * 0.4 + width * Double(place)
        let (foot, head) = (layout.point(start, 0), layout.point(start + width, height))
        guard foot.x < inX.upperBound, head.x > inX.lowerBound else { continue }
        let (low, high) = (min(foot.y, head.y), max(foot.y, head.y))
        guard low <= inY.upperBound, high >= inY.lowerBound else { continue }
        svg.rectangle(
          (max(foot.x, inX.lowerBound), max(low, inY.lowerBound)),
          (min(head.x, inX.upperBound), min(high, inY.upperBound)))
      }
    }
  }
}

extension SVG {
  /// Style rules, indented by the caller.
  fileprivate mutating func style(_ rules: String) {
    raw("  <style>\n" + rules + "  </style>\n")
  }

  fileprivate mutating func label(
    _ text: String, _ at: (x: Double, y: Double), _ anchor: String, _ style: String? = nil,
    turnedBy angle: Int? = nil
  ) {
    var attributes = [("x", SVG.number(at.x)), ("y", SVG.number(at.y))]
    if anchor != "start" { attributes.append(("text-anchor", anchor)) }
    if let style { attributes.append(("class", style)) }
    if let angle {
      attributes.append(
        ("transform", "rotate(\(angle) \(SVG.number(at.x)) \(SVG.number(at.y)))"))
    }
    element("text", attributes, text: text)
  }

  fileprivate mutating func stroke(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ style: String
  ) {
    element(
      "line",
      [
        ("class", style), ("x1", SVG.number(from.x)), ("y1", SVG.number(from.y)),
        ("x2", SVG.number(to.x)), ("y2", SVG.number(to.y)),
      ])
  }

  fileprivate mutating func rectangle(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ style: String? = nil
  ) {
    element(
      "rect",
      (style.map { [("class", $0)] } ?? []) + [
        ("x", SVG.number(from.x)), ("y", SVG.number(from.y)),
        ("width", SVG.number(to.x - from.x)), ("height", SVG.number(to.y - from.y)),
      ])
  }

  fileprivate mutating func path(_ points: [(x: Double, y: Double)], _ style: String) {
    path([points], style)
  }

  fileprivate mutating func path(_ parts: [[(x: Double, y: Double)]], _ style: String) {
    let texts = parts.map { part in
      "M" + part.map { SVG.number($0.x) + " " + SVG.number($0.y) }.joined(separator: "L")
    }
    if !texts.isEmpty { path(texts.joined(), style) }
  }

  fileprivate mutating func path(_ text: String, _ style: String) {
    element("path", [("class", style), ("d", text)])
  }
}
