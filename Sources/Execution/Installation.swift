import Glibc

/// Where Gradus's own parts lie: beside the executable; for tests beside the build folder, in
/// `stage`, or where `GRADUS_HOME` says.
package struct Installation: Sendable {
  /// The folder with the worker, the runtime's library and its modules.
  package let home: String
  /// What tells one build of the runtime from another.
  package let identity: String

  private init(home: String) {
    self.home = home
    identity = fileIdentity(home + "/libGradusRuntime.so")
  }

  package var worker: String { home + "/gradus-worker" }
  /// The command with the server of previews.
  package var preview: String { home + "/gradus-preview" }
  package var runtime: String { home + "/libGradusRuntime.so" }
  /// The runtime's modules and nothing else: cells cannot import the tool's.
  package var modules: String { home + "/modules" }

  package static func current() throws(ExecutionError) -> Installation {
    var candidates: [String] = []
    if let home = getenv("GRADUS_HOME") { candidates.append(String(cString: home)) }
    if let executable = resolved("/proc/self/exe") {
      var folder = executable.split(separator: "/").dropLast()
      candidates.append("/" + folder.joined(separator: "/"))
      while let last = folder.last, !last.hasPrefix(".build") { folder.removeLast() }
      candidates.append("/" + folder.joined(separator: "/") + "/stage/lib/gradus")
    }
    for home in candidates {
      let installation = Installation(home: home)
      if access(installation.worker, X_OK) == 0, access(installation.modules, R_OK) == 0 {
        return installation
      }
    }
    throw .missing("the rest of Gradus, 'lib/gradus',", remedy: "run 'make' in its repository")
  }
}
