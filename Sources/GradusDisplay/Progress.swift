import Glibc

/// The elements of a sequence, one after the other, with a report of how far a loop over them is.
///
/// ```swift
/// for epoch in Progress(over: 1...100) { train(epoch) }
/// ```
///
/// The report goes two ways. The output gets one line, behind the last element: `100 steps`, or
/// `37 of 100 steps` from a loop that was left before. It says nothing of times, so a recorded
/// output stays as it is. And while the loop runs, a bar moves on standard error, if that is a
/// terminal; the cells of a notebook have none, so under `gradus run` there is the line only.
/// Python: `tqdm`.
public struct Progress<Base: Sequence>: Sequence {
  private let base: Base
  private let total: Int?
  private let unit: String

  /// The elements of a sequence, reported on as they are taken.
  ///
  /// - Parameters:
  ///   - base: the sequence; how many elements there are is known of collections
  ///   - unit: what the elements are called, in the plural
  public init(over base: Base, unit: String = "steps") {
    self.base = base
    self.unit = unit
    total = (base as? any Collection).map { $0.count }
  }

  public func makeIterator() -> Iterator {
    Iterator(base: base.makeIterator(), report: ProgressReport(total: total, unit: unit))
  }

  public struct Iterator: IteratorProtocol {
    fileprivate var base: Base.Iterator
    fileprivate let report: ProgressReport

    public mutating func next() -> Base.Element? {
      guard let element = base.next() else {
        report.end()
        return nil
      }
      report.advance()
      return element
    }
  }
}

/// How far one loop is; a class, so that a loop left early is seen by the end of its iterator.
private final class ProgressReport {
  private let total: Int?
  private let unit: String
  private let isLive = isatty(STDERR_FILENO) == 1
  private var taken = 0
  private var shown = -1
  private var hasEnded = false

  init(total: Int?, unit: String) {
    self.total = total
    self.unit = unit
  }

  deinit {
    // The last element taken was not finished, so far as can be known from here.
    if !hasEnded, taken > 0 { finish(total.map { "\(taken) of \($0)" } ?? "\(taken)") }
  }

  /// One more element is taken, so all before it are done.
  func advance() {
    taken += 1
    guard isLive else { return }
    let done = taken - 1
    let place = total.map { $0 == 0 ? 0 : done * 100 / $0 } ?? done
    guard place != shown else { return }
    shown = place
    write("\r" + ProgressBar.text(done: done, total: total, unit: unit) + "\u{1B}[K")
  }

  func end() {
    guard !hasEnded else { return }
    hasEnded = true
    finish("\(taken)")
  }

  private func finish(_ count: String) {
    if isLive { write("\r\u{1B}[K") }
    print("\(count) \(unit)")
  }

  private func write(_ text: String) {
    _ = text.withCString { Glibc.write(STDERR_FILENO, $0, text.utf8.count) }
  }
}

/// The line that moves on a terminal.
package enum ProgressBar {
  /// A bar of 30 characters, the share and the count; the count alone where the whole is unknown.
  package static func text(done: Int, total: Int?, unit: String) -> String {
    guard let total, total > 0 else { return "\(done) \(unit)" }
    let filled = done * 30 / total
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      + " \(done * 100 / total)%  \(done) of \(total) \(unit)"
  }
}
