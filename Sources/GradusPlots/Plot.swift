/// A chart of one or several series, shown as an SVG image.
///
/// ```swift
/// let x = linspace(0, 6.28, count: 100)
/// Plot(.line(x, sin(x), label: "sin"), .line(x, cos(x), label: "cos"), title: "Waves", x: "t")
/// ```
///
/// The same values give the same bytes, on any machine. Colours can be told apart by the
/// colour-blind and follow the reader's light or dark scheme.
public struct Plot: Sendable {
  /// The series, drawn one over the other in this order.
  public var marks: [Mark]
  /// What stands above the plot.
  public var title: String?
  /// What stands along the x axis.
  public var xLabel: String?
  /// What stands along the y axis.
  public var yLabel: String?
  /// The ends of the x axis; nil to show all values.
  public var xLimits: ClosedRange<Double>?
  /// The ends of the y axis; nil to show all values.
  public var yLimits: ClosedRange<Double>?
  /// How the x axis spreads its values.
  public var xScale: AxisScale
  /// How the y axis spreads its values.
  public var yScale: AxisScale
  /// Width and height of the image, in pixels.
  public var size: (width: Int, height: Int)

  /// A plot of the series.
  ///
  /// - Parameters:
  ///   - marks: the series, such as `.line(x, y)`
  ///   - title: what stands above the plot
  ///   - x: what stands along the x axis
  ///   - y: what stands along the y axis
  ///   - xLimits: the ends of the x axis; unless given, all values are shown
  ///   - yLimits: the ends of the y axis; unless given, all values are shown
  ///   - xScale: how the x axis spreads its values, `.linear` or `.log`
  ///   - yScale: how the y axis spreads its values, `.linear` or `.log`
  ///   - size: width and height of the image, in pixels
  public init(
    _ marks: Mark..., title: String? = nil, x: String? = nil, y: String? = nil,
    xLimits: ClosedRange<Double>? = nil, yLimits: ClosedRange<Double>? = nil,
    xScale: AxisScale = .linear, yScale: AxisScale = .linear,
    size: (width: Int, height: Int) = (480, 320)
  ) {
    self.init(
      marks, title: title, x: x, y: y, xLimits: xLimits, yLimits: yLimits, xScale: xScale,
      yScale: yScale, size: size)
  }

  /// A plot of a list of series; the parameters are those of a plot of several.
  public init(
    _ marks: [Mark], title: String? = nil, x: String? = nil, y: String? = nil,
    xLimits: ClosedRange<Double>? = nil, yLimits: ClosedRange<Double>? = nil,
    xScale: AxisScale = .linear, yScale: AxisScale = .linear,
    size: (width: Int, height: Int) = (480, 320)
  ) {
    self.marks = marks
    self.title = title
    self.xLabel = x
    self.yLabel = y
    self.xLimits = xLimits
    self.yLimits = yLimits
    self.xScale = xScale
    self.yScale = yScale
    self.size = size
  }
}
