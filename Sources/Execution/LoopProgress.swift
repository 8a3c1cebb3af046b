/// How far the loops over `Progress` of a running cell are.
package struct LoopProgress: Equatable, Sendable {
  /// The share that is done, from 0 to 1; `nil` where the whole is not known.
  package let fraction: Double?
  /// How long the rest takes if it goes on as before.
  package let left: Duration?
  /// The counts in words of the cell's author, such as `45 of 100 epochs`.
  package let label: String

  package init(fraction: Double?, left: Duration?, label: String) {
    self.fraction = fraction
    self.left = left
    self.label = label
  }

  /// The fields of a packet; `nil` without a label, when no loop runs any more.
  init?(thousandths: Int32, secondsLeft: Int32, label: String) {
    if label.isEmpty { return nil }
    self.init(
      fraction: thousandths < 0 ? nil : min(1, Double(thousandths) / 1000),
      left: secondsLeft < 0 ? nil : .seconds(Int64(secondsLeft)), label: label)
  }
}
