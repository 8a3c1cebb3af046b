import Glibc
import Notebooks
import Previews
import Rendering

/// What a server keeps between its starts, so that pages that are open find it again: its port and
/// token, for each notebook or folder in a file that its owner alone can read.
package struct ServerMemory: Sendable {
  package struct Identity: Hashable, Sendable {
    package let port: UInt16
    package let token: AccessToken

    package init(port: UInt16, token: AccessToken) { (self.port, self.token) = (port, token) }
  }

  private let file: String

  /// - Parameters:
  ///   - folder: one's own cache folder
  ///   - path: the notebook or folder that is shown, links resolved
  package init(folder: String, of path: String) {
    file = "\(folder)/previews/\(hexadecimal(SHA256.hash(Array(path.utf8))))"
  }

  /// - Returns: `nil` if there is nothing, or nothing that nobody else can have written or read
  package func recall() -> Identity? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & 0o077 == 0
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = read(descriptor, &bytes, bytes.count)
    let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .split { $0 == " " || $0 == "\n" }
    guard words.count == 2, let port = UInt16(words[0]), port > 0,
      let token = AccessToken(words[1])
    else { return nil }
    return Identity(port: port, token: token)
  }

  /// - Throws: `storing`
  package func keep(_ identity: Identity) throws(PreviewError) {
    let folder = String(file[..<file.lastIndex(of: "/")!])
    if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure }
    let temporary = "\(file).\(getpid())"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure }
    let bytes = Array("\(identity.port) \(identity.token.text)\n".utf8)
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    guard isWritten, rename(temporary, file) == 0 else {
      unlink(temporary)
      throw failure
    }
  }

  private var failure: PreviewError {
    .storing(path: file, reason: String(cString: strerror(errno)))
  }
}
