/// Draws a plot: background, title, legend, axes, series.
struct PlotDrawing {
  let plot: Plot
  let layout: PlotLayout

  init(_ plot: Plot) {
    self.plot = plot
    layout = PlotLayout(plot)
  }

  /// The SVG document.
  var document: String {
    SVG.plotDocument(width: plot.size.width, height: plot.size.height, name: plot.name) { svg in
      draw(into: &svg)
    }
  }

  /// Adds everything but the document around it.
  func draw(into svg: inout SVG) {
    svg.element(
      "rect",
      [("class", "background"), ("width", "\(plot.size.width)"), ("height", "\(plot.size.height)")])
    title(&svg)
    legend(&svg)
    if !hasHeatMap { grid(&svg) }
    var bars = 0
    let barCount = layout.series.marks.count(where: \.kind.isBar)
    for (index, mark) in layout.series.marks.enumerated() {
      if mark.kind.isBar {
        self.bars(mark, index, place: bars, of: barCount, &svg)
        bars += 1
      } else {
        draw(mark, index, &svg)
      }
    }
    axes(&svg)
    colorBar(&svg)
  }

  /// Whether colours cover the plot, so that a grid could not be seen.
  var hasHeatMap: Bool { layout.colorAxis != nil }

  private func title(_ svg: inout SVG) {
    guard let title = plot.title else { return }
    svg.label(title, (Double(plot.size.width) / 2, PlotLayout.margin + 12), "middle", "title")
  }

  private func legend(_ svg: inout SVG) {
    let start = PlotLayout.margin + (plot.title == nil ? 0 : 22)
    for (row, entries) in layout.legend.enumerated() {
      let middle = start + 18 * Double(row) + 6
      for entry in entries {
        let mark = layout.series.marks[entry.mark]
        let left = PlotLayout.margin + entry.offset
        sample(mark, entry.mark, (left, middle), &svg)
        svg.label(plot.marks[entry.mark].label ?? "", (left + 22, middle + 4), "start")
      }
    }
  }

  /// What stands before a name in the legend.
  private func sample(
    _ mark: Mark, _ index: Int, _ at: (x: Double, y: Double), _ svg: inout SVG
  ) {
    let line = [at, (at.x + 16, at.y)]
    let corners = ((at.x + 3, at.y - 5), (at.x + 13, at.y + 5))
    let style = style(index)
    let color = layout.series.colors[index] ?? 0
    switch mark.kind {
    case .line(let stroke):
      svg.path(line, "\(stroke.style) \(style)")
      if stroke.hasMarkers { svg.path(PlotDrawing.shape(color, (at.x + 8, at.y)), "fill \(style)") }
    case .contour: svg.path(line, "line \(style)")
    case .horizontal, .vertical: svg.path(line, "note")
    case .scatter, .errorBars:
      svg.path(
        PlotDrawing.shape(color, (at.x + 8, at.y)), "fill \(style)")
    case .fill: svg.rectangle(corners.0, corners.1, "area \(style)")
    case .histogram: svg.rectangle(corners.0, corners.1, "bins \(style)")
    case .arrows:
      svg.path([PlotDrawing.arrow(at, (at.x + 16, at.y))].flatMap(\.self), "line \(style)")
    case .bar, .heatMap, .text: svg.rectangle(corners.0, corners.1, "fill \(style)")
    }
  }

  private func grid(_ svg: inout SVG) {
    let (right, bottom) = (layout.left + layout.width, layout.top + layout.height)
    for tick in layout.y.ticks {
      let y = layout.height(of: tick.value)
      svg.stroke((layout.left, y), (right, y), "grid")
    }
    for tick in layout.x.ticks where layout.series.names.isEmpty {
      let x = layout.place(of: tick.value)
      svg.stroke((x, layout.top), (x, bottom), "grid")
    }
  }

  private func axes(_ svg: inout SVG) {
    let (right, bottom) = (layout.left + layout.width, layout.top + layout.height)
    svg.stroke((layout.left, layout.top), (layout.left, bottom), "axis")
    svg.stroke((layout.left, bottom), (right, bottom), "axis")
    let zero = layout.y.scale == .linear ? layout.y.place(of: 0) : 0
    if zero > 0, zero < 1, plot.marks.contains(where: \.kind.standsOnZero) {
      let y = layout.height(of: 0)
      svg.stroke((layout.left, y), (right, y), "axis")
    }
    for tick in layout.y.ticks {
      svg.label(tick.text, (layout.left - 6, layout.height(of: tick.value) + 4), "end")
    }
    for tick in layout.x.ticks {
      let x = layout.place(of: tick.value)
      if layout.turnsNames {
        svg.label(tick.text, (x + 4, bottom + 12), "end", turnedBy: -40)
      } else {
        svg.label(tick.text, (x, bottom + 15), "middle")
      }
    }
    for value in layout.x.minorTicks {
      let x = layout.place(of: value)
      svg.stroke((x, bottom), (x, bottom - 3), "axis")
    }
    for value in layout.y.minorTicks {
      let y = layout.height(of: value)
      svg.stroke((layout.left, y), (layout.left + 3, y), "axis")
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
}
