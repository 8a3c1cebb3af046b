import GradusDisplay

extension Mark {
  /// A dashed line across the plot, at a y. matplotlib: `axhline(y)`.
  public static func horizontal(_ y: some PlotNumber, label: String? = nil) -> Mark {
    Mark(.horizontal, [.nan], [y.plotValue], label: label)
  }

  /// A dashed line up the plot, at an x. matplotlib: `axvline(x)`.
  public static func vertical(_ x: some PlotNumber, label: String? = nil) -> Mark {
    Mark(.vertical, [x.plotValue], [.nan], label: label)
  }

  /// A text that begins a little to the right of the point (x, y), or ends to its left where there
  /// is no room. matplotlib: `annotate(text, (x, y))`.
  public static func text(
    _ text: String, _ x: some PlotNumber, _ y: some PlotNumber
  ) -> Mark {
    Mark(.text(text), [x.plotValue], [y.plotValue], label: nil)
  }

  /// An arrow from each point (x, y) to (x + dx, y + dy). matplotlib:
  /// `quiver(x, y, dx, dy, angles="xy", scale_units="xy", scale=1)`.
  public static func arrows(
    _ x: some PlotValues, _ y: some PlotValues, _ dx: some PlotValues, _ dy: some PlotValues,
    label: String? = nil
  ) -> Mark {
    let (dx, dy) = (dx.plotValues, dy.plotValues)
    let mark = Mark(.arrows(dx: dx, dy: dy), x.plotValues, y.plotValues, label: label)
    checkLengths(mark.kind, ("x", mark.x), ("dx", dx))
    checkLengths(mark.kind, ("x", mark.x), ("dy", dy))
    return mark
  }
}
