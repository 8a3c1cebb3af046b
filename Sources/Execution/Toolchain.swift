import Glibc

/// The Swift toolchain that compiles cells: the one whose SwiftParser this process has loaded, so
/// the parser and the compiler always agree about the language.
package struct Toolchain: Sendable {
  /// The folder that holds `bin` and `lib`.
  package let root: String
  /// What tells one compiler from another: path, size and time of the frontend.
  package let identity: String

  package var frontend: String { root + "/bin/swift-frontend" }
  package var linker: String { root + "/bin/ld.lld" }
  package var symbolizer: String { root + "/bin/llvm-symbolizer" }
  package var plugins: String { root + "/lib/swift/host/plugins" }
  package var libraries: String { root + "/lib/swift/linux" }
  /// The object that registers an image's types and conformances with the Swift runtime.
  package var startObject: String { libraries + "/\(Toolchain.architecture)/swiftrt.o" }

  package static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      #error("Gradus runs on x86-64 and arm64")
    #endif
  }

  package static func current() throws(ExecutionError) -> Toolchain {
    let remedy = "install the Swift toolchain that gradus was built with"
    guard let library = parserLibrary else {
      throw .missing("the toolchain's SwiftParser library", remedy: remedy)
    }
    // ROOT/lib/swift/host/libSwiftParser.so
    let toolchain = Toolchain(
      root: library.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 })
    for file in [toolchain.frontend, toolchain.linker, toolchain.startObject]
    where access(file, R_OK) != 0 {
      throw .missing("'\(file)'", remedy: remedy)
    }
    return toolchain
  }

  /// The compiler's own line about itself.
  package func version() throws(ExecutionError) -> String {
    let cache = try UnitCache.standard()
    let folder = try cache.temporaryFolder()
    defer { removeTree(folder) }
    let run = try Subprocess.run(frontend, ["-version"], outputFile: folder + "/version")
    guard run.succeeded, let line = run.output.split(separator: "\n").first else {
      throw .missing(
        "a library that '\(frontend)' needs", remedy: "see what it says: \(run.output)")
    }
    return String(line)
  }

  private init(root: String) {
    self.root = root
    identity = fileIdentity(root + "/bin/swift-frontend")
  }

  /// Where the parser's library was loaded from.
  private static let parserLibrary: String? = {
    guard let maps = try? readFile("/proc/self/maps") else { return nil }
    for line in maps.split(separator: "\n") where line.hasSuffix("/libSwiftParser.so") {
      return line.firstIndex(of: "/").map { String(line[$0...]) }
    }
    return nil
  }()
}
