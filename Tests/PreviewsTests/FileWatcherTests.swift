import Foundation
import Previews
import Synchronization
import Testing

@Suite struct FileWatcherTests {
  private let folder = TemporaryFolder()

  @Test(
    "Each way to save is told, and the file then has its new content",
    arguments: Save.allCases)
  func saves(_ save: Save) async throws {
    let file = folder.path + "/a.md"
    try Data("old".utf8).write(to: URL(filePath: file))
    let reader = try Reader(file)
    defer { reader.stop() }
    for number in 0..<5 {
      save.write("new \(number)", to: file)
      try await reader.wait { $0 == "new \(number)" }
    }
  }

  @Test("A writer that keeps the file open is told when it pauses")
  func keptOpen() async throws {
    let file = folder.path + "/a.md"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    let reader = try Reader(file)
    defer { reader.stop() }
    var text = ""
    for word in ["one", " two", " three"] {
      text += word
      let expected = text
      Array(word.utf8).withUnsafeBytes { _ = write(descriptor, $0.baseAddress, $0.count) }
      try await reader.wait { $0 == expected }
    }
  }

  @Test("Of saves that follow each other at once the last one is never lost")
  func burst() async throws {
    let file = folder.path + "/a.md"
    try Data("old".utf8).write(to: URL(filePath: file))
    let reader = try Reader(file)
    defer { reader.stop() }
    for round in 0..<40 {
      // All of one length and within one tick of the clock that stamps files.
      for number in 0..<5 {
        let save = Save.allCases[(round + number) % Save.allCases.count]
        save.write("\(1000 + round)-\(number)", to: file)
      }
      try await reader.wait { $0 == "\(1000 + round)-4" }
    }
  }

  @Test("A file that is written all the time is never read when it has just been cut off")
  func settled() async throws {
    let file = folder.path + "/a.md"
    let text = String(repeating: "x", count: 100)
    Save.inPlace.write(text, to: file)
    let isOver = Atomic(false)
    async let saves: Void = onThread {
      while !isOver.load(ordering: .relaxed) {
        Save.inPlace.write(text, to: file)
        usleep(100)
      }
    }
    let contents = try await onThread {
      try (0..<2000).map { _ in try SettledFile.read(file).count }
    }
    isOver.store(true, ordering: .relaxed)
    try await saves
    #expect(Set(contents) == [100])
    // Who empties it means it.
    Save.inPlace.write("", to: file)
    #expect(try SettledFile.read(file) == [])
  }

  @Test("A file that is deleted is told as gone, and again when it is restored")
  func restored() async throws {
    let file = folder.path + "/a.md"
    try Data("old".utf8).write(to: URL(filePath: file))
    let reader = try Reader(file)
    defer { reader.stop() }
    for number in 0..<3 {
      try FileManager.default.removeItem(atPath: file)
      try await reader.wait { $0 == nil }
      Save.inPlace.write("back \(number)", to: file)
      try await reader.wait { $0 == "back \(number)" }
    }
  }

  @Test("The folder of the file may be removed and made again")
  func folderRestored() async throws {
    let inner = folder.path + "/inner"
    let file = inner + "/a.md"
    for number in 0..<2 {
      try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
      Save.inPlace.write("first \(number)", to: file)
      let reader = try Reader(file)
      defer { reader.stop() }
      try FileManager.default.removeItem(atPath: inner)
      try await reader.wait { $0 == nil }
      try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
      Save.inPlace.write("second \(number)", to: file)
      try await reader.wait { $0 == "second \(number)" }
    }
  }

