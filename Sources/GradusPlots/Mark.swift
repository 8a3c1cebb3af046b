import GradusDisplay

/// One series of a plot: what is drawn, where, and its name in the legend.
///
/// Each series of a plot has a colour of its own, in the order they are given.
///
/// ```swift
/// Plot(.line([1, 2, 3], [1, 4, 9], label: "squares"), .scatter([1, 2, 3], [1.2, 3.8, 9.1]))
/// ```
public struct Mark: Sendable {
  /// How a line is drawn.
  struct Stroke: Sendable {
    var isDashed = false
    var hasMarkers = false

    var style: String { isDashed ? "line dashed" : "line" }
  }

  enum Kind: Sendable {
    case line(Stroke)
    case scatter
    case bar
    /// Bars between neighbouring values of x, one height fewer than there are x.
    case histogram(heights: [Double])
    /// The area from y to another y at the same x.
    case fill(to: [Double])
    case errorBars([Double])
    case arrows(dx: [Double], dy: [Double])
    case heatMap(Field, ClosedRange<Double>?, ColorScale)
    case contour(Field, ContourLevels)
    case horizontal
    case vertical
    case text(String)
  }

  let kind: Kind
  let label: String?
  let x: [Double]
  let y: [Double]
  /// The names of the places on the x axis, where the series has names for them.
  var categories: [String]?

  init(_ kind: Kind, _ x: [Double], _ y: [Double], label: String?) {
    self.kind = kind
    self.label = label
    self.x = x
    self.y = y
    Mark.checkLengths(kind, ("x", x), ("y", y))
  }

  /// Stops unless there are as many of one as of the other.
  static func checkLengths(
    _ kind: Kind, _ one: (name: String, values: [Double]), _ other: (name: String, values: [Double])
  ) {
    if one.values.count != other.values.count {
      stop(
        "\(one.name) and \(other.name) of \(kind.phrase) must have the same "
          + "length, but \(one.name) has \(counted(one.values.count)) and \(other.name) has "
          + "\(counted(other.values.count))")
    }
  }

  /// The same series at other places.
  func moved(to x: [Double]) -> Mark {
    Mark(kind, x, y, label: label)
  }

  /// A line through the points (x, y), in the order given; it is broken where one of them is not
  /// finite. matplotlib: `plot(x, y)`.
  ///
  /// - Parameters:
  ///   - dashed: whether the line is dashed
  ///   - markers: whether each point has a marker, as in a scatter
  public static func line(
    _ x: some PlotValues, _ y: some PlotValues, label: String? = nil, dashed: Bool = false,
    markers: Bool = false
  ) -> Mark {
    Mark(
      .line(Stroke(isDashed: dashed, hasMarkers: markers)), x.plotValues, y.plotValues, label: label
    )
  }

  /// A line through the values, at x = 0, 1, 2, …. matplotlib: `plot(y)`.
  public static func line(
    _ y: some PlotValues, label: String? = nil, dashed: Bool = false, markers: Bool = false
  ) -> Mark {
    let values = y.plotValues
    return Mark(
      .line(Stroke(isDashed: dashed, hasMarkers: markers)), (0..<values.count).plotValues, values,
      label: label)
  }

  /// The graph of a function over a range, as a line through evenly spaced points.
  ///
  /// - Parameter count: how many points; at least 2
  public static func line(
    over range: ClosedRange<Double>, count: Int = 200, label: String? = nil, dashed: Bool = false,
    _ function: (Double) -> Double
  ) -> Mark {
    let x = Mark.places(over: range, count: count)
    return Mark(.line(Stroke(isDashed: dashed)), x, x.map(function), label: label)
  }

  static func places(over range: ClosedRange<Double>, count: Int) -> [Double] {
    if count < 2 { stop("the graph of a function needs at least 2 points, not \(count)") }
    return range.spaced(count)
  }

  /// A marker at each point (x, y). matplotlib: `scatter(x, y)`.
  public static func scatter(
    _ x: some PlotValues, _ y: some PlotValues, label: String? = nil
  ) -> Mark {
    Mark(.scatter, x.plotValues, y.plotValues, label: label)
  }

  /// A bar from 0 to each height, around its x. Several series of bars at the same places stand
  /// side by side. matplotlib: `bar(x, heights)`.
  public static func bar(
    _ x: some PlotValues, _ heights: some PlotValues, label: String? = nil
  ) -> Mark {
    Mark(.bar, x.plotValues, heights.plotValues, label: label)
  }

  /// A bar from 0 to each height, with a name below. matplotlib: `bar(names, heights)`.
  public static func bar(
    _ names: [String], _ heights: some PlotValues, label: String? = nil
  ) -> Mark {
    var mark = Mark(.bar, (0..<names.count).plotValues, heights.plotValues, label: label)
    mark.categories = names
    return mark
  }
}

private func counted(_ count: Int) -> String { count == 1 ? "1 value" : "\(count) values" }
