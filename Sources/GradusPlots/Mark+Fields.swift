import GradusDisplay
import GradusTensors

extension Mark {
  /// The elements of a matrix as colours, with a bar that tells which colour is which value; the
  /// first row is at the top. matplotlib: `imshow(matrix)`.
  ///
  /// An element that is not finite is a gap. Of matrices with more elements than can be seen,
  /// neighbouring ones are shown by their mean.
  ///
  /// - Parameters:
  ///   - label: what stands along the bar of colours
  ///   - range: the values that the first and the last colour stand for; unless given, the least
  ///     and the greatest element
  public static func heatMap(
    _ matrix: Tensor, label: String? = nil, range: ClosedRange<Double>? = nil,
    colors: ColorScale = .sequential
  ) -> Mark {
    heatMap(Field(matrix, for: "heat map"), label, range, colors)
  }

  /// The elements of a matrix as colours, around the places where x and y meet.
  /// matplotlib: `pcolormesh(x, y, matrix)`.
  ///
  /// - Parameters:
  ///   - x: the places of the columns, each larger than the one before
  ///   - y: the places of the rows, each larger than the one before
  ///   - matrix: a tensor of shape `[y.count, x.count]`
  public static func heatMap(
    _ x: some PlotValues, _ y: some PlotValues, _ matrix: Tensor, label: String? = nil,
    range: ClosedRange<Double>? = nil, colors: ColorScale = .sequential
  ) -> Mark {
    heatMap(Field(x, y, matrix, for: "heat map"), label, range, colors)
  }

  /// The values of a function of x and y as colours.
  ///
  /// - Parameter count: how many points there are along each side; at least 2
  public static func heatMap(
    over x: ClosedRange<Double>, _ y: ClosedRange<Double>, count: Int = 60,
    label: String? = nil, range: ClosedRange<Double>? = nil, colors: ColorScale = .sequential,
    _ function: (Double, Double) -> Double
  ) -> Mark {
    heatMap(Field(x, y, count: count, for: "heat map", function), label, range, colors)
  }

  private static func heatMap(
    _ field: Field, _ label: String?, _ range: ClosedRange<Double>?, _ colors: ColorScale
  ) -> Mark {
    if let range, !(range.upperBound - range.lowerBound).isFinite || range.isEmptyOrPoint {
      stop("the range of a heat map has two finite ends that differ, not \(range)")
    }
    return Mark(.heatMap(field, range, colors), [], [], label: label)
  }

  /// The lines along which a matrix has the same value, each with its value on it.
  /// matplotlib: `contour(x, y, matrix, levels)` and `clabel`.
  ///
  /// - Parameters:
  ///   - x: the places of the columns, each larger than the one before
  ///   - y: the places of the rows, each larger than the one before
  ///   - matrix: a tensor of shape `[y.count, x.count]`
  ///   - levels: about how many lines, at round values, or which values: `8`, `[0, 0.5, 1]`
  ///   - labels: whether the values are written on the lines
  public static func contour(
    _ x: some PlotValues, _ y: some PlotValues, _ matrix: Tensor, levels: ContourLevels = 8,
    labels: Bool = true, label: String? = nil
  ) -> Mark {
    contour(Field(x, y, matrix, for: "contour"), levels, labels, label)
  }

  /// The lines along which a matrix has the same value, over its columns and rows.
  public static func contour(
    _ matrix: Tensor, levels: ContourLevels = 8, labels: Bool = true, label: String? = nil
  ) -> Mark {
    contour(Field(matrix, for: "contour"), levels, labels, label)
  }

  /// The lines along which a function of x and y has the same value.
  ///
  /// - Parameter count: how many points there are along each side; at least 2
  public static func contour(
    over x: ClosedRange<Double>, _ y: ClosedRange<Double>, count: Int = 80,
    levels: ContourLevels = 8, labels: Bool = true, label: String? = nil,
    _ function: (Double, Double) -> Double
  ) -> Mark {
    contour(Field(x, y, count: count, for: "contour", function), levels, labels, label)
  }

  private static func contour(
    _ field: Field, _ levels: ContourLevels, _ areWritten: Bool, _ label: String?
  ) -> Mark {
    Mark(.contour(field, levels.chosen(for: field, areWritten: areWritten)), [], [], label: label)
  }
}

/// The values that contour lines are drawn at: a number of lines, or the values themselves.
public struct ContourLevels: Sendable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  private enum Choice {
    case most(Int)
    case values([Double])
  }

  private let choice: Choice
  private(set) var lines: [(value: Double, text: String)] = []
  private(set) var areWritten = true

  /// At most so many lines, at whole multiples of 1, 2 or 5 times a power of ten.
  public init(integerLiteral count: Int) {
    if count < 1 { stop("a contour has at least 1 level, not \(count)") }
    choice = .most(count)
  }

  /// Lines at the values.
  public init(arrayLiteral values: Double...) { self.init(values) }

  /// Lines at the values.
  public init(_ values: some PlotValues) { choice = .values(values.plotValues) }

  /// The levels of a field, in ascending order.
  func chosen(for field: Field, areWritten: Bool) -> ContourLevels {
    var levels = self
    levels.areWritten = areWritten
    switch choice {
    case .values(let values):
      levels.lines = values.filter(\.isFinite).sorted().map { ($0, signed("\($0, ".6g")")) }
    case .most(let count):
      guard let span = field.span, !span.isEmptyOrPoint else { break }
      // A line at the least or greatest value is a point, or nothing.
      levels.lines = Ticks(in: span, most: max(count, 2)).labels.filter {
        $0.value > span.lowerBound && $0.value < span.upperBound
      }
    }
    return levels
  }
}

extension ClosedRange<Double> {
  var isEmptyOrPoint: Bool { !(lowerBound < upperBound) }
}

/// A number with the minus sign of typography.
func signed(_ text: String) -> String { String(text.map { $0 == "-" ? "−" : $0 }) }
