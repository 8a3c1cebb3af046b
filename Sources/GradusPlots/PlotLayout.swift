import GradusDisplay

/// Where the parts of a plot are: its axes, the room around them, and the places of values.
struct PlotLayout {
  let x: Axis
  let y: Axis
  /// The rectangle that values are drawn in.
  let left, top, width, height: Double
  /// Whether the names below the axis are turned, since they are too long to stand side by side.
  let turnsNames: Bool
  /// The rows of the legend: the places in `Plot.marks` and how far to the right.
  let legend: [[(mark: Int, offset: Double)]]
  /// The series as they are drawn.
  let series: PlotSeries
  /// The axis of the bar of colours, beside the plot where there is a heat map.
  let colorAxis: Axis?

  init(_ plot: Plot) {
    let (width, height) = (Double(plot.size.width), Double(plot.size.height))
    if width < 120 || height < 90 || width > 10_000 || height > 10_000 {
      stop(
        "a plot is between 120 × 90 and 10000 × 10000 pixels, not \(plot.size.width) × "
          + "\(plot.size.height)")
    }
    let series = PlotSeries(plot)
    let names = series.names
    let legend = PlotLayout.legend(plot.marks, width: width - 2 * PlotLayout.margin)

    let top =
      PlotLayout.margin + (plot.title == nil ? 0 : 22) + 18 * Double(legend.count)
    let room = (width - 60) / Double(max(names.count, 1))
    let turnsNames = names.contains { PlotLayout.width($0) + 8 > room }
    let shown = turnsNames ? names.map { PlotLayout.shortened($0, to: height / 2) } : names
    let wide = shown.map(PlotLayout.width).max() ?? 0
    let nameHeight = turnsNames ? wide * 0.65 + 14 : 18
    let bottom = PlotLayout.margin + nameHeight + (plot.xLabel == nil ? 0 : 18)
    let inner = max(height - top - bottom, 10)

    y = series.yAxis(most: Int(inner / 36) + 1)
    let bar = series.colorBar
    colorAxis = bar.map {
      Axis(showing: [], limits: $0.range, most: Int(inner / 36) + 1)
    }
    let barWidth =
      colorAxis.map { axis in
        PlotLayout.barOffset + PlotLayout.barWidth + 6
          + (axis.ticks.map { PlotLayout.width($0.text) }.max() ?? 0)
          + (bar?.label == nil ? 0 : 18) - PlotLayout.margin / 2
      } ?? 0
    let labels = y.ticks.map { PlotLayout.width($0.text) }.max() ?? 0
    left = max(
      PlotLayout.margin + labels + 8 + (plot.yLabel == nil ? 0 : 18),
      // The first name, turned, ends below the middle of its bars.
      turnsNames ? PlotLayout.width(shown[0]) * 0.77 - room / 2 : 0)
    let across = max(width - left - 1.5 * PlotLayout.margin - barWidth, 10)
    if names.isEmpty {
      var most = Int(across / 60) + 1
      var axis = series.xAxis(most: most)
      while most > 2, PlotLayout.areCrowded(axis, across) {
        most -= 1
        axis = series.xAxis(most: most)
      }
      x = axis
    } else {
      x = Axis(names: shown, limits: plot.xLimits)
    }
    self.top = top
    self.width = across
    self.height = inner
    self.turnsNames = turnsNames
    self.legend = legend
    self.series = series
  }

  static let margin = 12.0
  /// How far from the plot the bar of colours is, and how wide.
  static let barOffset = 14.0
  static let barWidth = 12.0

  /// The rectangle that values are drawn in.
  var box: ClippingBox {
    ClippingBox(left: left, top: top, right: left + width, bottom: top + height)
  }

  /// Whether a point has a place in the image, be it outside of the rectangle.
  func shows(_ x: Double, _ y: Double) -> Bool { self.x.scale.shows(x) && self.y.scale.shows(y) }

  /// Whether a point is within the limits.
  func holds(_ x: Double, _ y: Double) -> Bool {
    self.x.range.contains(x) && self.y.range.contains(y)
  }

  /// What bars stand on.
  var foot: Double { y.scale == .linear ? 0 : y.range.lowerBound }

  /// The place of values in the image, as far from its rectangle as the values are from the limits.
  func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (place(of: x), height(of: y))
  }

  /// How far from the left an x is.
  func place(of x: Double) -> Double { left + self.x.place(of: x) * width }

  /// How far from the top a y is.
  func height(of y: Double) -> Double { top + (1 - self.y.place(of: y)) * height }

  /// About how wide a text is in the font of the labels; no font is at hand to measure it.
  static func width(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 6.2 : $1.value < 0x2E80 ? 7 : 11) }
  }

  private static func shortened(_ name: String, to width: Double) -> String {
    guard self.width(name) > width else { return name }
    var name = name
    while !name.isEmpty, self.width(name) + 11 > width { name.removeLast() }
    return name + "…"
  }

  private static func areCrowded(_ axis: Axis, _ width: Double) -> Bool {
    zip(axis.ticks, axis.ticks.dropFirst()).contains { left, right in
      let distance = (axis.place(of: right.value) - axis.place(of: left.value)) * width
      return (self.width(left.text) + self.width(right.text)) / 2 + 6 > distance
    }
  }

  private static func legend(_ marks: [Mark], width: Double) -> [[(mark: Int, offset: Double)]] {
    var rows: [[(mark: Int, offset: Double)]] = []
    var used = Double.infinity
    for (index, mark) in marks.enumerated() {
      guard mark.hasEntry, let label = mark.label else { continue }
      let size = 22 + self.width(label) + 14
      if used + size > width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append((index, used))
      used += size
    }
    return rows
  }
}
