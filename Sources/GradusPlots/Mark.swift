import GradusDisplay

/// One series of a plot: what is drawn, where, and its name in the legend.
///
/// Each series of a plot has a colour of its own, in the order they are given.
///
/// ```swift
/// Plot(.line([1, 2, 3], [1, 4, 9], label: "squares"), .scatter([1, 2, 3], [1.2, 3.8, 9.1]))
/// ```
public struct Mark: Sendable {
  enum Kind: String, Sendable {
    case line, scatter, bar
  }

  let kind: Kind
  let label: String?
  let x: [Double]
  let y: [Double]
  /// The names of the places on the x axis, where the series has names for them.
  var categories: [String]?

  private init(_ kind: Kind, _ x: [Double], _ y: [Double], label: String?) {
    if x.count != y.count {
      stop(
        "x and y of a \(kind.rawValue) must have the same length, but x has \(counted(x.count)) "
          + "and y has \(counted(y.count))")
    }
    self.kind = kind
    self.label = label
    self.x = x
    self.y = y
  }

  /// The same series at other places.
  func moved(to x: [Double]) -> Mark {
    Mark(kind, x, y, label: label)
  }

  /// A line through the points (x, y), in the order given; it is broken where one of them is not
  /// finite. matplotlib: `plot(x, y)`.
  public static func line(_ x: some PlotValues, _ y: some PlotValues, label: String? = nil) -> Mark
  {
    Mark(.line, x.plotValues, y.plotValues, label: label)
  }

  /// A line through the values, at x = 0, 1, 2, …. matplotlib: `plot(y)`.
  public static func line(_ y: some PlotValues, label: String? = nil) -> Mark {
    let values = y.plotValues
    return Mark(.line, (0..<values.count).plotValues, values, label: label)
  }

  /// The graph of a function over a range, as a line through evenly spaced points.
  ///
  /// - Parameter count: how many points; at least 2
  public static func line(
    over range: ClosedRange<Double>, count: Int = 200, label: String? = nil,
    _ function: (Double) -> Double
  ) -> Mark {
    if count < 2 { stop("the graph of a function needs at least 2 points, not \(count)") }
    let x = (0..<count).map { index in
      let part = Double(index) / Double(count - 1)
      return range.lowerBound * (1 - part) + range.upperBound * part
    }
    return Mark(.line, x, x.map(function), label: label)
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
