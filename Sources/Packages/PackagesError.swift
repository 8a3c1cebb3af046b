import Diagnostics
import Execution

/// Why the packages of a notebook cannot be had; nothing that the notebook's cells could help.
package enum PackagesError: Error, Sendable {
  /// The front matter names what is not there.
  case notFound(Diagnostic)
  /// What the package manager says: versions that do not go together, a repository out of reach, a
  /// manifest that does not compile.
  case unavailable(packages: [String], reason: String)
  /// The packages do not compile: the compiler's diagnostics in their own files, and what else was
  /// said.
  case broken(packages: [String], [Diagnostic], reason: String)
  case execution(ExecutionError)
}
