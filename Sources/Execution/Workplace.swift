import Glibc

/// What compiles and runs the versions of one notebook, one after the other.
final class Workplace: Sendable {
  let toolchain: Toolchain
  let installation: Installation
  let cache: UnitCache
  let frontends: Frontends
  let interfaces: InterfaceFolder
  /// Of its own, and gone with it.
  let folder: String

  init(_ cache: UnitCache) throws(ExecutionError) {
    self.cache = cache
    toolchain = try Toolchain.current()
    installation = try Installation.current()
    frontends = Frontends(toolchain: toolchain, cache: cache)
    folder = try cache.temporaryFolder()
    try makeFolder(folder + "/files")
    interfaces = try InterfaceFolder(path: folder + "/interfaces")
  }

  deinit { removeTree(folder) }

  /// Where cells may put files.
  var files: String { folder + "/files" }
}
