import Execution
import Glibc
import Synchronization

/// What is going on, on a line of the terminal that is drawn again ten times a second: how many
/// notebooks are done, which cells run for how long, and how far their loops are.
final class Progress: Sendable {
  private struct Work {
    let count: Int
    /// What is done before the first cell.
    var preparation: String?
    var cell = 0
    var since = ContinuousClock.now
    var loops: LoopProgress?

    var line: String {
      "cell \(cell + 1) of \(count), \((.now - since).tenths) s"
        + (loops.map { "  " + $0.line } ?? "")
    }
  }

  private struct State {
    var running: [String: Work] = [:]
    var done = 0
    var isOver = false
  }

  private let terminal: Terminal
  private let total: Int
  private let state = Mutex(State())

  /// - Parameter total: how many notebooks there are
  init(of total: Int, on terminal: Terminal) {
    (self.total, self.terminal) = (total, terminal)
    guard terminal.showsProgress else { return }
    WaitingThread.start { [self] in
      while let line {
        if !line.isEmpty { terminal.progress(line) }
        usleep(100_000)
      }
    }
  }

  func begin(_ notebook: String, cells: Int) {
    state.withLock { $0.running[notebook] = Work(count: cells) }
  }

  /// Says what is done before the first cell runs.
  func note(_ preparation: String, of notebook: String) {
    state.withLock { $0.running[notebook]?.preparation = preparation }
  }

  func begin(cell: Int, of notebook: String) {
    state.withLock {
      $0.running[notebook]?.preparation = nil
      $0.running[notebook]?.cell = cell
      $0.running[notebook]?.since = .now
      $0.running[notebook]?.loops = nil
    }
  }

  /// - Parameter loops: how far those of the running cell are; `nil` if there is none
  func advance(_ notebook: String, to loops: LoopProgress?) {
    state.withLock { $0.running[notebook]?.loops = loops }
  }

  func end(_ notebook: String) {
    state.withLock {
      $0.running[notebook] = nil
      $0.done += 1
    }
  }

  /// No line is drawn behind this.
  func end() {
    state.withLock { $0.isOver = true }
    terminal.endProgress()
  }

  private var line: String? {
    state.withLock { state in
      if state.isOver { return nil }
      var parts = state.running.sorted { $0.key < $1.key }.map { name, work in
        "\(name): " + (work.preparation ?? work.line)
      }
      if parts.isEmpty { return "" }
      if total > 1 { parts.insert("\(state.done) of \(total) notebooks", at: 0) }
      return parts.joined(separator: "; ")
    }
  }
}

extension Duration {
  /// Seconds with one decimal.
  fileprivate var tenths: String {
    let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension LoopProgress {
  /// A bar, the share and the time left where the whole is known, and the counts.
  fileprivate var line: String {
    var parts: [String] = []
    if let fraction {
      let filled = Int(fraction * 20)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
      parts.append("\(bar) \(Int(fraction * 100))%")
    }
    if let left { parts.append(left.clock + " left") }
    parts.append(label)
    return parts.joined(separator: "  ")
  }
}

extension Duration {
  /// Minutes and seconds, after hours where there are some: `0:07`, `1:02:07`.
  fileprivate var clock: String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (minutes, seconds) = components.seconds.quotientAndRemainder(dividingBy: 60)
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    return (hours > 0 ? "\(hours):\(two(rest))" : "\(minutes)") + ":" + two(seconds)
  }
}
