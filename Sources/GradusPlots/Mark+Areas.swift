import GradusDisplay

extension Mark {
  /// Where the steps of a line lie between two values of x.
  public enum StepPlace: Sendable {
    /// The step is at the first one: each y holds from the x before up to its own.
    case before
    /// The step is in the middle.
    case middle
    /// The step is at the second one: each y holds from its own x on.
    case after
  }

  /// A line of horizontal steps through the points (x, y). matplotlib: `step(x, y)`, whose `where`
  /// is `"pre"`, `"mid"` or `"post"`.
  public static func step(
    _ x: some PlotValues, _ y: some PlotValues, at place: StepPlace = .before,
    label: String? = nil
  ) -> Mark {
    let (x, y) = (x.plotValues, y.plotValues)
    let line = Mark.Kind.line(Stroke())
    checkLengths(line, ("x", x), ("y", y))
    var (stepX, stepY) = (Array(x.prefix(1)), Array(y.prefix(1)))
    for index in x.indices.dropFirst() {
      let turn =
        switch place {
        case .before: x[index - 1]
        case .middle: x[index - 1] / 2 + x[index] / 2
        case .after: x[index]
        }
      stepX += [turn, turn, x[index]]
      stepY += [y[index - 1], y[index], y[index]]
    }
    return Mark(line, stepX, stepY, label: label)
  }

  /// The area between two curves over the same x, broken where one of them is not finite.
  /// matplotlib: `fill_between(x, lower, upper)`.
  public static func fill(
    _ x: some PlotValues, _ lower: some PlotValues, _ upper: some PlotValues,
    label: String? = nil
  ) -> Mark {
    let lower = lower.plotValues
    let mark = Mark(.fill(to: lower), x.plotValues, upper.plotValues, label: label)
    checkLengths(mark.kind, ("x", mark.x), ("the other y", lower))
    return mark
  }

  /// The area between a curve and 0. matplotlib: `fill_between(x, y)`.
  public static func fill(
    _ x: some PlotValues, _ y: some PlotValues, label: String? = nil
  ) -> Mark {
    let values = y.plotValues
    return Mark(
      .fill(to: values.map { _ in 0 }), x.plotValues, values, label: label)
  }

  /// The area between the graph of a function and 0.
  ///
  /// - Parameter count: how many points the graph has; at least 2
  public static func fill(
    over range: ClosedRange<Double>, count: Int = 200, label: String? = nil,
    _ function: (Double) -> Double
  ) -> Mark {
    let x = places(over: range, count: count)
    return Mark(.fill(to: x.map { _ in 0 }), x, x.map(function), label: label)
  }

  /// How many of the values fall into each of some intervals of equal width.
  ///
  /// The intervals are those of `numpy.histogram`: each holds its lower edge, the last one both.
  /// Values that are not finite are left out. matplotlib: `hist(values, bins, range, density)`.
  ///
  /// - Parameters:
  ///   - bins: how many intervals; at least 1
  ///   - range: where they begin and end; unless given, at the least and the greatest value
  ///   - density: whether heights are divided by the width of the intervals and the number of
  ///     values, so that the area of all bars is 1
  public static func histogram(
    _ values: some PlotValues, bins: Int = 10, range: ClosedRange<Double>? = nil,
    density: Bool = false, label: String? = nil
  ) -> Mark {
    histogram(Bins(values.plotValues, count: bins, range: range), density, label)
  }

  /// How many of the values fall between each two neighbouring edges.
  ///
  /// - Parameters:
  ///   - edges: the ends of the intervals, each larger than the one before; the last interval holds
  ///     both of its ends
  ///   - density: whether heights are divided by the width of the intervals and the number of
  ///     values within the edges
  public static func histogram(
    _ values: some PlotValues, edges: some PlotValues, density: Bool = false,
    label: String? = nil
  ) -> Mark {
    histogram(Bins(values.plotValues, edges: edges.plotValues), density, label)
  }

  private static func histogram(_ bins: Bins, _ isDensity: Bool, _ label: String?) -> Mark {
    let heights = isDensity ? bins.densities : bins.counts.map(Double.init)
    return Mark(.histogram(heights: heights), bins.edges, heights + [0], label: label)
  }

  /// A marker at each point (x, y), and a line that reaches as far as the error above and below.
  /// matplotlib: `errorbar(x, y, errors, fmt="o")`.
  public static func errorBars(
    _ x: some PlotValues, _ y: some PlotValues, _ errors: some PlotValues, label: String? = nil
  ) -> Mark {
    let errors = errors.plotValues
    let mark = Mark(.errorBars(errors), x.plotValues, y.plotValues, label: label)
    checkLengths(mark.kind, ("y", mark.y), ("errors", errors))
    return mark
  }
}
