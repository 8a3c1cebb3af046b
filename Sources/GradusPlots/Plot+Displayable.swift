import GradusDisplay

extension Plot: Displayable, CustomStringConvertible {
  /// An SVG image, and a list of the series as text.
  public var displayForms: [DisplayForm] { [.text { description }, .svg { svg }] }

  /// The plot as an SVG document.
  public var svg: String { PlotDrawing(self).document }

  /// The plot in words: its title, and each series with the values it spans.
  public var description: String {
    ([title.map { "Plot '\($0)'" } ?? "Plot"] + marks.map { "  \($0)" }).joined(separator: "\n")
  }

  /// What stands for the plot where it cannot be seen.
  var name: String {
    title ?? marks.compactMap(\.label).joined(separator: ", ")
  }
}

extension Mark: CustomStringConvertible {
  /// The series in words.
  public var description: String {
    let name = label.map { " '\($0)'" } ?? ""
    let places =
      categories.map { names in
        ", " + names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
      } ?? Mark.span("x", x)
    return "\(kind.rawValue)\(name): \(x.count == 1 ? "1 point" : "\(x.count) points")"
      + places + Mark.span("y", y)
  }

  private static func span(_ name: String, _ values: [Double]) -> String {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return "" }
    return ", \(name) from \(least, ".6g") to \(greatest, ".6g")"
  }
}
