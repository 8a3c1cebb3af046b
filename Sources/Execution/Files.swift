import Glibc

/// The content of a file as text; invalid UTF-8 is repaired.
package func readFile(_ path: String) throws(ExecutionError) -> String {
  String(decoding: try readBytes(path), as: UTF8.self)
}

package func readBytes(_ path: String) throws(ExecutionError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .system("cannot open '\(path)'", errno: errno) }
  defer { close(descriptor) }
  return readToEnd(descriptor)
}

/// Everything a descriptor has to give.
func readToEnd(_ descriptor: Int32) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 {
      bytes.append(contentsOf: chunk[..<count])
    } else if count == 0 || errno != EINTR {
      return bytes
    }
  }
}

package func writeFile(_ path: String, _ text: String) throws(ExecutionError) {
  try writeFile(path, Array(text.utf8))
}

package func writeFile(_ path: String, _ bytes: [UInt8]) throws(ExecutionError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw .system("cannot write '\(path)'", errno: errno) }
  defer { close(descriptor) }
  guard writeAll(bytes, to: descriptor) else {
    throw .system("cannot write '\(path)'", errno: errno)
  }
}

/// Writes all the bytes, however often that takes.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// Makes a folder and those above it, for the owner alone.
package func makeFolder(_ path: String) throws(ExecutionError) {
  if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
    throw .system("cannot make the folder '\(path)'", errno: errno)
  }
  try makeFolder(String(path[..<slash]))
  guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
    throw .system("cannot make the folder '\(path)'", errno: errno)
  }
}

/// Removes a file, or a folder with all that is in it; symbolic links are not followed.
package func removeTree(_ path: String) {
  if unlink(path) == 0 { return }
  for name in folderEntries(path) { removeTree(path + "/" + name) }
  rmdir(path)
}

/// The names in a folder, in no order; none where it cannot be read.
package func folderEntries(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

/// Path, size and time of a file: what changes when it is built anew.
package func fileIdentity(_ path: String) -> String {
  var status = stat()
  guard stat(path, &status) == 0 else { return path }
  return "\(path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
}

/// The file or folder itself, links followed.
package func resolved(_ path: String) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(cString: real)
}

/// A pipe that no program inherits by chance. The C library's module does not show it to Swift.
@_silgen_name("pipe2")
package func pipe2(_ ends: UnsafeMutablePointer<Int32>, _ flags: Int32) -> Int32
