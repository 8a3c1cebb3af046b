import Glibc

/// A file that a state is read from, or written to beside the one that it then replaces.
final class StateFile {
  /// The number of bytes of a file that is read.
  let length: Int
  private let path: String
  private let writtenPath: String?
  private let descriptor: Int32
  private var isFinished = false

  init(reading path: String) throws(SafetensorsError) {
    // A pipe is refused below; waiting for its other end would never get there.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0 { throw Self.failure(path) }
    var status = stat()
    if fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG {
      close(descriptor)
      throw .file(path: path, reason: "not a regular file")
    }
    self.path = path
    writtenPath = nil
    self.descriptor = descriptor
    length = Int(status.st_size)
  }

  init(writing path: String) throws(SafetensorsError) {
    // What replaces a link would leave the file that it points to as it is.
    let resolved = realpath(path, nil)
    self.path = resolved.map { String(cString: $0) } ?? path
    free(resolved)
    let temporary = "\(self.path).\(getpid()).partial"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw Self.failure(path) }
    writtenPath = temporary
    self.descriptor = descriptor
    length = 0
  }

  deinit {
    close(descriptor)
    if let writtenPath, !isFinished { unlink(writtenPath) }
  }

  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(SafetensorsError) {
    var place = 0
    while place < bytes.count {
      let count = pread(
        descriptor, bytes.baseAddress! + place, bytes.count - place, off_t(offset + place))
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw Self.failure(path) }
      if count == 0 { throw .file(path: path, reason: "the file became shorter while it was read") }
      place += count
    }
  }

  func bytes(_ count: Int, at offset: Int) throws(SafetensorsError) -> [UInt8] {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { room.deallocate() }
    try read(room, at: offset)
    return Array(room)
  }

  func write(_ bytes: [UInt8]) throws(SafetensorsError) {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { room.deallocate() }
    room.copyBytes(from: bytes)
    try write(UnsafeRawBufferPointer(room))
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(SafetensorsError) {
    var place = 0
    while place < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + place, bytes.count - place)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw Self.failure(path) }
      place += count
    }
  }

  /// Puts the written file in its place.
  func finish() throws(SafetensorsError) {
    guard let writtenPath else { return }
    if rename(writtenPath, path) != 0 { throw Self.failure(path) }
    isFinished = true
  }

  private static func failure(_ path: String) -> SafetensorsError {
    .file(path: path, reason: "[Errno \(errno)] \(String(cString: strerror(errno)))")
  }
}
