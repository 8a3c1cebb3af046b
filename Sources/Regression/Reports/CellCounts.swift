/// How many cells had which outcome.
package struct CellCounts: Hashable, Sendable {
  package var agree = 0
  package var skipped = 0
  package var differ = 0
  package var failed = 0
  package var notRun = 0
  package var move = 0

  package var all: Int { agree + skipped + differ + failed + notRun + move }

  package var isClean: Bool { differ + failed + notRun + move == 0 }

  mutating func add(_ outcome: CellReport.Outcome) {
    switch outcome {
    case .agrees: agree += 1
    case .skipped: skipped += 1
    case .differs: differ += 1
    case .failed: failed += 1
    case .notRun: notRun += 1
    case .moves: move += 1
    }
  }

  mutating func add(_ other: CellCounts) {
    agree += other.agree
    skipped += other.skipped
    differ += other.differ
    failed += other.failed
    notRun += other.notRun
    move += other.move
  }

  /// `3 cells agree, 1 differs`, without what did not occur.
  package var text: String { text(agreeing: ("agrees", "agree")) }

  /// The same for a notebook with nothing to agree with: `3 cells ran, 1 failed`.
  package var textWithoutRecords: String { text(agreeing: ("ran", "ran")) }

  private func text(agreeing: (String, String)) -> String {
    func verb(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? one : many }
    let parts = [
      (agree, verb(agree, agreeing.0, agreeing.1)), (differ, verb(differ, "differs", "differ")),
      (failed, "failed"), (notRun, "not run"), (move, verb(move, "moves", "move")),
      (skipped, "skipped"),
    ].filter { $0.0 > 0 }
    guard let first = parts.first else { return "no cells" }
    return "\(first.0) \(verb(first.0, "cell", "cells")) \(first.1)"
      + parts.dropFirst().map { ", \($0.0) \($0.1)" }.joined()
  }
}
