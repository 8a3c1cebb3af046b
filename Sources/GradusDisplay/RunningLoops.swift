import Glibc
import Synchronization

/// The loops that run now, and who is told how far they are.
final class RunningLoops: Sendable {
  static let shared = RunningLoops()

  private struct State {
    var loops: [RunningLoop] = []
    /// When the outermost of them began, in nanoseconds of the clock.
    var start: Int64 = 0
    /// Whether somebody sees a bar.
    var isShown = false
  }

  private static let interval: Int64 = 100_000_000

  private let state = Mutex(State())
  /// When the next report may be made; read without the lock at every element.
  private let due = Atomic<Int64>(0)
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var isHeard: Bool { Worker.hearsProgress || isTerminal }

  private static func now() -> Int64 {
    // The coarse clock costs a few nanoseconds, which the shortest loop can bear.
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// - Returns: whether the loop is within another one
  func begin(_ loop: RunningLoop) -> Bool {
    state.withLock { state in
      if state.loops.isEmpty { state.start = Self.now() }
      defer { state.loops.append(loop) }
      return state.loops.contains { $0.thread == loop.thread }
    }
  }

  func reportIfDue() {
    guard isHeard else { return }
    let now = Self.now()
    guard now >= due.load(ordering: .relaxed) else { return }
    state.withLock { state in
      guard !state.loops.isEmpty else { return }
      due.store(now + Self.interval, ordering: .relaxed)
      state.isShown = true
      let elapsed = Duration.nanoseconds(now - state.start)
      tell(LoopProgress(state.loops), after: elapsed)
    }
  }

  /// The bar goes when the outermost loop does.
  func end(_ loop: RunningLoop) {
    state.withLock { state in
      state.loops.removeAll { $0 === loop }
      guard state.loops.isEmpty, state.isShown else { return }
      state.isShown = false
      if !Worker.clearProgress() { write("\r\u{1B}[K") }
    }
  }

  private func tell(_ progress: LoopProgress, after elapsed: Duration) {
    if !Worker.report(progress, left: progress.timeLeft(after: elapsed)) {
      write("\r" + progress.bar + "\u{1B}[K")
    }
  }

  private func write(_ text: String) {
    _ = text.withCString { Glibc.write(STDERR_FILENO, $0, text.utf8.count) }
  }
}

extension LoopProgress {
  /// A bar of 30 characters, the share and the counts; the counts alone where the whole is unknown.
  package var bar: String {
    guard let fraction else { return label }
    let filled = Int(fraction * 30)
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      + " \(Int(fraction * 100))%  \(label)"
  }
}
