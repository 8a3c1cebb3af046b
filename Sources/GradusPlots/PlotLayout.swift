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
  /// The room that one place on the x axis has for its bars, in values of x.
  let slot: Double
  /// The series, with the places of their names as x.
  let marks: [Mark]

  init(_ plot: Plot) {
    let (width, height) = (Double(plot.size.width), Double(plot.size.height))
    if width < 120 || height < 90 || width > 10_000 || height > 10_000 {
      stop(
        "a plot is between 120 × 90 and 10000 × 10000 pixels, not \(plot.size.width) × "
          + "\(plot.size.height)")
    }
    let names = PlotLayout.names(plot.marks)
    let marks = plot.marks.map { PlotLayout.placed($0, names) }
    let bars = marks.filter { $0.kind == .bar }
    let slot = PlotLayout.slot(of: bars)
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

    y = Axis(
      showing: marks.flatMap(\.y), base: bars.isEmpty ? nil : 0, limits: plot.yLimits,
      most: Int(inner / 36) + 1)
    let labels = y.ticks.map { PlotLayout.width($0.text) }.max() ?? 0
    left = max(
      PlotLayout.margin + labels + 8 + (plot.yLabel == nil ? 0 : 18),
      // The first name, turned, ends below the middle of its bars.
      turnsNames ? PlotLayout.width(shown[0]) * 0.77 - room / 2 : 0)
    let across = max(width - left - 1.5 * PlotLayout.margin, 10)
    if names.isEmpty {
      let edges = bars.flatMap { bar in bar.x.flatMap { [$0 - slot / 2, $0 + slot / 2] } }
      let values = edges + marks.filter { $0.kind != .bar }.flatMap(\.x)
      var most = Int(across / 60) + 1
      var axis = Axis(showing: values, base: nil, limits: plot.xLimits, most: most)
      while most > 2, PlotLayout.areCrowded(axis, across) {
        most -= 1
        axis = Axis(showing: values, base: nil, limits: plot.xLimits, most: most)
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
    self.slot = slot
    self.marks = marks
  }

  static let margin = 12.0

  /// The place of values in the image, as far from its rectangle as the values are from the limits.
  func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (left + self.x.place(of: x) * width, top + (1 - self.y.place(of: y)) * height)
  }

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

  /// All names below bars, in the order they first appear.
  private static func names(_ marks: [Mark]) -> [String] {
    var seen: Set<String> = []
    return marks.flatMap { $0.categories ?? [] }.filter { seen.insert($0).inserted }
  }

  private static func placed(_ mark: Mark, _ names: [String]) -> Mark {
    guard let categories = mark.categories else { return mark }
    let places = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    return mark.moved(to: categories.map { Double(places[$0] ?? 0) })
  }

  private static func slot(of bars: [Mark]) -> Double {
    let places = Set(bars.flatMap(\.x)).filter(\.isFinite).sorted()
    let gaps = zip(places.dropFirst(), places).map { $0 / 2 - $1 / 2 }
    return gaps.min().map { $0 * 2 } ?? 1
  }

  private static func legend(_ marks: [Mark], width: Double) -> [[(mark: Int, offset: Double)]] {
    var rows: [[(mark: Int, offset: Double)]] = []
    var used = Double.infinity
    for (index, mark) in marks.enumerated() {
      guard let label = mark.label else { continue }
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
