import Glibc
import Notebooks

/// Reads files that an editor may be writing at the moment.
package enum SettledFile {
  /// How long a file may stay empty, or change while it is read, before it is taken as it is.
  private static let patience = 30

  /// The content of a file, not in the middle of a save: a file that has just been cut off, or that
  /// changes while it is read, is read again a little later.
  ///
  /// - Throws: what `NotebookFile.read(_:)` throws
  package static func read(_ path: String) throws(NotebookError) -> [UInt8] {
    var tries = 0
    while true {
      let before = FileIdentity(path)
      let bytes = try NotebookFile.read(path)
      tries += 1
      if tries > patience || !bytes.isEmpty && FileIdentity(path) == before { return bytes }
      usleep(5000)
    }
  }
}
