import Execution
import Glibc
import Synchronization

/// Tells when a file, or what is in a folder, may have changed.
///
/// The kernel tells of each change, so none is missed however quickly they follow each other; what
/// is told is that one has happened, and whoever hears it reads the file. The files are looked at
/// besides, now and then, for file systems that tell nothing and for links that lead elsewhere; more
/// often where the kernel watches no more for this user. It goes on until it is stopped.
package final class FileWatcher: Sendable {
  private let isStopped = Atomic<Bool>(false)
  /// A pipe that wakes up the thread that waits for changes.
  private let wakeUp: (read: Int32, write: Int32)

  /// - Parameters:
  ///   - path: a file, which need not be there, or a folder; in a folder and those below it,
  ///     without hidden ones, files that end with `.md` are watched
  ///   - onChange: called with the paths that changed, one call at a time, on a thread that does
  ///     nothing else; a file may have been written, replaced, removed or put back
  /// - Throws: `watching` if no more files can be open
  package init(
    _ path: String, onChange: @escaping @Sendable (Set<String>) -> Void
  ) throws(PreviewError) {
    let queue = Inotify()
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else {
      throw .watching(reason: String(cString: strerror(errno)))
    }
    wakeUp = (ends[0], ends[1])
    var status = stat()
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    // Watched before this returns: the caller reads the file behind it and misses nothing.
    nonisolated(unsafe) var watched: any Watched =
      isFolder ? WatchedFolder(path, queue) : WatchedFile(path, queue)
    WaitingThread.start { [self] in
      var settling = Settling()
      while wait(for: queue, until: min(settling.due ?? watched.nextLook, watched.nextLook)) {
        let now = ContinuousClock.now
        for (path, event) in watched.changes(at: now) { settling.note(event, path, at: now) }
        let due = settling.takeDue(at: .now)
        if !due.isEmpty { onChange(due) }
      }
    }
  }

  deinit {
    close(wakeUp.read)
    close(wakeUp.write)
  }

  /// Ends the watch; a call that is under way may still arrive.
  package func stop() {
    guard !isStopped.exchange(true, ordering: .sequentiallyConsistent) else { return }
    _ = write(wakeUp.write, [0], 1)
  }

  /// Waits for the kernel, and at most until the next look.
  ///
  /// - Returns: whether the watch goes on
  private func wait(for queue: Inotify?, until due: ContinuousClock.Instant) -> Bool {
    if isStopped.load(ordering: .sequentiallyConsistent) { return false }
    var descriptors = [
      pollfd(fd: queue?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0),
    ]
    let pause = max(.zero, due - .now)
    _ = poll(&descriptors, 2, min(60_000, pause.pollTime))
    return !isStopped.load(ordering: .sequentiallyConsistent)
  }
}

/// What a watcher looks at.
protocol Watched {
  /// When to look, whether the kernel tells of something or not.
  var nextLook: ContinuousClock.Instant { get }

  /// What has happened since the last call.
  mutating func changes(at now: ContinuousClock.Instant) -> [(path: String, Settling.Event)]
}
