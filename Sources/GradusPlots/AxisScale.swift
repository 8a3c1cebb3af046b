import Glibc

/// How an axis spreads its values. matplotlib: `xscale`, `yscale`.
public enum AxisScale: Sendable {
  /// Equal distances for equal differences.
  case linear
  /// Equal distances for equal ratios. Values that are not positive leave a gap.
  case log

  /// Whether a value has a place on the axis.
  func shows(_ value: Double) -> Bool { value.isFinite && (self == .linear || value > 0) }

  /// The value, spread.
  func spread(_ value: Double) -> Double { self == .linear ? value : log10(value) }
}

extension AxisScale {
  /// The value that ``log`` spreads to an exponent.
  static func power(of exponent: Double) -> Double { pow(10, exponent) }
}
