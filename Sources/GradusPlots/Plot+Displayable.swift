import GradusDisplay

extension Plot: Displayable, CustomStringConvertible {
  /// An SVG image, and a drawing in characters as text.
  public var displayForms: [DisplayForm] { [.text { text }, .svg { svg }] }

  /// The plot as an SVG document.
  public var svg: String { PlotDrawing(self).document }

  /// The plot drawn in characters, 72 columns wide, for where no images are shown.
  ///
  /// The first line is the title. Behind each line of a plot of several stands its number in the
  /// legend.
  public var text: String { TextPlot(self).text }

  /// The plot in words: its title, and each series with the values it spans.
  public var description: String {
    ([headline] + marks.map { "  \($0)" }).joined(separator: "\n")
  }

  /// The first line of both texts.
  var headline: String { title.map { "Plot '\($0)'" } ?? "Plot" }

  /// What stands for the plot where it cannot be seen.
  var name: String {
    title ?? marks.compactMap(\.label).joined(separator: ", ")
  }
}

extension Mark: CustomStringConvertible {
  /// The series in words.
  public var description: String {
    let name = label.map { " '\($0)'" } ?? ""
    switch kind {
    case .heatMap(let field, _, _): return "heat map\(name): " + field.words
    case .contour(let field, let levels):
      let texts = levels.lines.map(\.text).joined(separator: ", ")
      return "contour\(name): \(field.words), lines at \(texts.isEmpty ? "no value" : texts)"
    case .histogram(let heights):
      return "histogram\(name): \(heights.count == 1 ? "1 bin" : "\(heights.count) bins")"
        + Mark.span("x", x) + Mark.span("y", heights)
    case .text(let text): return "text '\(text)'" + Mark.span("x", x) + Mark.span("y", y)
    case .horizontal: return "horizontal\(name): y = \(y[0], ".6g")"
    case .vertical: return "vertical\(name): x = \(x[0], ".6g")"
    default: break
    }
    let places =
      categories.map { names in
        ", " + names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
      } ?? Mark.span("x", x)
    return "\(kind.name)\(name): \(x.count == 1 ? "1 point" : "\(x.count) points")"
      + places + Mark.span("y", y)
  }

  private static func span(_ name: String, _ values: [Double]) -> String {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return "" }
    return ", \(name) from \(least, ".6g") to \(greatest, ".6g")"
  }
}

extension Field {
  fileprivate var words: String {
    let size = "\(y.count) × \(x.count)"
    guard let span else { return size }
    return size + ", from \(span.lowerBound, ".6g") to \(span.upperBound, ".6g")"
  }
}
