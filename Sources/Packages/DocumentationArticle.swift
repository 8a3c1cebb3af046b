import Execution

/// A document of a DocC catalog in the sources of a target: it is about that target's module, which
/// its code hardly ever imports.
struct DocumentationArticle {
  private let package: String
  /// The folder that holds the catalog, from the package's root.
  private let folder: String

  /// - Returns: `nil` for a document that is in no catalog or in no package
  init?(_ path: String) {
    guard let path = resolved(path), let catalog = path.firstRange(of: ".docc/"),
      let slash = path[..<catalog.lowerBound].lastIndex(of: "/"),
      let package = PackageFolder.enclosing(path), path[..<slash].hasPrefix(package + "/")
    else { return nil }
    self.package = package
    folder = String(path[..<slash].dropFirst(package.utf8.count + 1))
  }

  /// The module, if a library product brings it.
  func module(in cache: PackageCache) throws(PackagesError) -> String? {
    let manifest = try PackageFolder(package, in: cache).manifest
    // A target without a folder of its own has all of `Sources`; the nearest folder counts.
    let places = manifest.targets.filter { !$0.isTest }.flatMap { target in
      target.folders.filter { folder == $0 || folder.hasPrefix($0 + "/") }
        .map { (module: target.module, length: $0.utf8.count) }
    }
    guard let module = places.max(by: { $0.length < $1.length })?.module else { return nil }
    return manifest.products(bringing: [module]).names.isEmpty ? nil : module
  }
}