  @Test("Through a symbolic link the target is watched, wherever the link leads")
  func links() async throws {
    for name in ["one", "two"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + name, withIntermediateDirectories: true)
      Save.inPlace.write(name, to: folder.path + "/\(name)/target.md")
    }
    let link = folder.path + "/link.md"
    let second = folder.path + "/second.md"
    symlink("one/target.md", second)
    symlink(second, link)
    let reader = try Reader(link)
    defer { reader.stop() }
    Save.rename.write("changed", to: folder.path + "/one/target.md")
    try await reader.wait { $0 == "changed" }
    unlink(second)
    symlink("two/target.md", second)
    try await reader.wait { $0 == "two" }
    Save.inPlace.write("changed too", to: folder.path + "/two/target.md")
    try await reader.wait { $0 == "changed too" }
  }

  @Test("In a folder the Markdown files of all folders below are watched, hidden ones are not")
  func tree() async throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.git", withIntermediateDirectories: true)
    let seen = Mutex<Set<String>>([])
    let watcher = try FileWatcher(folder.path) { paths in seen.withLock { $0.formUnion(paths) } }
    defer { watcher.stop() }
    func expect(_ names: String...) async throws {
      let paths = Set(names.map { folder.path + "/" + $0 })
      try await eventually { seen.withLock { $0 == paths } }
      seen.withLock { $0 = [] }
    }
    Save.inPlace.write("x", to: folder.path + "/.git/hidden.md")
    Save.inPlace.write("x", to: folder.path + "/other.txt")
    Save.inPlace.write("x", to: folder.path + "/a.md")
    try await expect("a.md")
    // Made so quickly that the files are there before their folders are watched.
    let deep = folder.path + "/one/two/three"
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    Save.inPlace.write("x", to: deep + "/b.md")
    try await expect("one/two/three/b.md")
    rename(folder.path + "/one", folder.path + "/uno")
    try await expect("one/two/three/b.md", "uno/two/three/b.md")
    Save.rename.write("y", to: folder.path + "/uno/two/three/b.md")
    try await expect("uno/two/three/b.md")
    try FileManager.default.removeItem(atPath: folder.path + "/uno")
    try await expect("uno/two/three/b.md")
  }

  @Test("When more happens than the kernel's queue holds, the last state is seen nevertheless")
  func overflow() async throws {
    let text = try String(
      contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let limit = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    let file = folder.path + "/a.md"
    Save.inPlace.write("old", to: file)
    // The watcher's thread waits in here while the queue fills up.
    let gate = DispatchSemaphore(value: 0)
    let isEntered = Mutex(false)
    let content = Mutex<String?>(nil)
    let watcher = try FileWatcher(file) { _ in
      let isFirst = isEntered.withLock { entered in
        defer { entered = true }
        return !entered
      }
      if isFirst { gate.wait() }
      content.withLock { $0 = try? String(contentsOfFile: file, encoding: .utf8) }
    }
    defer { watcher.stop() }
    Save.inPlace.write("first", to: file)
    try await eventually { isEntered.withLock { $0 } }
    let other = folder.path + "/other"
    for number in 0...limit + 1000 {
      // Names differ, or the kernel would join equal events.
      let path = other + String(number % 2)
      close(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600))
    }
    Save.inPlace.write("last", to: file)
    gate.signal()
    try await eventually { content.withLock { $0 == "last" } }
  }
}

/// A way of editors to save.
enum Save: CaseIterable {
  case inPlace, rename, backup

  func write(_ text: String, to file: String) {
    switch self {
    case .inPlace: put(text, file)
    case .rename:
      put(text, file + ".new")
      Glibc.rename(file + ".new", file)
    case .backup:
      // As vim does: the file is gone for a moment.
      Glibc.rename(file, file + "~")
      put(text, file)
      unlink(file + "~")
    }
  }

  private func put(_ text: String, _ file: String) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    Array(text.utf8).withUnsafeBytes { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}

/// Reads a file whenever its watcher tells of a change, and only then.
private final class Reader: Sendable {
  private let seen: Seen
  private let watcher: FileWatcher

  init(_ file: String) throws {
    let seen = Seen(try? String(contentsOfFile: file, encoding: .utf8))
    watcher = try FileWatcher(file) { paths in
      #expect(paths == [file])
      seen.text.withLock { $0 = try? String(contentsOfFile: file, encoding: .utf8) }
    }
    self.seen = seen
  }

  private final class Seen: Sendable {
    let text: Mutex<String?>
    init(_ text: String?) { self.text = Mutex(text) }
  }

  func wait(until isThere: (String?) -> Bool) async throws {
    try await eventually { seen.text.withLock { isThere($0) } }
  }

  func stop() { watcher.stop() }
}
