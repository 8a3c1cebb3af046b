import Execution
import Glibc
import Synchronization

/// The folder of built packages in the cache of compiled cells.
///
/// Beside the manifests read there is a folder for each set of packages that notebooks use together:
/// a wrapper package with its build folder, and an entry for each state of the sources that was
/// built. An entry refers to its wrapper's build folder for resources and headers, so both go
/// together.
package struct PackageCache: Sendable {
  package let root: String
  let toolchain: Toolchain

  var manifests: String { root + "/manifests" }
  var wrappers: String { root + "/wrappers" }

  package init(in cache: UnitCache) throws(ExecutionError) {
    root = cache.root + "/packages"
    toolchain = try Toolchain.current()
    try makeFolder(manifests)
    try makeFolder(wrappers)
  }

  /// Writes a file that others see whole or not at all.
  func keep(_ text: String, as path: String) throws(PackagesError) {
    let number = PackageCache.counter.add(1, ordering: .relaxed).newValue
    let draft = path + ".\(getpid())-\(number)"
    do throws(ExecutionError) {
      try writeFile(draft, text)
    } catch {
      throw .execution(error)
    }
    guard rename(draft, path) == 0 else {
      throw .execution(.system("cannot write '\(path)'", errno: errno))
    }
  }

  private static let counter = Atomic<Int>(0)

  /// How many sets of packages are kept: some are a gigabyte.
  private static let wrapperLimit = 12

  /// Removes the sets of packages that were not used for longest, while there are too many; one that
  /// is being built or used is not among them.
  func sweep() {
    let names = folderEntries(wrappers)
    guard names.count > PackageCache.wrapperLimit else { return }
    let byUse = names.map { name in
      var status = stat()
      _ = stat(wrappers + "/" + name + "/lock", &status)
      return (name, status.st_mtim.tv_sec)
    }.sorted { $0.1 < $1.1 }
    for (name, _) in byUse.dropLast(PackageCache.wrapperLimit) {
      guard let lock = FileLock(wrappers + "/" + name + "/lock", waits: false) else { continue }
      removeTree(wrappers + "/" + name)
      lock.release()
    }
  }

  /// How many sets of packages there are, and how many bytes they take.
  package var contents: (sets: Int, bytes: Int) {
    (folderEntries(wrappers).count, PackageCache.size(of: root))
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    guard lstat(path, &status) == 0 else { return 0 }
    let own = Int(status.st_blocks) * 512 / max(1, Int(status.st_nlink))
    guard status.st_mode & S_IFMT == S_IFDIR else { return own }
    return folderEntries(path).reduce(0) { $0 + size(of: path + "/" + $1) }
  }
}

/// A lock on a file, held by one value in all processes.
struct FileLock {
  private let descriptor: Int32

  /// - Parameter waits: whether to wait until it is free
  /// - Returns: `nil` if it is held elsewhere, or the file cannot be made
  init?(_ path: String, waits: Bool) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else {
        close(descriptor)
        return nil
      }
    }
  }

  func release() { close(descriptor) }
}
