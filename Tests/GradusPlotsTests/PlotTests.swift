import Foundation
import FoundationXML
import GradusDisplay
import GradusPlots
import GradusTensors
import Testing

@Suite struct PlotTests {
  /// Plots with each kind of series, and with values that are hard to show.
  private static let plots: [String: @Sendable () -> Plot] = [
    "lines": {
      let x = linspace(0, 6, count: 13)
      return Plot(
        .line(x, sin(x), label: "sin"), .line(x, cos(x), label: "cos"), title: "Waves",
        x: "t", y: "height")
    },
    "scatter": {
      Plot(
        .scatter([1, 2, 3], [1.5, 2, 2.5], label: "a"), .scatter(1...3, [3, 2, 1], label: "b"),
        .scatter([2], [2.75]), .scatter([1.0, 1.0], [2.25, 2.25]), size: (360, 240))
    },
    "bars": {
      Plot(
        .bar(["apples", "pears", "plums"], [3, -1, 4.5], label: "2024"),
        .bar(["pears", "figs"], Tensor([2.0, 1.0]), label: "2025"), title: "Harvest")
    },
    "numbered bars": { Plot(.bar(1...6, [17, 16, 15, 18, 17, 17]), x: "face") },
    "long names": {
      Plot(
        .bar((0..<8).map { "a rather long name \($0)" }, 0..<8), y: "count", size: (400, 300))
    },
    "function": { Plot(.line(over: -2...2, count: 9) { $0 * $0 }, title: "x²") },
    "gaps": {
      Plot(.line([0, 1, .nan, 3, .infinity, 4, 5, nil, 7, 8] as [Double?]))
    },
    "limits": {
      Plot(
        .line([0, 10], [-5.0, 15]), .scatter([2, 8], [1, 20.0]), .bar([1, 5], [1.0, 30.0]),
        xLimits: 1...9, yLimits: 0...10)
    },
    "constant": { Plot(.line([3, 3, 3])) },
    "zeros": { Plot(.scatter([0], [0])) },
    "empty": { Plot(title: "Nothing") },
    "nothing finite": { Plot(.line([Double.nan, .infinity])) },
    "huge": { Plot(.line([-1.7e308, 0, 1.7e308])) },
    "tiny": { Plot(.line([0, 5 * Double.leastNonzeroMagnitude, 9 * .leastNonzeroMagnitude])) },
    "escapes": {
      Plot(
        .line([1, 2], label: "<b>&\"quotes\"</b>\u{1B}"), title: "a < b & c > d",
        x: "line\nbreak", y: "日本")
    },
    "many series": { Plot((0..<8).map { .line([$0, $0 + 1], label: "series \($0)") }) },
  ]

  @Test("A plot is the recorded image", arguments: plots.keys.sorted())
  func image(name: String) throws {
    let plot = Self.plots[name]!()
    try expectFixture(plot.svg, name)
    #expect(plot.svg == Self.plots[name]!().svg)
    let document = try XMLDocument(data: Data(plot.svg.utf8))
    #expect(document.rootElement()?.name == "svg")
    #expect(!plot.svg.contains("nan") && !plot.svg.contains("inf"))
  }

