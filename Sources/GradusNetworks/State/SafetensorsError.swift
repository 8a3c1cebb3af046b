/// A file that is not one of the safetensors format, or that cannot be read or written.
public enum SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be read or written: what the system says.
  case file(path: String, reason: String)
  /// The file is not of the format, or holds what Gradus has no type for.
  case format(path: String, problem: String)
  /// A state that cannot be written so that it is read back.
  case content(String)

  /// What is wrong.
  public var description: String {
    switch self {
    case .file(let path, let reason): "\(reason): '\(path)'"
    case .format(let path, let problem): "'\(path)' is not a safetensors file: \(problem)"
    case .content(let problem): problem
    }
  }
}

/// What is wrong with the text of a header.
struct HeaderFault: Error {
  let problem: String
}
