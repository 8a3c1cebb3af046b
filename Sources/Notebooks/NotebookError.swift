/// Why a notebook could not be read or written.
package enum NotebookError: Error, Hashable, Sendable, CustomStringConvertible {
  case notFound(path: String)
  case isDirectory(path: String)
  /// Neither a file nor a folder, such as a pipe or a device.
  case notAFile(path: String)
  case notReadable(path: String, reason: String)
  case notWritable(path: String, reason: String)
  case noSpace(path: String)
  /// The file no longer holds the bytes that were read.
  case changedOnDisk(path: String)
  /// An image, or the folder of images, is somewhere else.
  case symbolicLink(path: String)
  /// The notebook has errors, so its outputs have no certain place.
  case malformed(path: String)
  /// The output of the cell with the index `cell`, whose fence opens at `line`, would change the notebook's cells or would
  /// not read back the same.
  case unrecordable(path: String, line: Int, cell: Int)

  /// What was to be written into or above the cell whose fence opens at `line` would not read back.
  case unadoptable(path: String, line: Int)

  package var description: String {
    switch self {
    case .notFound(let path):
      "no such file: '\(path)'"
    case .isDirectory(let path):
      "'\(path)' is a folder, not a notebook"
    case .notAFile(let path):
      "'\(path)' is not a regular file"
    case .notReadable(let path, let reason):
      "cannot read '\(path)': \(reason)"
    case .notWritable(let path, let reason):
      "cannot write '\(path)': \(reason)"
    case .noSpace(let path):
      "cannot write '\(path)': the disk is full; the file is as it was"
    case .changedOnDisk(let path):
      "'\(path)' changed while it ran and was not overwritten; run it again"
    case .symbolicLink(let path):
      "'\(path)' is a symbolic link; images are kept in files and folders of their own"
    case .malformed(let path):
      "'\(path)' is malformed; no outputs were recorded"
    case .unadoptable(let path, let line):
      "\(path):\(line): this cannot be changed without changing what the file says elsewhere"
    case .unrecordable(let path, let line, _):
      "\(path):\(line): the output of this cell cannot be recorded: in Markdown it would swallow "
        + "what follows or read back as something else"
    }
  }
}
