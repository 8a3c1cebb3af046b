import Foundation

/// A folder that goes away with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    let place = FileManager.default.temporaryDirectory
      .appending(path: "gradus-previews-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    // The folder itself: the way to it may lead through links.
    path = place.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

struct NeverHappened: Error {}

/// Waits until something is so; that it never is takes a minute to find out.
func eventually(_ isSo: () throws -> Bool) async throws {
  for _ in 0..<12_000 {
    if try isSo() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  throw NeverHappened()
}

/// Runs what waits on a thread of its own: the threads of tasks are few, and the server needs them.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}
