import Diagnostics
import Execution
import Glibc
import Notebooks

/// The packages of a notebook: those that its front matter names, and the one it lies in.
///
/// Nothing is read, fetched or built for a notebook whose cells import the toolchain's modules and
/// the runtime's only.
package struct NotebookPackages {
  package enum Progress: Sendable {
    /// A step of fetching or building, in the package manager's words.
    case step(packages: [String], String)
    /// Something that the reader should know although it goes on.
    case warning(String)
  }

  private let notebook: Notebook
  private let installation: Installation
  private let cache: PackageCache

  /// - Throws: what is missing on the machine
  package init(_ notebook: Notebook, cache: UnitCache) throws(PackagesError) {
    self.notebook = notebook
    do throws(ExecutionError) {
      installation = try Installation.current()
      self.cache = try PackageCache(in: cache)
    } catch {
      throw .execution(error)
    }
  }

  /// A package that is needed, and what of it.
  private struct Need {
    let source: Wrapper.Source
    /// `nil` for a repository that is not yet here.
    let folder: PackageFolder?
    var products: [String]
  }

  /// The packages that the cells import, built unless they are.
  ///
  /// - Throws: why they cannot be had
  package func library(
    report: @escaping (Progress) -> Void = { _ in }
  ) throws(PackagesError) -> PackageLibrary {
    var wanted = importedModules
    var implied: String?
    if let article = DocumentationArticle(notebook.path) {
      implied = try article.module(in: cache)
      if let module = implied { wanted.insert(module) }
    }
    if wanted.isEmpty { return .none }
    var library = try library(of: wanted, report: report)
    if let implied, library != .none { library.imports = [implied] }
    return library
  }

  private func library(
    of wanted: Set<String>, report: @escaping (Progress) -> Void
  ) throws(PackagesError) -> PackageLibrary {
    var wanted = wanted
    var needs = try local(&wanted)
    let remote = repositories
    let isOptimized = notebook.frontMatter.optimize
    if !wanted.isEmpty, !remote.isEmpty {
      let all = needs.map(\.source) + remote.map(\.source)
      let wrapper = Wrapper(all, isOptimized: isOptimized, in: cache)
      let build = PackageBuild(wrapper, in: cache, report: report)
      let found = try self.remote(remote, build, &wanted)
      if !found.isEmpty {
        needs += found
        return try build.library(
          products(needs), locals: needs.compactMap(\.folder), pinned: pins(needs))
      }
    }
    if needs.isEmpty { return .none }
    let wrapper = Wrapper(needs.map(\.source), isOptimized: isOptimized, in: cache)
    return try PackageBuild(wrapper, in: cache, report: report).library(
      products(needs), locals: needs.compactMap(\.folder), pinned: pins(needs))
  }

  /// The files and folders on this machine that the packages which cells import are built from.
  package func inputs() throws(PackagesError) -> [String] {
    var wanted = importedModules
    if wanted.isEmpty { return [] }
    var folders: [PackageFolder] = []
    for need in try local(&wanted) {
      folders += try need.folder?.withLocalDependencies(in: cache) ?? []
    }
    return SourceFiles(of: folders).roots
  }

  /// The modules of the package that the notebook lies in, if no cell imports one of them.
  package func unusedModules() throws(PackagesError) -> [String] {
    guard let own = PackageFolder.enclosing(notebook.path),
      try DocumentationArticle(notebook.path)?.module(in: cache) == nil
    else { return [] }
    let manifest = try PackageFolder(own, in: cache).manifest
    var modules: [String] = []
    for name in manifest.libraries.flatMap(\.targets) {
      let module = PackageManifest.moduleName(name)
      if !modules.contains(module), !module.hasPrefix("_") { modules.append(module) }
    }
    let found = manifest.products(bringing: importedModules).modules
    return found.isEmpty ? modules : []
  }

  // MARK: What is imported

  /// The modules that cells import and that are neither the toolchain's nor the runtime's.
  private var importedModules: Set<String> {
    var modules = Set(notebook.frontMatter.imports)
    for cell in notebook.cells where cell.options.kind != .skip && cell.code.contains("import") {
      modules.formUnion(CellAnalysis(cell.code).imports.map(\.module))
    }
    let known = ImportableModules(cache.toolchain, installation)
    return modules.filter { !known.contains($0) }
  }

  // MARK: Where it comes from

  private func local(_ wanted: inout Set<String>) throws(PackagesError) -> [Need] {
    var needs: [Need] = []
    var seen: Set<String> = []
    for reference in notebook.frontMatter.packages {
      guard case .path(let place) = reference.origin else { continue }
      let base = PackageReference.folder(of: reference.location.file)
      let path = place.hasPrefix("/") ? place : base + "/" + place
      guard let folder = resolved(path), access(folder + "/Package.swift", R_OK) == 0 else {
        throw .notFound(
          Diagnostic(
            .error, at: reference.location,
            "there is no package in '\(place)': it has no "
              + "Package.swift"))
      }
      guard seen.insert(folder).inserted else { continue }
      let package = try PackageFolder(folder, in: cache)
      let found = try products(of: package.manifest, reference, bringing: &wanted)
      if !found.isEmpty {
        needs.append(Need(source: .folder(folder), folder: package, products: found))
      }
    }
    if !wanted.isEmpty, let own = PackageFolder.enclosing(notebook.path),
      seen.insert(own).inserted
    {
      let package = try PackageFolder(own, in: cache)
      let found = try products(of: package.manifest, nil, bringing: &wanted)
      if !found.isEmpty {
        needs.append(Need(source: .folder(own), folder: package, products: found))
      }
    }
    return needs
  }

  private var repositories: [(source: Wrapper.Source, reference: PackageReference)] {
    notebook.frontMatter.packages.compactMap { reference in
      guard case .url(let url, let requirement) = reference.origin else { return nil }
      return (.repository(url, requirement), reference)
    }
  }

  private func remote(
    _ repositories: [(source: Wrapper.Source, reference: PackageReference)],
    _ build: PackageBuild, _ wanted: inout Set<String>
  ) throws(PackagesError) -> [Need] {
    let checkouts = try build.checkouts(of: repositories.map(\.source))
    var needs: [Need] = []
    for (source, reference) in repositories {
      guard let checkout = checkouts[source.identity] else { continue }
      let package = try PackageFolder(checkout, in: cache)
      let found = try products(of: package.manifest, reference, bringing: &wanted)
      if !found.isEmpty { needs.append(Need(source: source, folder: nil, products: found)) }
    }
    return needs
  }

  /// The products to link: those that the reference names, or those that bring a module.
  private func products(
    of manifest: PackageManifest, _ reference: PackageReference?, bringing wanted: inout Set<String>
  ) throws(PackagesError) -> [String] {
    let named = reference?.products ?? []
    let libraries = manifest.libraries.map(\.name)
    if let reference, let unknown = named.first(where: { !libraries.contains($0) }) {
      let known =
        libraries.isEmpty ? "it has none" : "it has " + libraries.joined(separator: ", ")
      throw .notFound(
        Diagnostic(
          .error, at: reference.location,
          "the package '\(manifest.name)' has no library product '\(unknown)'; \(known)"))
    }
    let (names, modules) = manifest.products(
      bringing: wanted, among: named.isEmpty ? nil : Set(named))
    wanted.subtract(modules)
    return names.isEmpty || named.isEmpty ? names : named
  }

  private func products(_ needs: [Need]) -> [String: [String]] {
    Dictionary(needs.map { ($0.source.identity, $0.products) }) { $0 + $1 }
  }

  /// The versions that the notebook's own package goes by.
  private func pins(_ needs: [Need]) -> String? {
    needs.lazy.compactMap(\.folder).map { $0.path + "/Package.resolved" }
      .first { access($0, R_OK) == 0 }
  }
}

extension PackageReference {
  /// The folder of the file that names a package: relative paths start there.
  package static func folder(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }
}
