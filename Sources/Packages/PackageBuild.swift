import Diagnostics
import Execution
import Foundation

/// Builds a wrapper: one process at a time does, the others find what it made.
struct PackageBuild {
  private let wrapper: Wrapper
  private let cache: PackageCache
  private let report: (NotebookPackages.Progress) -> Void

  init(
    _ wrapper: Wrapper, in cache: PackageCache,
    report: @escaping (NotebookPackages.Progress) -> Void
  ) {
    (self.wrapper, self.cache, self.report) = (wrapper, cache, report)
  }

  private var packages: [String] { wrapper.sources.map(\.identity) }

  /// So often sources may change while they are built.
  private static let attempts = 3

  /// The library with the products, of the packages as they are now.
  ///
  /// - Parameters:
  ///   - products: names by the identity of their package
  ///   - locals: the packages that are no repositories
  ///   - pinned: the versions to build with, where one of the packages says them
  func library(
    _ products: [String: [String]], locals: [PackageFolder], pinned: String?
  ) throws(PackagesError) -> PackageLibrary {
    var folders: [PackageFolder] = []
    for folder in locals { folders += try folder.withLocalDependencies(in: cache) }
    let files = SourceFiles(of: folders)
    let entries = PackageEntries(wrapper, products: wrapper.manifest(products), in: cache)
    if let library = entries.current(files) { return library }
    return try locked { () throws(PackagesError) in
      for _ in 0..<Self.attempts {
        if let library = entries.current(files) { return library }
        let stamp = files.stamp
        if let library = try entries.known(files, stamp: stamp) { return library }
        try wrapper.write(products)
        try build(pinned: pinned)
        if files.stamp == stamp { return try entries.add(files, stamp: stamp) }
      }
      throw .unavailable(packages: packages, reason: "their sources change while they are built")
    }
  }

  /// Where the working copies of repositories lie, by the identity of their package.
  func checkouts(of sources: [Wrapper.Source]) throws(PackagesError) -> [String: String] {
    let wanted = sources.map(\.identity)
    func all() -> [String: String]? {
      let found = WorkspaceState(in: wrapper.build).checkouts
      return wanted.allSatisfy { found[$0] != nil } ? found : nil
    }
    if let found = all() { return found }
    return try locked { () throws(PackagesError) in
      if let found = all() { return found }
      try wrapper.write([:])
      try swift(["package", "resolve"])
      return WorkspaceState(in: wrapper.build).checkouts
    }
  }

  private func locked<Result>(
    _ body: () throws(PackagesError) -> Result
  ) throws(PackagesError) -> Result {
    do throws(ExecutionError) {
      try makeFolder(wrapper.folder)
    } catch {
      throw .execution(error)
    }
    var lock = FileLock(wrapper.lock, waits: false)
    if lock == nil {
      report(.step(packages: packages, "waiting for another notebook that builds it"))
      lock = FileLock(wrapper.lock, waits: true)
    }
    guard let lock else {
      throw .execution(.system("cannot lock '\(wrapper.lock)'", errno: errno))
    }
    defer { lock.release() }
    return try body()
  }

  private func build(pinned: String?) throws(PackagesError) {
    cache.sweep()
    let arguments = [
      "build", "--product", Wrapper.module, "-c", wrapper.configuration, "--build-system", "native",
      "--disable-index-store",
    ]
    let pins = Pins(wrapper, of: pinned)
    guard pins.areNew else { return try swift(arguments) }
    pins.take()
    do throws(PackagesError) {
      try swift(arguments)
    } catch {
      // Only a failure to get the versions is one of theirs.
      guard case .unavailable(_, let reason) = error else { throw error }
      pins.refuse()
      report(
        .warning(
          "the versions in '\(pinned ?? "")' cannot be had, so others are used: "
            + (reason.split(separator: "\n").first.map(String.init) ?? "")))
      try swift(arguments)
    }
  }

  private func swift(_ arguments: [String]) throws(PackagesError) {
    report(.step(packages: packages, ""))
    let places = ["--package-path", wrapper.folder, "--scratch-path", wrapper.build]
    let run = try SwiftPM(toolchain: cache.toolchain).run(arguments + places) { line in
      // What is done, and how much of how much; errors are told at the end.
      if line.hasPrefix("[") || line.contains("etching ") || line.contains("loning ") {
        report(.step(packages: packages, line))
      }
    }
    if run.isSuccess { return }
    let messages = BuildMessages(run.lines)
    // Once the package manager compiles, the versions are found.
    let hasBegun = run.lines.contains { $0.hasPrefix("Building for") }
    guard hasBegun || !messages.diagnostics.isEmpty else {
      throw .unavailable(packages: packages, reason: messages.reason)
    }
    throw .broken(packages: packages, messages.diagnostics, reason: messages.reason)
  }
}

/// What the package manager knows about the packages that it fetched.
private struct WorkspaceState {
  /// Folders by the identity of their package.
  private(set) var checkouts: [String: String] = [:]

  private struct File: Decodable {
    struct Content: Decodable { let dependencies: [Dependency] }
    struct Dependency: Decodable {
      struct Reference: Decodable { let identity: String }
      struct State: Decodable { let name: String }
      let packageRef: Reference
      let subpath: String
      let state: State
    }
    let object: Content
  }

  init(in build: String) {
    guard let data = FileManager.default.contents(atPath: build + "/workspace-state.json"),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return }
    for dependency in file.object.dependencies
    where dependency.state.name == "sourceControlCheckout" {
      checkouts[dependency.packageRef.identity] = "\(build)/checkouts/\(dependency.subpath)"
    }
  }
}
