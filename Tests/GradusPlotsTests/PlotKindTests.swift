import Foundation
import FoundationXML
import GradusPlots
import GradusTensors
import Testing

/// Every kind of series, on every kind of axis, as an image and as text.
@Suite struct PlotKindTests {
  private static let values: [Double] = (0..<200).map { index in
    let part = Double(index * 7919 % 200) / 200
    return 3 * part * part + Double(index % 7) / 5
  }
  private static let rings: @Sendable (Double, Double) -> Double = { x, y in
    (x * x + y * y) / (1 + (x - y) * (x - y) / 4)
  }

  private static let plots: [String: @Sendable () -> Plot] = [
    "histogram": {
      Plot(.histogram(values, bins: 12), title: "Waiting times", x: "minutes", y: "count")
    },
    "histograms": {
      Plot(
        .histogram(values, edges: [0, 0.5, 1, 2, 4], density: true, label: "wide"),
        .histogram(values, bins: 20, density: true, label: "narrow"), title: "Densities")
    },
    "steps": {
      Plot(
        .step([0, 1, 2, 3], [1, 3, 2, 4], label: "before"),
        .step([0, 1, 2, 3], [2, 4, 3, 5], at: .middle, label: "middle"),
        .step([0, 1, 2, 3], [3, 5, 4, 6], at: .after, label: "after"))
    },
    "areas": {
      let x = linspace(0, 6, count: 61)
      return Plot(
        .fill(x, sin(x) - 0.3, sin(x) + 0.3, label: "band"), .line(x, sin(x), label: "sin"),
        .fill(over: 1...3, label: "area") { 0.5 - ($0 - 2) * ($0 - 2) / 2 },
        title: "Between and under curves", yLimits: -1...1)
    },
    "error bars": {
      Plot(
        .errorBars([1, 2, 3, 4], [2.1, 3.9, 6.2, 7.8], [0.3, 0.6, 0.4, 0.9], label: "measured"),
        .line(over: 0.5...4.5, label: "2x", dashed: true) { 2 * $0 })
    },
    "matrix": {
      Plot(
        .heatMap(
          Tensor([[1, 2, 3, 4], [5, .nan, 7, 8], [9, 10, .infinity, 12]] as [[Double]]),
          label: "value"),
        title: "A matrix", x: "column", y: "row")
    },
    "heat map": {
      Plot(
        .heatMap(over: -2...2, -1...1, label: "height") { sin(2 * $0) * cos(3 * $1) },
        title: "Waves", x: "x", y: "y")
    },
    "diverging": {
      Plot(.heatMap(over: -1...1, -1...2, count: 12, colors: .diverging) { $0 * $1 })
    },
    "contour": {
      Plot(
        .contour(over: -3...3, -2...2, label: "f", rings), title: "Level lines", x: "x", y: "y")
    },
    "contour on heat map": {
      let places: [Double] = [-1.5, -0.5, 0.5, 1.5]
      let pairs = places.flatMap { x in places.map { (x, $0) } }
      return Plot(
        .heatMap(over: -2...2, -2...2) { $0 * $0 + $1 * $1 / 2 },
        .contour(over: -2...2, -2...2, levels: [0.5, 1, 2, 4], labels: false) {
          $0 * $0 + $1 * $1 / 2
        },
        .arrows(
          pairs.map(\.0), pairs.map(\.1), pairs.map { $0.0 / 5 }, pairs.map { $0.1 / 10 }),
        title: "Gradients", size: (400, 360))
    },
    "notes": {
      Plot(
        .line(over: -1...3, label: "f") { $0 * $0 - 1 }, .horizontal(0, label: "zero"),
        .vertical(1), .text("a root", 1, 0), .text("the right end", 3, 8), title: "Notes")
    },
    "log y": {
      Plot(
        .line((1...40).map { 1000 / Double($0 * $0) }, label: "loss"),
        .line([3, 0, -2, 5, 7], label: "gaps", markers: true), x: "epoch", y: "loss", yScale: .log)
    },
    "log both": {
      Plot(
        .scatter([1e-3, 1e-1, 10, 1e3, 1e6], [2, 30, 45, 600, 7e4]),
        .line(over: 1e-3...1e6) { 10 * $0.squareRoot() }, xScale: .log, yScale: .log)
    },
    "log bars": { Plot(.bar(["a", "b", "c"], [3, 250, 40_000]), yScale: .log) },
    "log narrow": { Plot(.line([3, 5], [4.2, 4.9]), xScale: .log, yScale: .log) },
  ]

