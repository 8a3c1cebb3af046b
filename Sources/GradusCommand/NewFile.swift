import Glibc
import Notebooks

/// A file that a command makes, and that takes the place of another one only when asked to.
struct NewFile {
  let path: String
  /// Whether a file of that name is replaced.
  let force: Bool

  struct Exists: Error, CustomStringConvertible {
    let path: String

    var description: String { "'\(path)' is there already; --force replaces it" }
  }

  /// The file beside another one, with another ending.
  static func path(besides file: String, ending: String) -> String {
    let name = file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex
    guard let point = file[name...].lastIndex(of: "."), point > name else {
      return file + "." + ending
    }
    return file[..<point] + "." + ending
  }

  /// - Throws: `Exists` where something of that name is there and need not be replaced
  func check() throws {
    var status = stat()
    if !force, lstat(path, &status) == 0 { throw Exists(path: path) }
  }

  func write(_ bytes: [UInt8]) throws {
    try check()
    try NotebookFile.write(bytes, to: path, expecting: nil)
  }
}
