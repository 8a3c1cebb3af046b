/// The Swift packages that the cells of a notebook import, built to one dynamic library: what the
/// compiler, the worker and the cache have to know about them.
package struct PackageLibrary: Hashable, Sendable {
  /// Tells what it was built from, so that cells compiled against another build are not taken.
  package let identity: String
  /// Where the compiler finds modules, module maps of C targets and macros.
  package let arguments: [String]
  /// What the worker loads before the first cell; cells find their symbols there.
  package let libraries: [String]
  /// The operators and precedence groups that each module declares, in Swift.
  ///
  /// They do not pass from module to module, so the chain repeats those of modules in use.
  package let operators: [String: [String]]
  /// Modules that cells see without importing them.
  package var imports: [String] = []

  package init(
    identity: String, arguments: [String], libraries: [String], operators: [String: [String]]
  ) {
    self.identity = identity
    self.arguments = arguments
    self.libraries = libraries
    self.operators = operators
  }

  /// Where the modules of the packages lie.
  var moduleFolders: [String] {
    arguments.indices.dropFirst().filter { arguments[$0 - 1] == "-I" }.map { arguments[$0] }
  }

  /// No packages at all.
  package static let none = PackageLibrary(
    identity: "", arguments: [], libraries: [], operators: [:])
}
