import GradusDisplay
import GradusTensors

/// Numbers that a plot can show, one after the other: a tensor of one dimension, an array, a range,
/// a stride.
///
/// NaN and infinite values leave a gap.
public protocol PlotValues {
  /// The numbers as 64-bit floats.
  var plotValues: [Double] { get }
}

/// A number that a plot can show.
public protocol PlotNumber {
  /// The number as a 64-bit float.
  var plotValue: Double { get }
}

extension Double: PlotNumber {
  public var plotValue: Double { self }
}

extension Float: PlotNumber {
  public var plotValue: Double { Double(self) }
}

extension Int: PlotNumber {
  public var plotValue: Double { Double(self) }
}

extension Optional: PlotNumber where Wrapped: PlotNumber {
  /// The number, or NaN where there is none.
  public var plotValue: Double { self?.plotValue ?? .nan }
}

extension Tensor: PlotValues, PlotNumber {
  /// The elements of a tensor with one dimension, of any type; gradients do not flow through.
  public var plotValues: [Double] {
    if rank != 1 {
      stop(
        "a plot takes tensors with one dimension, not one of shape \(shape)",
        hint: "take a row, x[0], or a column, x[.ellipsis, 0]")
    }
    return [Double](detached())
  }

  /// The element of a tensor that has one.
  public var plotValue: Double { Double(self) }
}

extension PlotValues where Self: Sequence, Element: PlotNumber {
  public var plotValues: [Double] { map(\.plotValue) }
}

extension Array: PlotValues where Element: PlotNumber {}
extension ArraySlice: PlotValues where Element: PlotNumber {}
extension Range: PlotValues where Bound == Int {}
extension ClosedRange: PlotValues where Bound == Int {}
extension StrideTo: PlotValues where Element: PlotNumber {}
extension StrideThrough: PlotValues where Element: PlotNumber {}
