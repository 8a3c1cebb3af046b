import Glibc

/// Notebooks on disk.
package enum NotebookFile {
  /// The content of the file at `path`, through symbolic links.
  ///
  /// - Throws: `notFound`, `isDirectory`, `notAFile` or `notReadable`
  package static func read(_ path: String) throws(NotebookError) -> [UInt8] {
    // A pipe without a writer would otherwise never open.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isDirectory(path: path)
    default: throw .notAFile(path: path)
    }
    return try read(descriptor, path, sizeHint: Int(status.st_size))
  }

  /// Replaces the content of the file at `path` in one step: a reader sees the old or the new file,
  /// and after a failure the old one is as it was.
  ///
  /// A symbolic link stays and its target is written; permissions survive, and owner and group
  /// where the process may set them. A file with further hard links is cut off from them.
  ///
  /// - Parameter old: the content the file must still have; `nil` writes in any case and makes a
  ///   missing file
  /// - Throws: `changedOnDisk`, `noSpace`, `notWritable`, and what `read(_:)` throws
  package static func write(
    _ bytes: [UInt8], to path: String, expecting old: [UInt8]?
  ) throws(NotebookError) {
    let target = try resolved(path, mayBeMissing: old == nil)
    if let old, try read(target) != old { throw .changedOnDisk(path: path) }
    if bytes == old { return }
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists {
      if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(path: path) }
      if status.st_mode & S_IFMT != S_IFREG { throw .notAFile(path: path) }
      // Renaming asks only for permission to write the folder.
      if access(target, W_OK) != 0 { throw unwritable(path, errno) }
    }
    let temporary = try TemporaryFile(besides: target, for: path)
    do throws(NotebookError) {
      try temporary.fill(with: bytes, like: exists ? status : nil)
      if let old, try read(target) != old { throw .changedOnDisk(path: path) }
      try temporary.rename(to: target)
    } catch {
      temporary.remove()
      throw error
    }
  }

  private static func read(
    _ descriptor: Int32, _ path: String, sizeHint: Int
  ) throws(NotebookError) -> [UInt8] {
    var bytes: [UInt8] = []
    var isAtEnd = false
    var failure: Int32 = 0
    while !isAtEnd, failure == 0 {
      // A file is read at once, and once more to see its end; a growing one in more pieces.
      let room = max(sizeHint - bytes.count, 0) + 4096
      let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room, !isAtEnd, failure == 0 {
          let result = Glibc.read(descriptor, buffer.baseAddress! + count, room - count)
          if result < 0, errno != EINTR { failure = errno }
          isAtEnd = result == 0
          count += max(result, 0)
        }
      }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    if failure != 0 { throw unreadable(path, failure) }
    return bytes
  }

  /// The path behind all symbolic links.
  private static func resolved(
    _ path: String, mayBeMissing: Bool
  ) throws(NotebookError) -> String {
    guard let resolved = realpath(path, nil) else {
      if mayBeMissing, errno == ENOENT { return path }
      throw unreadable(path, errno)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func unreadable(_ path: String, _ code: Int32) -> NotebookError {
    switch code {
    case ENOENT, ENOTDIR: .notFound(path: path)
    case EISDIR: .isDirectory(path: path)
    default: .notReadable(path: path, reason: reason(code))
    }
  }

  static func unwritable(_ path: String, _ code: Int32) -> NotebookError {
    switch code {
    case ENOSPC, EDQUOT: .noSpace(path: path)
    default: .notWritable(path: path, reason: reason(code))
    }
  }

  private static func reason(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
