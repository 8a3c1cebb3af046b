import Foundation

/// Threads for work that waits for other processes and threads.
///
/// Such work has no place on a dispatch queue: a queue has as many threads as there are cores, and
/// notebooks that wait there for their compilations keep those from beginning.
package enum WaitingThread {
  /// As large as the main thread's, for cells are parsed by recursion.
  private static let stackSize = 8 << 20

  /// Runs the work on a thread of its own.
  package static func start(_ work: @escaping @Sendable () -> Void) {
    let thread = Thread(block: work)
    thread.stackSize = stackSize
    thread.start()
  }
}
