import Foundation
import Synchronization

/// Work that may take forever: matching a regular expression can.
package enum TimeLimit {
  /// How long such work may take.
  package static let seconds = 5

  /// - Returns: the result; `nil` if the work takes too long. Nothing can stop it then; its thread
  ///   ends with the process.
  package static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Value? {
    let result = Result<Value>()
    Thread.detachNewThread { result.set(work()) }
    return result.wait()
  }

  private final class Result<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func set(_ new: Value) {
      value.withLock { $0 = new }
      isThere.signal()
    }

    func wait() -> Value? {
      isThere.wait(timeout: .now() + .seconds(TimeLimit.seconds)) == .success
        ? value.withLock { $0 } : nil
    }
  }
}
