import Execution
import Notebooks

/// A package of ours that depends on those that notebooks import, and makes one dynamic library of
/// all their products, so that every cell sees one copy of each type.
struct Wrapper {
  /// A package as the wrapper depends on it.
  enum Source: Hashable {
    case folder(String)
    case repository(String, PackageReference.Requirement)

    var identity: String {
      switch self {
      case .folder(let path): PackageFolder.identity(of: path)
      case .repository(let url, _): PackageFolder.identity(of: url)
      }
    }

    fileprivate var declaration: String {
      switch self {
      case .folder(let path): ".package(path: \(quoted(path)))"
      case .repository(let url, let requirement):
        ".package(url: \(quoted(url)), \(requirement.argument))"
      }
    }
  }

  static let module = "GradusNotebookPackages"

  let folder: String
  let sources: [Source]
  let isOptimized: Bool

  init(_ sources: [Source], isOptimized: Bool, in cache: PackageCache) {
    self.sources = sources.sorted { $0.declaration < $1.declaration }
    self.isOptimized = isOptimized
    let key = ContentHash(
      cache.toolchain.identity, isOptimized ? "release" : "debug",
      self.sources.map(\.declaration).joined(separator: "\n"))
    folder = cache.wrappers + "/\(key)"
  }

  var build: String { folder + "/build" }
  var entries: String { folder + "/entries" }
  var lock: String { folder + "/lock" }
  var pins: String { folder + "/Package.resolved" }
  /// Where the package manager puts what it makes.
  var products: String { build + "/" + configuration }
  var configuration: String { isOptimized ? "release" : "debug" }

  /// The manifest with these products, by the identity of their package.
  func manifest(_ products: [String: [String]]) -> String {
    let dependencies = sources.map { "    \($0.declaration),\n" }.joined()
    let used = products.sorted { $0.key < $1.key }.flatMap { identity, names in
      names.sorted().map {
        "      .product(name: \(quoted($0)), package: \(quoted(identity))),\n"
      }
    }.joined()
    return """
      // swift-tools-version: 5.9
      import PackageDescription

      let package = Package(
        name: "gradus-notebook-packages",
        products: [
          .library(name: "\(Self.module)", type: .dynamic, targets: ["\(Self.module)"])
        ],
        dependencies: [
      \(dependencies)  ],
        targets: [
          .target(name: "\(Self.module)", dependencies: [
      \(used)    ])
        ]
      )

      """
  }

  /// Writes what differs: a file that is rewritten as it was would be compiled again.
  func write(_ products: [String: [String]]) throws(PackagesError) {
    do throws(ExecutionError) {
      let sources = folder + "/Sources/\(Self.module)"
      try makeFolder(sources)
      try makeFolder(entries)
      for (path, text) in [
        (folder + "/Package.swift", manifest(products)),
        (sources + "/Empty.swift", "// The library is made of what this package depends on.\n"),
      ] where (try? readFile(path)) != text {
        try writeFile(path, text)
      }
    } catch {
      throw .execution(error)
    }
  }
}

extension PackageReference.Requirement {
  fileprivate var argument: String {
    switch self {
    case .from(let version): "from: \(quoted(version))"
    case .exact(let version): "exact: \(quoted(version))"
    case .branch(let name): "branch: \(quoted(name))"
    case .revision(let name): "revision: \(quoted(name))"
    }
  }
}

private func quoted(_ text: String) -> String { swiftLiteral(text) }
