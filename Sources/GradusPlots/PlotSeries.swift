/// The series of a plot as they are drawn: at their places, with their colours, on common axes.
struct PlotSeries {
  /// The series, with the places of their names as x.
  let marks: [Mark]
  /// The names below the x axis, in the order they first appear.
  let names: [String]
  /// The room that one place on the x axis has for its bars, in values of x.
  let slot: Double
  /// For each series, which colour of the palette is its own; nil if none is.
  let colors: [Int?]
  private let plot: Plot

  init(_ plot: Plot) {
    self.plot = plot
    var seen: Set<String> = []
    let names = plot.marks.flatMap { $0.categories ?? [] }.filter { seen.insert($0).inserted }
    let places = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    marks = plot.marks.map { mark in
      mark.categories.map { mark.moved(to: $0.map { Double(places[$0] ?? 0) }) } ?? mark
    }
    self.names = names
    slot = PlotSeries.slot(of: marks.filter(\.kind.isBar))
    var count = 0
    colors = marks.map { mark in
      guard mark.kind.hasColor else { return nil }
      count += 1
      return count - 1
    }
  }

  private static func slot(of bars: [Mark]) -> Double {
    let places = Set(bars.flatMap(\.x)).filter(\.isFinite).sorted()
    let gaps = zip(places.dropFirst(), places).map { $0 / 2 - $1 / 2 }
    return gaps.min().map { $0 * 2 } ?? 1
  }

  /// Whether grids of values fill the plot up to its edges.
  private var isTight: Bool { marks.contains { $0.kind.field != nil } }

  /// Whether the axes count the columns and rows of a matrix.
  private var isCounted: Bool { marks.contains { $0.kind.field?.isMatrix == true } }

  /// The x axis, where there is room for so many ticks.
  func xAxis(most: Int) -> Axis {
    Axis(
      showing: marks.flatMap { $0.xValues(slot: slot, isTight: isTight) },
      isTight: isTight, isCounted: isCounted, scale: plot.xScale, limits: plot.xLimits, most: most)
  }

  /// The y axis, where there is room for so many ticks.
  func yAxis(most: Int) -> Axis {
    Axis(
      showing: marks.flatMap { $0.yValues(isTight: isTight) },
      base: marks.contains(where: \.kind.standsOnZero) ? 0 : nil,
      isTight: isTight, isCounted: isCounted, isReversed: isCounted,
      scale: plot.yScale, limits: plot.yLimits, most: most)
  }

  /// The heat map whose colours the bar beside the plot explains, with the values at its ends.
  var colorBar: (range: ClosedRange<Double>, colors: ColorScale, label: String?)? {
    for mark in marks {
      if case .heatMap(let field, let range, let colors) = mark.kind {
        guard let shown = range ?? field.span.map(colors.range) else { continue }
        return (shown.isEmptyOrPoint ? shown.around : shown, colors, mark.label)
      }
    }
    return nil
  }
}

extension ClosedRange<Double> {
  /// A range with a single value in its middle.
  fileprivate var around: ClosedRange<Double> {
    let room = lowerBound == 0 ? 1 : lowerBound.magnitude / 20
    return lowerBound - room...upperBound + room
  }
}
