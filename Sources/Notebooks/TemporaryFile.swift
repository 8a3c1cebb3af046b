import Glibc

/// A file that takes the place of another one once it is complete.
struct TemporaryFile {
  private let descriptor: Int32
  private let name: String
  private let folder: String
  /// The path for messages.
  private let path: String

  /// Makes an empty file in the folder of `target`, so that renaming does not copy.
  init(besides target: String, for path: String) throws(NotebookError) {
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    folder = slash.map { String(target[...$0]) } ?? "./"
    TemporaryFile.sweep(folder)
    var name: String
    var descriptor: Int32
    repeat {
      name =
        folder + TemporaryFile.prefix + "\(getpid())-"
        + String(UInt64.random(in: 0...UInt64.max), radix: 36)
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    } while descriptor < 0 && (errno == EEXIST || errno == EINTR)
    guard descriptor >= 0 else { throw NotebookFile.unwritable(path, errno) }
    self.descriptor = descriptor
    self.name = name
    self.path = path
  }

  private static let prefix = ".gradus-"

  /// Removes what killed processes have left in the folder.
  ///
  /// Only what is older than a minute: a process of another machine, which shares the folder, cannot
  /// be asked whether it lives.
  private static func sweep(_ folder: String) {
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(prefix),
        let process = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      var status = stat()
      if lstat(folder + name, &status) == 0, status.st_mtim.tv_sec < time(nil) - 60 {
        unlink(folder + name)
      }
    }
  }

  /// Writes the bytes through to the disk and closes the file.
  ///
  /// - Parameter status: the file whose permissions and owner to take on; `nil` for those of a new
  ///   file
  func fill(with bytes: [UInt8], like status: stat?) throws(NotebookError) {
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      if count < 0, errno != EINTR { throw NotebookFile.unwritable(path, errno) }
      written += max(count, 0)
    }
    var mode: mode_t
    if let status {
      // Changing the owner clears bits of the mode, so it comes first; only root may give files
      // away, and for others the file becomes their own, as with any editor.
      if fchown(descriptor, status.st_uid, status.st_gid) != 0 {
        _ = fchown(descriptor, uid_t.max, status.st_gid)
      }
      mode = status.st_mode & 0o7777
    } else {
      mode = umask(0)
      umask(mode)
      mode = 0o666 & ~mode
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
      throw NotebookFile.unwritable(path, errno)
    }
  }

  func rename(to target: String) throws(NotebookError) {
    guard Glibc.rename(name, target) == 0 else { throw NotebookFile.unwritable(path, errno) }
    // The new name is on the disk only when the folder is; not every file system can say so.
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  func remove() { unlink(name) }
}
