/// What keeps a preview from working.
package enum PreviewError: Error, Hashable, CustomStringConvertible {
  /// The system watches no more files.
  case watching(reason: String)
  case portInUse(UInt16)
  case listening(reason: String)
  /// What the server keeps between starts cannot be written.
  case storing(path: String, reason: String)

  package var description: String {
    switch self {
    case .watching(let reason): "cannot watch files: \(reason)"
    case .portInUse(let port):
      "port \(port) is in use; --port takes another one, and 0 any that is free"
    case .listening(let reason): "cannot listen for browsers: \(reason)"
    case .storing(let path, let reason): "cannot write '\(path)': \(reason)"
    }
  }
}
