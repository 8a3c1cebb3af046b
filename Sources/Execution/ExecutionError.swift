import Glibc

/// Why cells cannot be compiled or run at all: a fault of the machine or of the tool, not of a
/// notebook.
package enum ExecutionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A program, library or folder that is needed is not there.
  case missing(String, remedy: String)
  /// A system call failed.
  case system(String, errno: Int32)
  /// Something that cannot happen did.
  case fault(String)

  package var description: String {
    switch self {
    case .missing(let what, let remedy): "\(what) is missing; \(remedy)"
    case .system(let what, let number): "\(what): \(String(cString: strerror(number)))"
    case .fault(let what): what
    }
  }
}