  @Test("A series is drawn as in the recorded image", arguments: plots.keys.sorted())
  func image(name: String) throws {
    let plot = Self.plots[name]!()
    try expectFixture(plot.svg, name)
    #expect(plot.svg == Self.plots[name]!().svg)
    _ = try XMLDocument(data: Data(plot.svg.utf8))
    #expect(!plot.svg.contains("nan") && !plot.svg.contains("inf"))
  }

  @Test("A plot in characters is the recorded text", arguments: plots.keys.sorted())
  func text(name: String) throws {
    let plot = Self.plots[name]!()
    try expectFixture(plot.text + "\n", name, "txt")
    #expect(plot.text.split(separator: "\n").allSatisfy { $0.count <= 72 })
  }

  @Test("A grid shows its plots in rows, each of the common size") func grid() throws {
    let plots = ["lines", "squares", "cubes"].enumerated().map { power, name in
      Plot(.line(over: 0...2, count: 5) { pow($0, Double(power + 1)) }, title: name)
    }
    let grid = PlotGrid(plots, columns: 2, size: (240, 160))
    try expectFixture(grid.svg, "grid")
    try expectFixture(grid.text + "\n", "grid", "txt")
    #expect(grid.svg.contains("width=\"480\" height=\"320\""))
    #expect(grid.svg.contains("aria-label=\"lines, squares, cubes\""))
    #expect(grid.svg.components(separatedBy: "translate(").count == 4)
    #expect(grid.svg.contains("translate(240 0)") && grid.svg.contains("translate(0 160)"))
    _ = try XMLDocument(data: Data(grid.svg.utf8))
  }

  @Test("A large matrix is shown by as many cells as can be seen, and has the colours of its ends")
  func largeMatrix() {
    let noise = (0..<800_000).map { Double(($0 * 7919) % 10_007) }
    let values = Tensor(noise).reshaped(1000, 800)
    #expect(Plot(.heatMap(values)).svg.utf8.count < 250_000)
    let plot = Plot(.heatMap(Tensor([[-5.0, 0.0], [0.0, 5.0]])))
    for step in [0, 63] {
      let color = ColorScale.sequential.color(step)
      // Once in the matrix, once in the bar.
      #expect(plot.svg.components(separatedBy: color).count == 3)
    }
    let gap = Plot(.heatMap(Tensor([[Double.nan, .nan]])))
    #expect(!gap.svg.contains(ColorScale.sequential.color(0)))
    let equal = Plot(.heatMap(zeros(2, 2)))
    #expect(equal.svg.contains(ColorScale.sequential.color(32)))
    let wide = Plot(.heatMap(Tensor([[-9.0, 0.0, 1.0]]), range: 0...1))
    #expect(wide.svg.components(separatedBy: ColorScale.sequential.color(0)).count == 3)
  }

  @Test(
    "The colours of a heat map become lighter in equal steps", arguments: [ColorScale.sequential])
  func lightness(scale: ColorScale) {
    func lightness(_ color: String) -> Double {
      let code = Int(color.dropFirst(), radix: 16)!
      let parts = [16, 8, 0].map { shift -> Double in
        let part = Double(code >> shift & 255) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      let cones = [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ].map { row in cbrt(zip(row, parts).reduce(0) { $0 + $1.0 * $1.1 }) }
      return 0.2104542553 * cones[0] + 0.7936177850 * cones[1] - 0.0040720468 * cones[2]
    }
    let all = (0..<64).map { lightness(scale.color($0)) }
    let mean = (all[63] - all[0]) / 63
    for (before, after) in zip(all, all.dropFirst()) {
      #expect(((after - before) - mean).magnitude < 0.6 * mean)
    }
  }
}
