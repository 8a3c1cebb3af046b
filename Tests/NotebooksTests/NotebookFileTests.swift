import Foundation
import Notebooks
import Testing

@Suite final class NotebookFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("gradus-\(UUID().uuidString)").path
  private let old = Array("old".utf8)
  private let new = Array("new".utf8)

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func make(_ name: String) throws -> String {
    let path = folder + "/" + name
    try Data(old).write(to: URL(fileURLWithPath: path))
    return path
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
  }

  @Test("A file is replaced as a whole and nothing else is left") func replace() throws {
    let path = try make("a.md")
    try NotebookFile.write(new, to: path, expecting: old)
    #expect(try NotebookFile.read(path) == new)
    try NotebookFile.write([], to: path, expecting: new)
    #expect(try NotebookFile.read(path) == [])
    #expect(try names == ["a.md"])
  }

  @Test("The same bytes leave the file alone") func unchanged() throws {
    let path = try make("a.md")
    let inode = {
      try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }
    let before = try inode()
    try NotebookFile.write(old, to: path, expecting: old)
    #expect(try inode() == before)
    try NotebookFile.write(new, to: path, expecting: old)
    #expect(try inode() != before)
  }

  @Test("What a killed process has left is removed a minute later") func leftovers() throws {
    let process = try Process.run(URL(fileURLWithPath: "/bin/true"), arguments: [])
    process.waitUntilExit()
    let path = try make("a.md")
    let dead = ".gradus-\(process.processIdentifier)-old"
    let fresh = ".gradus-\(process.processIdentifier)-fresh"
    let alive = ".gradus-\(getpid())-old"
    for name in [dead, fresh, alive, ".gradus.yml"] { _ = try make(name) }
    for name in [dead, alive] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -100)], ofItemAtPath: folder + "/" + name)
    }
    try NotebookFile.write(new, to: path, expecting: old)
    #expect(try Set(names) == [fresh, alive, ".gradus.yml", "a.md"])
  }

  @Test("Permissions survive", arguments: [0o600, 0o644, 0o755, 0o664] as [mode_t])
  func permissions(mode: mode_t) throws {
    let path = try make("a.md")
    chmod(path, mode)
    try NotebookFile.write(new, to: path, expecting: old)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == mode)
  }

  @Test("Owner and group survive where they may be set", .enabled(if: geteuid() == 0))
  func owner() throws {
    let path = try make("a.md")
    #expect(chown(path, 12, 34) == 0)
    try NotebookFile.write(new, to: path, expecting: old)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_uid == 12)
    #expect(status.st_gid == 34)
  }

  @Test("A symbolic link stays and its target is written") func link() throws {
    let path = try make("a.md")
    for (name, target) in [("direct.md", "a.md"), ("indirect.md", "direct.md")] {
      #expect(symlink(target, folder + "/" + name) == 0)
    }
    try NotebookFile.write(new, to: folder + "/indirect.md", expecting: old)
    #expect(try NotebookFile.read(path) == new)
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/indirect.md")
    #expect(link == "direct.md")
    #expect(try names == ["a.md", "direct.md", "indirect.md"])
  }

  @Test("A file that changed on disk is not overwritten") func changed() throws {
    let path = try make("a.md")
    #expect(throws: NotebookError.changedOnDisk(path: path)) {
      try NotebookFile.write(self.new, to: path, expecting: Array("older".utf8))
    }
    #expect(try NotebookFile.read(path) == old)
    #expect(try names == ["a.md"])
  }

  @Test("A missing file is made only when nothing is expected of it") func missing() throws {
    let path = folder + "/new.md"
    #expect(throws: NotebookError.notFound(path: path)) { try NotebookFile.read(path) }
    #expect(throws: NotebookError.notFound(path: path)) {
      try NotebookFile.write(self.new, to: path, expecting: [])
    }
    try NotebookFile.write(new, to: path, expecting: nil)
    #expect(try NotebookFile.read(path) == new)
    let below = folder + "/none/new.md"
    #expect(throws: NotebookError.notWritable(path: below, reason: "no such file or directory")) {
      try NotebookFile.write(self.new, to: below, expecting: nil)
    }
    let inside = path + "/new.md"
    #expect(throws: NotebookError.notFound(path: inside)) { try NotebookFile.read(inside) }
  }

  @Test("Folders, pipes and broken links have errors of their own") func notFiles() throws {
    let folder = self.folder
    #expect(throws: NotebookError.isDirectory(path: folder)) { try NotebookFile.read(folder) }
    #expect(throws: NotebookError.isDirectory(path: folder)) {
      try NotebookFile.write(self.new, to: folder, expecting: nil)
    }
    let pipe = folder + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: NotebookError.notAFile(path: pipe)) { try NotebookFile.read(pipe) }
    #expect(throws: NotebookError.notAFile(path: pipe)) {
      try NotebookFile.write(self.new, to: pipe, expecting: nil)
    }
    let loop = folder + "/loop"
    #expect(symlink("loop", loop) == 0)
    #expect(throws: NotebookError.self) { try NotebookFile.read(loop) }
    #expect(throws: NotebookError.self) {
      try NotebookFile.write(self.new, to: loop, expecting: nil)
    }
    #expect(try names == ["loop", "pipe"])
  }

  @Test("A write that fails half-way leaves the old file and no other") func halfWay() async throws
  {
    let path = try make("a.md")
    // A limit on the size of files stands in for a full disk. It holds for the whole process, so
    // another one gets it.
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      guard setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(1) }
      do throws(NotebookError) {
        try NotebookFile.write(
          [UInt8](repeating: 0x61, count: 1 << 20), to: path, expecting: Array("old".utf8))
        exit(2)
      } catch {
        exit(error == .notWritable(path: path, reason: "file too large") ? 0 : 3)
      }
    }
    #expect(try NotebookFile.read(path) == old)
    #expect(try names == ["a.md"])
  }

  @Test("What may not be written is not", .enabled(if: geteuid() != 0)) func readOnly() throws {
    let path = try make("a.md")
    chmod(path, 0o400)
    let denied = NotebookError.notWritable(path: path, reason: "permission denied")
    #expect(throws: denied) { try NotebookFile.write(self.new, to: path, expecting: self.old) }
    chmod(path, 0o600)
    chmod(folder, 0o500)
    #expect(throws: denied) { try NotebookFile.write(self.new, to: path, expecting: self.old) }
    chmod(folder, 0o700)
    chmod(path, 0)
    #expect(throws: NotebookError.notReadable(path: path, reason: "permission denied")) {
      try NotebookFile.read(path)
    }
    chmod(path, 0o600)
    #expect(try NotebookFile.read(path) == old)
  }

  @Test(
    "Errors are sentences",
    arguments: [
      (.notFound(path: "a"), "no such file: 'a'"),
      (.isDirectory(path: "a"), "'a' is a folder, not a notebook"),
      (.noSpace(path: "a"), "cannot write 'a': the disk is full; the file is as it was"),
      (.changedOnDisk(path: "a"), "'a' changed while it ran and was not overwritten; run it again"),
    ] as [(NotebookError, String)])
  func sentences(error: NotebookError, text: String) {
    #expect("\(error)" == text)
  }
}
