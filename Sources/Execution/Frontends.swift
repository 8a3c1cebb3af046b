import Synchronization

/// Compilers for what is to be compiled next.
final class Frontends: Sendable {
  private let toolchain: Toolchain
  private let cache: UnitCache
  private let spare = Mutex<Frontend?>(nil)

  init(toolchain: Toolchain, cache: UnitCache) {
    (self.toolchain, self.cache) = (toolchain, cache)
  }

  /// Starts one ahead of its use.
  func prepare() throws(ExecutionError) {
    if spare.withLock({ $0 == nil }) {
      let frontend = try start()
      spare.withLock { $0 = frontend }
    }
  }

  func take() throws(ExecutionError) -> Frontend {
    let prepared = spare.withLock { spare in
      defer { spare = nil }
      return spare
    }
    if let prepared { return prepared }
    return try start()
  }

  private func start() throws(ExecutionError) -> Frontend {
    try Frontend(toolchain, folder: try cache.temporaryFolder())
  }
}
