import Glibc
import Synchronization

/// Asks the cells that run to stop; from any thread.
package final class StopSignal: Sendable {
  package enum Request: Int, Sendable, Comparable {
    /// When the cell that runs is done.
    case behindCell
    /// The running cell is given up without a word about it: another one takes its place.
    case dropped
    /// The running cell is stopped where it is.
    case interrupted

    package static func < (a: Request, b: Request) -> Bool { a.rawValue < b.rawValue }
  }

  /// Readable when a request has come, for whoever waits for other descriptors as well.
  let descriptor: Int32
  private let writingEnd: Int32
  private let state = Mutex<Request?>(nil)

  package init() throws(ExecutionError) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else {
      throw .system("cannot make a pipe", errno: errno)
    }
    (descriptor, writingEnd) = (ends[0], ends[1])
  }

  deinit { for end in [descriptor, writingEnd] { close(end) } }

  /// The strongest that was asked for.
  package var request: Request? { state.withLock { $0 } }

  package func ask(_ request: Request) {
    state.withLock { state in
      state = max(state ?? request, request)
      // A full pipe is readable, and more is not needed.
      _ = writeAll([0], to: writingEnd)
    }
  }

  /// The request, which is readable no more.
  func take() -> Request? {
    state.withLock { state in
      drain()
      return state
    }
  }

  /// Forgets what was asked for.
  package func reset() {
    state.withLock { state in
      state = nil
      drain()
    }
  }

  private func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) > 0 {}
  }
}
