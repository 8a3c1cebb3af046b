import Glibc
import Synchronization

/// A loop that is reported on. Its count is read by loops within it, wherever these run.
package final class RunningLoop: Sendable {
  /// How many elements there are, if that is known.
  package let total: Int?
  package let unit: String
  /// Where the loop runs.
  let thread = pthread_self()
  private let count = Atomic<Int>(0)

  package init(total: Int?, unit: String) {
    self.total = total
    self.unit = unit
  }

  /// How many elements have been taken; all but the last of them are done.
  package var taken: Int { count.load(ordering: .relaxed) }

  /// One more element is taken; true if it is the first.
  package func take() -> Bool { count.add(1, ordering: .relaxed).oldValue == 0 }

  var done: Int { max(0, taken - 1) }
}

/// How far loops within each other are, the outermost first.
package struct LoopProgress: Equatable, Sendable {
  /// The share that is done, where the whole of the outermost loop is known.
  package let fraction: Double?
  /// The counts of all loops: `3 of 10 epochs, 45 of 100 steps`.
  package let label: String

  /// With $`d_i` of `n_i`$ elements done in the loop at depth i, the share is
  /// `d_1/n_1 + d_2/(n_1 n_2) + …`, as far as the whole is known.
  package init(_ loops: [RunningLoop]) {
    var (fraction, part, isKnown) = (0.0, 1.0, true)
    for loop in loops {
      guard isKnown, let total = loop.total, total > 0 else {
        isKnown = false
        continue
      }
      part /= Double(total)
      fraction += part * Double(min(loop.done, total))
    }
    self.fraction = (loops.first?.total ?? 0) > 0 ? min(fraction, 1) : nil
    label = loops.map { loop in
      "\(loop.done)\(loop.total.map { " of \($0)" } ?? "") \(loop.unit)"
    }.joined(separator: ", ")
  }

  /// How long the rest takes if it goes on as it did for so long.
  package func timeLeft(after elapsed: Duration) -> Duration? {
    guard let fraction, fraction > 0 else { return nil }
    return elapsed * ((1 - fraction) / fraction)
  }
}
