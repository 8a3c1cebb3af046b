import Synchronization

/// What keeps an observer informed: it ends when this is cancelled or let go of.
package final class Observation: Sendable {
  private let end: Mutex<(@Sendable () -> Void)?>

  /// - Parameter end: called once, when nothing more is to be told
  package init(end: @escaping @Sendable () -> Void) { self.end = Mutex(end) }

  deinit { cancel() }

  /// Ends the observation; a call that is under way may still arrive.
  package func cancel() {
    let end = end.withLock { end in
      defer { end = nil }
      return end
    }
    end?()
  }
}
