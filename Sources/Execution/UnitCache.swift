import Glibc
import Synchronization

/// Compiled units on disk, by what they were made from.
///
/// An entry is a folder that appears whole or not at all, so several processes can share a cache.
package struct UnitCache: Sendable {
  package struct Entry: Sendable {
    package let key: ContentHash
    package let folder: String
  }

  package let root: String

  /// Imported C modules, compiled once and used by every unit.
  var clangModules: String { root + "/clang" }
  private var units: String { root + "/units" }
  private var work: String { root + "/work" }

  /// `GRADUS_CACHE`, or `gradus` in the user's cache folder.
  package static func standard() throws(ExecutionError) -> UnitCache {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let base = variable("XDG_CACHE_HOME") ?? variable("HOME").map { $0 + "/.cache" }
    guard let root = variable("GRADUS_CACHE") ?? base.map({ $0 + "/gradus" }) else {
      throw .missing("a home folder", remedy: "set GRADUS_CACHE to a folder for compiled cells")
    }
    return try UnitCache(root: root)
  }

  /// - Throws: when the folder belongs to somebody else, who could put code into it.
  package init(root: String) throws(ExecutionError) {
    self.root = root
    try makeFolder(root)
    var status = stat()
    guard lstat(root, &status) == 0 else { throw .system("cannot use '\(root)'", errno: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
      throw .missing(
        "a cache folder of one's own",
        remedy: "'\(root)' is another user's or no folder; remove it or set GRADUS_CACHE")
    }
    if status.st_mode & 0o077 != 0 { chmod(root, 0o700) }
    try makeFolder(clangModules)
    try makeFolder(units)
    try makeFolder(work)
    UnitCache.tidyOnce.withLock { isDone in
      if !isDone { sweep() }
      isDone = true
    }
  }

  private static let tidyOnce = Mutex(false)

  /// Removes what killed processes have left, and the units that were not used for longest while
  /// there are too many.
  private func sweep() {
    for name in folderEntries(work) {
      let process = name.prefix { $0 != "-" }
      if let pid = pid_t(process), kill(pid, 0) != 0, errno == ESRCH {
        removeTree(work + "/" + name)
      }
    }
    let names = folderEntries(units)
    guard names.count > UnitCache.unitLimit else { return }
    let byUse = names.map { name in
      var status = stat()
      _ = stat(units + "/" + name, &status)
      return (name, status.st_mtim.tv_sec)
    }.sorted { $0.1 < $1.1 }
    // Down to three quarters, so that not every start has to.
    for (name, _) in byUse.dropLast(UnitCache.unitLimit / 4 * 3) { removeTree(units + "/" + name) }
  }

  /// How many units are kept: at about 100 KB each, some 200 MB.
  private static let unitLimit = 2000

  /// A folder of one's own, for the time of a session or to become an entry.
  func temporaryFolder() throws(ExecutionError) -> String {
    let path = work + "/\(getpid())-\(UnitCache.counter.add(1, ordering: .relaxed).newValue)"
    removeTree(path)
    try makeFolder(path)
    return path
  }

  private static let counter = Atomic<Int>(0)

  /// The entry of a recipe, if there is one.
  package func entry(recipe: String) -> Entry? {
    let entry = place(of: recipe)
    guard (try? readFile(entry.folder + "/recipe")) == recipe else { return nil }
    utimensat(AT_FDCWD, entry.folder, nil, 0)
    return entry
  }

  /// The entry of a recipe; `make` fills its folder if there is none.
  package func entry(
    recipe: String, make: (String) throws(ExecutionError) -> Void
  ) throws(ExecutionError) -> Entry {
    if let entry = entry(recipe: recipe) { return entry }
    let draft = try temporaryFolder()
    do throws(ExecutionError) {
      try make(draft)
    } catch {
      removeTree(draft)
      throw error
    }
    return try keep(draft, recipe: recipe)
  }

  /// Makes a folder that is filled the entry of a recipe; it lies elsewhere afterwards.
  func keep(_ draft: String, recipe: String) throws(ExecutionError) -> Entry {
    let entry = place(of: recipe)
    do throws(ExecutionError) {
      try writeFile(draft + "/recipe", recipe)
      if rename(draft, entry.folder) == 0 { return entry }
      // Another process was faster, or what lies there is another recipe's or damaged.
      if self.entry(recipe: recipe) != nil {
        removeTree(draft)
        return entry
      }
      removeTree(entry.folder)
      guard rename(draft, entry.folder) == 0 else {
        throw .system("cannot write '\(entry.folder)'", errno: errno)
      }
      return entry
    } catch {
      removeTree(draft)
      throw error
    }
  }

  /// Where the entry of a recipe is, or will be.
  func place(of recipe: String) -> Entry {
    let key = ContentHash(recipe)
    return Entry(key: key, folder: units + "/\(key)")
  }

  /// How many units there are.
  package var count: Int { folderEntries(units).count }

  /// Empties the cache.
  package func clear() { removeTree(root) }
}
