import Glibc
import Synchronization

/// A folder with the interfaces of a chain: one search path for the compiler, however many cells
/// there are.
final class InterfaceFolder: Sendable {
  let path: String
  private let shown = Mutex<[String: ContentHash]>([:])

  init(path: String) throws(ExecutionError) {
    self.path = path
    try makeFolder(path)
  }

  deinit { removeTree(path) }

  func show(_ chain: Chain) throws(ExecutionError) {
    for link in chain.links { try show(link, at: link.interface) }
  }

  /// - Parameter file: where the link's interface lies at present
  func show(_ link: Chain.Link, at file: String) throws(ExecutionError) {
    if shown.withLock({ $0.updateValue(link.key, forKey: link.module) }) == link.key { return }
    let name = path + "/\(link.module).swiftmodule"
    unlink(name)
    // The same file under a second name: it stays when the cache moves or removes its own.
    if Glibc.link(file, name) != 0 { try writeFile(name, readBytes(file)) }
  }
}
