/// The colours of a plot, for light and for dark pages.
///
/// The series have the hues that Okabe and Ito (2008) chose for the colour-blind, darkened or
/// lightened until they stand out from the background by 3 : 1.
package enum Palette {
  package struct Scheme: Sendable {
    package let background: String
    package let text: String
    package let grid: String
    package let axis: String
    package let series: [String]
  }

  package static let light = Scheme(
    background: "#ffffff", text: "#24292f", grid: "#e4e7eb", axis: "#6e7781",
    series: ["#0072b2", "#d55e00", "#009e73", "#b5578f", "#9a6b00", "#2f8fc4"])
  package static let dark = Scheme(
    background: "#16181d", text: "#d8dee4", grid: "#2d3138", axis: "#8b949e",
    series: ["#4aa8e0", "#f0803c", "#1fb58a", "#d98bb9", "#e6a817", "#8fd0f5"])

  /// How many series have a colour of their own; the next ones begin again.
  static let count = light.series.count

  /// The rules of a document, where every element has its role as class.
  static let rules: String = {
    func rules(_ scheme: Scheme) -> [String] {
      [
        ".gradus-plot .background { fill: \(scheme.background); }",
        ".gradus-plot text { fill: \(scheme.text); }",
        ".gradus-plot .grid { stroke: \(scheme.grid); }",
        ".gradus-plot .axis { stroke: \(scheme.axis); }",
        ".gradus-plot .note { stroke: \(scheme.text); }",
        ".gradus-plot .halo { stroke: \(scheme.background); }",
      ]
        + scheme.series.enumerated().map { index, color in
          ".gradus-plot .s\(index) { color: \(color); }"
        }
    }
    let fixed = [
      ".gradus-plot text { font: 11px system-ui, sans-serif; }",
      ".gradus-plot .title { font-size: 14px; font-weight: 600; }",
      ".gradus-plot .line { fill: none; stroke: currentColor; stroke-width: 1.75; "
        + "stroke-linejoin: round; stroke-linecap: round; }",
      ".gradus-plot .dashed { stroke-dasharray: 6 5; }",
      ".gradus-plot .fill { fill: currentColor; }",
      ".gradus-plot .area { fill: currentColor; fill-opacity: 0.25; }",
      ".gradus-plot .bins { fill: currentColor; fill-opacity: 0.5; stroke: currentColor; }",
      ".gradus-plot .cells { shape-rendering: crispEdges; }",
      ".gradus-plot .on-light { color: #000000; stroke-opacity: 0.75; }",
      ".gradus-plot .on-dark { color: #ffffff; stroke-opacity: 0.75; }",
      ".gradus-plot .note { fill: none; stroke-width: 1.25; stroke-dasharray: 4 4; }",
      ".gradus-plot .halo { stroke-width: 3; stroke-linejoin: round; paint-order: stroke; }",
    ]
    return
      (fixed + rules(light) + ["@media (prefers-color-scheme: dark) {"]
      + rules(dark).map { "  " + $0 } + ["}"]).map { "    \($0)\n" }.joined()
  }()
}
