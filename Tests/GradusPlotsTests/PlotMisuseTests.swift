import GradusPlots
import GradusTensors
import Testing

/// What a misuse of plots says.
@Suite struct PlotMisuseTests {
  private func text(_ result: ExitTest.Result?) throws -> String {
    String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
  }

  @Test("A heat map of a vector, or of a matrix that does not fit x and y, says the shapes")
  func shapes() async throws {
    let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mark.heatMap(zeros(3))
    }
    #expect(
      try text(vector).contains(
        "a heat map takes a tensor with two dimensions, not one of shape [3]\n"))
    let turned = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mark.contour([0, 1, 2], [0, 1], zeros(3, 2))
    }
    #expect(
      try text(turned).contains(
        "a contour with 3 values of x and 2 of y takes a tensor of shape [2, 3], not [3, 2]\n"))
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mark.heatMap(zeros(0, 3))
    }
    #expect(try text(empty).contains("a heat map needs at least one row and one column"))
  }

  @Test("Places that do not increase and ranges without width stop") func places() async throws {
    let places = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mark.heatMap([1, 0], [0, 1], zeros(2, 2))
    }
    #expect(
      try text(places).contains(
        "the x and y of a heat map are finite and each larger than the one before"))
    let range = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mark.heatMap(zeros(2, 2), range: 1...1)
    }
    #expect(
      try text(range).contains(
        "the range of a heat map has two finite ends that differ, not 1.0...1.0"))
  }

  @Test("A logarithmic axis has positive limits") func limits() async throws {
    let limits = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Plot(.line([1, 2]), yLimits: 0...1, yScale: .log).svg
    }
    #expect(
      try text(limits).contains("the limits of a logarithmic axis are positive, not 0.0...1.0"))
  }

  @Test("Lengths that differ are named") func lengths() async throws {
    let fill = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mark.fill([1, 2], [1], [2, 3])
    }
    #expect(
      try text(fill).contains(
        "x and the other y of a fill must have the same length, but x has 2 values and the other "
          + "y has 1 value"))
    let errors = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mark.errorBars([1, 2], [1, 2], [1])
    }
    #expect(try text(errors).contains("y and errors of error bars must have the same length"))
  }

  @Test("A grid has plots and columns") func grids() async throws {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PlotGrid([], columns: 2)
    }
    #expect(try text(none).contains("a grid of plots needs at least one plot"))
    let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PlotGrid(Plot(), columns: 0)
    }
    #expect(try text(columns).contains("a grid of plots has at least 1 column, not 0"))
  }
}
