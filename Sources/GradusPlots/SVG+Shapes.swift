extension SVG {
  /// A document with the rules for all parts of plots.
  static func plotDocument(
    width: Int, height: Int, name: String, containing content: (inout SVG) -> Void
  ) -> String {
    var svg = SVG()
    svg.element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", "\(width)"), ("height", "\(height)"),
        ("viewBox", "0 0 \(width) \(height)"), ("class", "gradus-plot"), ("role", "img"),
        ("aria-label", name),
      ]
    ) { svg in
      svg.raw("  <style>\n" + Palette.rules + "  </style>\n")
      content(&svg)
    }
    return svg.text
  }

  mutating func label(
    _ text: String, _ at: (x: Double, y: Double), _ anchor: String, _ style: String? = nil,
    turnedBy angle: Int? = nil
  ) {
    var attributes = [("x", SVG.number(at.x)), ("y", SVG.number(at.y))]
    if anchor != "start" { attributes.append(("text-anchor", anchor)) }
    if let style { attributes.append(("class", style)) }
    if let angle {
      attributes.append(
        ("transform", "rotate(\(angle) \(SVG.number(at.x)) \(SVG.number(at.y)))"))
    }
    element("text", attributes, text: text)
  }

  mutating func stroke(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ style: String
  ) {
    element(
      "line",
      [
        ("class", style), ("x1", SVG.number(from.x)), ("y1", SVG.number(from.y)),
        ("x2", SVG.number(to.x)), ("y2", SVG.number(to.y)),
      ])
  }

  mutating func rectangle(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ style: String? = nil
  ) {
    element(
      "rect",
      (style.map { [("class", $0)] } ?? []) + [
        ("x", SVG.number(from.x)), ("y", SVG.number(from.y)),
        ("width", SVG.number(to.x - from.x)), ("height", SVG.number(to.y - from.y)),
      ])
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ style: String) {
    path([points], style)
  }

  mutating func path(_ parts: [[(x: Double, y: Double)]], _ style: String) {
    let texts = parts.map { part in
      "M" + part.map { SVG.number($0.x) + " " + SVG.number($0.y) }.joined(separator: "L")
    }
    if !texts.isEmpty { path(texts.joined(), style) }
  }

  mutating func path(_ text: String, _ style: String) {
    element("path", [("class", style), ("d", text)])
  }
}
