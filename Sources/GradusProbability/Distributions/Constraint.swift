import GradusTensors

/// The values that a parameter or an event may have. PyTorch: `torch.distributions.constraints`.
public enum Constraint: Sendable, CustomStringConvertible {
  case real
  case positive
  case nonnegative
  case unitInterval
  case boolean
  case nonnegativeInteger
  case integerInterval(Int, Int)
  case interval(Double, Double)
  /// Nonnegative numbers whose sum along the last dimension is 1.
  case simplex
  /// 0 but for a single 1 along the last dimension.
  case oneHot

  /// The name in PyTorch's messages.
  public var description: String {
    switch self {
    case .real: "Real()"
    case .positive: "GreaterThan(lower_bound=0.0)"
    case .nonnegative: "GreaterThanEq(lower_bound=0.0)"
    case .unitInterval: "Interval(lower_bound=0.0, upper_bound=1.0)"
    case .boolean: "Boolean()"
    case .nonnegativeInteger: "IntegerGreaterThan(lower_bound=0)"
    case .integerInterval(let low, let high):
      "IntegerInterval(lower_bound=\(low), upper_bound=\(high))"
    case .interval(let low, let high): "Interval(lower_bound=\(low), upper_bound=\(high))"
    case .simplex: "Simplex()"
    case .oneHot: "OneHot()"
    }
  }

  func isSatisfied(by tensor: Tensor) -> Bool {
    let values = [Double](tensor.detached())
    switch self {
    case .real: return values.allSatisfy { !$0.isNaN }
    case .positive: return values.allSatisfy { $0 > 0 }
    case .nonnegative: return values.allSatisfy { $0 >= 0 }
    case .unitInterval: return values.allSatisfy { 0...1 ~= $0 }
    case .boolean: return values.allSatisfy { $0 == 0 || $0 == 1 }
    case .nonnegativeInteger: return values.allSatisfy { $0 >= 0 && $0 == $0.rounded() }
    case .integerInterval(let low, let high):
      return values.allSatisfy { Double(low)...Double(high) ~= $0 && $0 == $0.rounded() }
    case .interval(let low, let high): return values.allSatisfy { low <= $0 && $0 <= high }
    case .simplex:
      let sums = [Double](tensor.detached().to(.float64).sum(axis: -1))
      return values.allSatisfy { $0 >= 0 } && sums.allSatisfy { ($0 - 1).magnitude < 1e-6 }
    case .oneHot:
      let sums = [Double](tensor.detached().to(.float64).sum(axis: -1))
      return values.allSatisfy { $0 == 0 || $0 == 1 } && sums.allSatisfy { $0 == 1 }
    }
  }
}
