import GradusDisplay

/// Plots side by side and one below the other, in one image. matplotlib: `subplots`.
///
/// ```swift
/// PlotGrid(
///   Plot(.line(over: 0...6) { sin($0) }, title: "sin"),
///   Plot(.line(over: 0...6) { cos($0) }, title: "cos"), columns: 2)
/// ```
public struct PlotGrid: Sendable {
  /// The plots, row by row.
  public var plots: [Plot]
  /// How many plots a row has.
  public var columns: Int
  /// Width and height of each plot in pixels, whatever its own size is.
  public var size: (width: Int, height: Int)

  /// Plots in rows of so many.
  ///
  /// - Parameters:
  ///   - plots: the plots, row by row
  ///   - columns: how many a row has; at least 1
  ///   - size: width and height of each plot, in pixels
  public init(
    _ plots: Plot..., columns: Int, size: (width: Int, height: Int) = (320, 240)
  ) {
    self.init(plots, columns: columns, size: size)
  }

  /// A list of plots in rows of so many.
  public init(
    _ plots: [Plot], columns: Int, size: (width: Int, height: Int) = (320, 240)
  ) {
    if plots.isEmpty { stop("a grid of plots needs at least one plot") }
    if columns < 1 { stop("a grid of plots has at least 1 column, not \(columns)") }
    self.plots = plots
    self.columns = columns
    self.size = size
  }
}

extension PlotGrid: Displayable, CustomStringConvertible {
  /// An SVG image, and a drawing in characters as text.
  public var displayForms: [DisplayForm] { [.text { text }, .svg { svg }] }

  /// The plots as one SVG document.
  public var svg: String {
    let across = min(columns, plots.count)
    let rows = (plots.count + columns - 1) / columns
    return SVG.plotDocument(
      width: across * size.width, height: rows * size.height, name: name
    ) { svg in
      for (index, plot) in plots.enumerated() {
        var plot = plot
        plot.size = size
        let place = "\(index % columns * size.width) \(index / columns * size.height)"
        svg.element("g", [("transform", "translate(\(place))")]) { svg in
          PlotDrawing(plot).draw(into: &svg)
        }
      }
    }
  }

  /// The plots drawn in characters, one below the other, below a line with all titles.
  public var text: String {
    ([headline] + plots.map(\.text)).joined(separator: "\n\n")
  }

  /// The plots in words.
  public var description: String {
    ([headline] + plots.map(\.description)).joined(separator: "\n")
  }

  private var headline: String { name.isEmpty ? "Plots" : "Plots \(name)" }

  private var name: String { plots.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ") }
}
