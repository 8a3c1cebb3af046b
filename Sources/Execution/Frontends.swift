/// Compilers for what is to be compiled next.
final class Frontends {
  private let toolchain: Toolchain
  private let cache: UnitCache
  private var spare: Frontend?

  init(toolchain: Toolchain, cache: UnitCache) {
    (self.toolchain, self.cache) = (toolchain, cache)
  }

  /// Starts one ahead of its use.
  func prepare() throws(ExecutionError) {
    if spare == nil { spare = try start() }
  }

  func take() throws(ExecutionError) -> Frontend {
    defer { spare = nil }
    if let spare { return spare }
    return try start()
  }

  private func start() throws(ExecutionError) -> Frontend {
    try Frontend(toolchain, folder: try cache.temporaryFolder())
  }
}
