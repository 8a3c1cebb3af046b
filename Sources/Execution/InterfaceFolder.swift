import Glibc
import Synchronization

/// A folder of links to the interfaces of a chain: one search path for the compiler, however many
/// cells there are.
final class InterfaceFolder: Sendable {
  let path: String
  private let shown = Mutex<[String: String]>([:])

  init(path: String, prelude: String) throws(ExecutionError) {
    self.path = path
    try makeFolder(path)
    try InterfaceFolder.link(prelude, at: path + "/\(Prelude.module).swiftmodule")
  }

  deinit { removeTree(path) }

  func show(_ chain: Chain) throws(ExecutionError) {
    for link in chain.links {
      let isNew =
        shown.withLock { $0.updateValue(link.interface, forKey: link.module) } != link.interface
      if isNew {
        try InterfaceFolder.link(link.interface, at: path + "/\(link.module).swiftmodule")
      }
    }
  }

  private static func link(_ target: String, at path: String) throws(ExecutionError) {
    unlink(path)
    guard symlink(target, path) == 0 else {
      throw .system("cannot make a link in '\(path)'", errno: errno)
    }
  }
}
