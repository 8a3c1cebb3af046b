/// How far a number in a captured output may be from the recorded one.
///
/// In what follows r is the recorded number and c the captured one, both as written.
package enum Tolerance: Hashable, Sendable {
  /// Outputs are compared as text: what is compared without any tolerance.
  case exact
  /// c rounds to r at the last digit written in r; whole numbers are equal.
  case asWritten
  /// |c − r| ≤ t + t·|r|.
  case within(Double)
  /// Both are frequencies sampled `count` times: |c − r| ≤ k·√(2·p·(1 − p)/n) with p = (c + r)/2,
  /// the standard error of the difference of two proportions.
  ///
  /// A whole number up to `count` is a count, a number from 0 to 1 a frequency, and a number before
  /// `%` a percentage; all others must be equal.
  case standardErrors(Double, count: Int)

  /// Reads `1e-6`, `auto`, `exact` or `3se/1000`; `nil` for anything else.
  package init?(_ text: String) {
    switch text {
    case "auto": self = .asWritten
    case "exact": self = .exact
    default:
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].hasSuffix("se") {
        guard let factor = Tolerance.size(parts[0].dropLast(2)), factor > 0,
          let count = Int(parts[1].replacing("_", with: "")), count > 0
        else { return nil }
        self = .standardErrors(factor, count: count)
      } else {
        guard let size = Tolerance.size(text[...]) else { return nil }
        self = .within(size)
      }
    }
  }

  /// A finite decimal number that is not negative.
  private static func size(_ text: Substring) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }),
      let value = Double(text), value.isFinite, value >= 0
    else { return nil }
    return value
  }

  /// What `init(_:)` reads, for messages.
  static let textExample = "a number such as 1e-6, auto, exact, or 3se/1000"
}

extension Tolerance: CustomStringConvertible {
  /// As it is written in a notebook.
  package var description: String {
    switch self {
    case .exact: "exact"
    case .asWritten: "auto"
    case .within(let size): "\(size)"
    case .standardErrors(let factor, let count):
      (factor == factor.rounded() ? "\(Int(factor))" : "\(factor)") + "se/\(count)"
    }
  }
}
