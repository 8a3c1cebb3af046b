import Execution
import Glibc

/// The Markdown files in a folder and those below it, without hidden ones.
struct WatchedFolder: Watched {
  private let path: String
  private let queue: Inotify?
  private var folders: [Int32: String] = [:]
  private var files: [String: FileIdentity] = [:]
  /// Whether the system watches each folder for us.
  private var isComplete = true
  private(set) var nextLook: ContinuousClock.Instant = .now

  init(_ path: String, _ queue: Inotify?) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.queue = queue
    _ = look()
  }

  mutating func changes(at now: ContinuousClock.Instant) -> [(path: String, Settling.Event)] {
    var changes: [(path: String, Settling.Event)] = []
    var mustLook = now >= nextLook
    for event in queue?.events() ?? [] {
      if event.isOverflow || event.isAny(of: IN_DELETE_SELF, IN_MOVE_SELF, IN_IGNORED, IN_UNMOUNT)
        || event.isAny(of: IN_ISDIR) && !event.isAny(of: IN_ATTRIB)
      {
        mustLook = true
      } else if let folder = folders[event.watch], Self.isNotebook(event.name) {
        let file = folder + "/" + event.name
        files[file] = FileIdentity(file)
        changes.append((file, event.settling))
      }
    }
    if mustLook {
      changes += look()
      // A large folder is not read all the time where the kernel tells of everything.
      nextLook = now + (isComplete ? .seconds(10) : .seconds(1))
    }
    return changes
  }

  /// Watches all folders there are now and compares their files with those known.
  private mutating func look() -> [(path: String, Settling.Event)] {
    var found: [String: FileIdentity] = [:]
    var watched: [Int32: String] = [:]
    var waiting = [path]
    isComplete = true
    while let folder = waiting.popLast() {
      // Watched first: what appears while the names are read is told.
      if let watch = queue?.watch(folder) { watched[watch] = folder } else { isComplete = false }
      for name in folderEntries(folder) where !name.hasPrefix(".") {
        let entry = folder + "/" + name
        var status = stat()
        guard lstat(entry, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          waiting.append(entry)
        } else if Self.isNotebook(name) {
          found[entry] = FileIdentity(entry)
        }
      }
    }
    for watch in Set(folders.keys).subtracting(watched.keys) { queue?.unwatch(watch) }
    folders = watched
    var changes: [(path: String, Settling.Event)] = []
    for (file, identity) in found where files[file] != identity {
      changes.append((file, .written))
    }
    for file in files.keys where found[file] == nil { changes.append((file, .gone)) }
    files = found
    return changes
  }

  private static func isNotebook(_ name: String) -> Bool {
    name.hasSuffix(".md") && !name.hasPrefix(".")
  }
}