  @Test("A plot is shown as an image and, where there are none, in characters; it is in words too")
  func forms() {
    let plot = Plot(
      .line([1, 2.5], label: "up"), .bar(["a", "b"], [1, 2]), .scatter([Double.nan], [1]),
      .histogram([1, 2, 2], bins: 2), .heatMap(zeros(2, 3), label: "h"), .horizontal(1.5),
      .vertical(2), .text("here", 1, 2), .contour(Tensor([[0.0, 4.0], [0.0, 4.0]])), title: "T")
    #expect(plot.displayForms.map(\.mime) == ["text/plain", "image/svg+xml"])
    #expect(DisplayText.of(plot) == plot.text)
    #expect(plot.text.hasPrefix("Plot 'T'\n"))
    #expect(
      plot.description == """
        Plot 'T'
          line 'up': 2 points, x from 0 to 1, y from 1 to 2.5
          bar: 2 points, a, b, y from 1 to 2
          scatter: 1 point, y from 1 to 1
          histogram: 2 bins, x from 1 to 2, y from 1 to 2
          heat map 'h': 2 × 3, from 0 to 0
          horizontal: y = 1.5
          vertical: x = 2
          text 'here', x from 1 to 1, y from 2 to 2
          contour: 2 × 2, from 0 to 4, lines at 1, 2, 3
        """)
  }

  @Test("A long line has no more points than can be seen, and the same extremes")
  func thinning() {
    let noise = (0..<200_000).map { Double(($0 * 7919) % 10_007) }
    let svg = Plot(.line(noise)).svg
    #expect(svg.utf8.count < 100_000)
    #expect(Thinning.thinned((0..<5).map { (Double($0), 0.0) }).count == 5)
    let spike = (0..<100).map { (x: Double($0) / 1000, y: $0 == 31 ? 9.0 : 1.0) }
    #expect(Thinning.thinned(spike).contains { $0.y == 9 })
    #expect(Thinning.thinned(spike).count == 3)
  }

  @Test("Lines end at the plot's edge, where they leave it and where they come back")
  func clipping() {
    let box = ClippingBox(left: 0, top: 0, right: 10, bottom: 10)
    func parts(_ line: [(Double, Double)]) -> String {
      box.parts(of: line.map { (x: $0.0, y: $0.1) })
        .map { $0.map { "\($0.x) \($0.y)" }.joined(separator: ", ") }.joined(separator: "; ")
    }
    #expect(parts([(1, 1), (2, 2), (3, 1)]) == "1.0 1.0, 2.0 2.0, 3.0 1.0")
    #expect(parts([(5, 5), (15, 5), (15, 8), (5, 8)]) == "5.0 5.0, 10.0 5.0; 10.0 8.0, 5.0 8.0")
    #expect(parts([(-5, 5), (15, 5)]) == "0.0 5.0, 10.0 5.0")
    #expect(parts([(-5, 5), (5, -6)]) == "")
    #expect(parts([(20, 0), (20, 10)]) == "")
    #expect(parts([(4, 4)]) == "4.0 4.0")
    #expect(parts([(40, 4)]) == "")
  }

  @Test("Every colour stands out from its background by 3 : 1, and text by 7 : 1")
  func contrast() {
    for scheme in [Palette.light, Palette.dark] {
      #expect(ratio(scheme.text, scheme.background) >= 7)
      for color in scheme.series {
        #expect(ratio(color, scheme.background) >= 3, "\(color)")
      }
      #expect(Set(scheme.series).count == scheme.series.count)
    }
    #expect(Palette.light.series.count == Palette.dark.series.count)
  }

  /// The contrast of two colours as WCAG 2.1 defines it.
  private func ratio(_ one: String, _ other: String) -> Double {
    func luminance(_ color: String) -> Double {
      let code = Int(color.dropFirst(), radix: 16)!
      let parts = [16, 8, 0].map { shift -> Double in
        let part = Double(code >> shift & 255) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (low, high) = (
      min(luminance(one), luminance(other)), max(luminance(one), luminance(other))
    )
    return (high + 0.05) / (low + 0.05)
  }

  @Test("x and y of different lengths stop with both lengths") func lengths() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Mark.line([1, 2, 3], [1.0])
      })
    #expect(
      String(decoding: result.standardErrorContent, as: UTF8.self).contains(
        "x and y of a line must have the same length, but x has 3 values and y has 1 value"))
  }

  @Test("A matrix stops with its shape and says what to take") func matrix() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Mark.line(zeros(2, 3))
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("a plot takes tensors with one dimension, not one of shape [2, 3]\n"))
    #expect(text.contains("take a row, x[0]"))
  }

  @Test("Limits that are no range and sizes without room stop") func misuse() async throws {
    let limits = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Plot(.line([1, 2]), yLimits: 1...1).svg
      })
    #expect(
      String(decoding: limits.standardErrorContent, as: UTF8.self)
        .contains("the limits of an axis are two finite numbers that differ, not 1.0...1.0"))
    let size = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Plot(size: (10, 10)).svg
      })
    #expect(
      String(decoding: size.standardErrorContent, as: UTF8.self)
        .contains("a plot is between 120 × 90 and 10000 × 10000 pixels, not 10 × 10"))
  }
}
