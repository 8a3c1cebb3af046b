import Glibc

/// A file, watched together with the symbolic links that lead to it.
struct WatchedFile: Watched {
  /// A name in a folder: the file itself, or a link on the way to it.
  private struct Place: Hashable {
    let watch: Int32
    let name: String
  }

  private let path: String
  private let queue: Inotify?
  private var places: Set<Place> = []
  /// Whether each folder on the way is watched.
  private var isComplete = false
  private var identity: FileIdentity?
  private(set) var nextLook: ContinuousClock.Instant = .now

  init(_ path: String, _ queue: Inotify?) {
    (self.path, self.queue) = (path, queue)
    identity = FileIdentity(path)
    watchPlaces()
  }

  mutating func changes(at now: ContinuousClock.Instant) -> [(path: String, Settling.Event)] {
    var changes: [Settling.Event] = []
    var hasMoved = false
    for event in queue?.events() ?? [] {
      if event.isOverflow {
        changes.append(.complete)
        hasMoved = true
      } else if event.isAny(of: IN_DELETE_SELF, IN_MOVE_SELF, IN_IGNORED, IN_UNMOUNT) {
        hasMoved = true
      } else if places.contains(Place(watch: event.watch, name: event.name)) {
        changes.append(event.settling)
        if !event.isAny(of: IN_CLOSE_WRITE, IN_MODIFY) { hasMoved = true }
      }
    }
    if hasMoved || now >= nextLook {
      watchPlaces()
      let identity = FileIdentity(path)
      if identity != self.identity, changes.isEmpty {
        changes.append(identity == nil ? .gone : .written)
      }
      self.identity = identity
      nextLook = now + (isComplete ? .seconds(1) : .milliseconds(100))
    } else if !changes.isEmpty {
      identity = FileIdentity(path)
    }
    // A file that is cut off or gone is most often about to come back.
    if let last = changes.last, last != .gone, identity == nil || identity?.size == 0 {
      return [(path, .gone)]
    }
    return changes.map { (path, $0) }
  }

  /// Watches the folders that the way to the file leads through now.
  private mutating func watchPlaces() {
    var found: Set<Place> = []
    isComplete = true
    for step in Self.steps(to: path) {
      guard let watch = queue?.watch(step.folder) else {
        isComplete = false
        continue
      }
      found.insert(Place(watch: watch, name: step.name))
    }
    for watch in Set(places.map(\.watch)).subtracting(found.map(\.watch)) { queue?.unwatch(watch) }
    places = found
  }

  /// The links and the file.
  private static func steps(to path: String) -> [(folder: String, name: String)] {
    var steps: [(folder: String, name: String)] = []
    var path = path
    while steps.count < mostLinks {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      steps.append((folder, slash.map { String(path[path.index(after: $0)...]) } ?? path))
      guard let target = target(ofLink: path) else { break }
      path = target.hasPrefix("/") ? target : folder + "/" + target
    }
    return steps
  }

  /// As many as the kernel follows.
  private static let mostLinks = 40

  private static func target(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// What differs when a file has been written or replaced.
struct FileIdentity: Hashable {
  private let device: UInt
  private let node: UInt
  private let time: [Int]
  let size: Int

  /// - Returns: `nil` if there is no file; links are followed
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    node = UInt(status.st_ino)
    time = [
      status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
    size = Int(status.st_size)
  }
}

extension Inotify.Event {
  /// What it says about the file of its name.
  var settling: Settling.Event {
    if isAny(of: IN_DELETE, IN_MOVED_FROM) { return .gone }
    // A name that has just been made may be a link or a file that was renamed to it: both are whole.
    return isAny(of: IN_CLOSE_WRITE, IN_MOVED_TO) ? .complete : .written
  }
}
