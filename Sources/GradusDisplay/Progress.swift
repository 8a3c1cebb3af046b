/// The elements of a sequence, one after the other, with a report of how far a loop over them is.
///
/// ```swift
/// for epoch in Progress(over: 1...100) { train(epoch) }
/// ```
///
/// The report goes two ways. The output gets one line, behind the last element: `100 steps`, or
/// `37 of 100 steps` from a loop that was left before. It says nothing of times, so a recorded
/// output stays as it is. And while the loop runs a bar moves, at most ten times a second: under
/// `gradus run` and `gradus check` in their line on the terminal, in any other program on standard
/// error, if that is a terminal. A loop within a loop moves the bar of the outer one and leaves no
/// line of its own.
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
    Iterator(base: base.makeIterator(), report: LoopReport(total: total, unit: unit))
  }

  public struct Iterator: IteratorProtocol {
    fileprivate var base: Base.Iterator
    fileprivate let report: LoopReport

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

/// What one loop leaves in the output; a class, so that a loop left early is seen by the end of
/// its iterator.
private final class LoopReport {
  private let loop: RunningLoop
  private var hasEnded = false
  private var isInner = false

  init(total: Int?, unit: String) { loop = RunningLoop(total: total, unit: unit) }

  deinit {
    // The last element taken was not finished, so far as can be known from here.
    let taken = loop.taken
    if !hasEnded, taken > 0 { finish(loop.total.map { "\(taken) of \($0)" } ?? "\(taken)") }
  }

  func advance() {
    if loop.take() { isInner = RunningLoops.shared.begin(loop) }
    RunningLoops.shared.reportIfDue()
  }

  func end() {
    guard !hasEnded else { return }
    hasEnded = true
    finish("\(loop.taken)")
  }

  private func finish(_ count: String) {
    RunningLoops.shared.end(loop)
    if !isInner { print("\(count) \(loop.unit)") }
  }
}
