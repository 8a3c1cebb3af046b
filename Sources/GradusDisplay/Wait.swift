import Dispatch
import Glibc
import Synchronization

/// Runs asynchronous code from a cell's top level and waits for its end.
///
/// The code runs on the main actor. Meanwhile the main queue is served as an application's run
/// loop would, so that tasks on the main actor go on.
///
/// - Throws: what the code throws
@_silgen_name("gradus_wait")
public func waitForCellCode<Value>(
  _ body: @escaping @MainActor () async throws -> Value
) throws -> Value {
  let box = ResultBox<Value>()
  Task { @MainActor in
    do {
      box.result = .success(try await body())
    } catch {
      box.result = .failure(error)
    }
  }
  let queue = MainQueue.shared
  while box.result == nil { queue.serve() }
  return try box.result!.get()
}

/// Written and read on the main thread only.
private final class ResultBox<Value>: @unchecked Sendable {
  var result: Result<Value, any Error>?
}

/// The main dispatch queue, served by hand: libdispatch offers this to Foundation's run loop.
private struct MainQueue: Sendable {
  static let shared = MainQueue()

  private typealias Handle = @convention(c) () -> Int32
  private typealias Callback = @convention(c) (UnsafeMutableRawPointer?) -> Void

  private let handle: Handle
  private let callback: Callback

  private init() {
    guard let handle = dlsym(nil, "_dispatch_get_main_queue_handle_4CF"),
      let callback = dlsym(nil, "_dispatch_main_queue_callback_4CF")
    else { stop("this libdispatch cannot serve its main queue") }
    self.handle = unsafeBitCast(handle, to: Handle.self)
    self.callback = unsafeBitCast(callback, to: Callback.self)
  }

  /// Runs what is queued; waits until something is.
  func serve() {
    var source = pollfd(fd: handle(), events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, -1) > 0 else { return }
    var count: UInt64 = 0
    _ = read(source.fd, &count, MemoryLayout<UInt64>.size)
    callback(nil)
  }
}
