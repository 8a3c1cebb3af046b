import Execution
import Glibc
import Synchronization

/// What is going on, on a line of the terminal that is drawn again ten times a second: how many
/// notebooks are done, and which cells run for how long.
final class Progress: Sendable {
  private struct Work {
    let count: Int
    /// What is done before the first cell.
    var preparation: String?
    var cell = 0
    var since = ContinuousClock.now
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
    }
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
        "\(name): "
          + (work.preparation
            ?? "cell \(work.cell + 1) of \(work.count), \((.now - work.since).tenths) s")
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
