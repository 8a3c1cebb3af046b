import Execution
import Glibc

/// The files that a package is built from: its manifests, and what lies in the folders of its
/// targets but for tests, hidden files and DocC's articles.
///
/// Two hashes tell one state from another. The stamp is made of sizes and times and costs one system
/// call a file; the content is read only when the stamp is new.
struct SourceFiles {
  /// The manifests, and the folders of targets.
  let roots: [String]
  private let paths: [String]

  /// - Parameter folders: the packages on this machine that are built together
  init(of folders: [PackageFolder]) {
    roots = Set(folders.flatMap(SourceFiles.roots)).sorted()
    var paths: Set<String> = []
    for root in roots { SourceFiles.collect(root, into: &paths) }
    self.paths = paths.sorted()
  }

  var stamp: ContentHash {
    ContentHash(
      paths.map { path in
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        let time = status.st_mtim
        return "\(path) \(status.st_size) \(status.st_ino) \(time.tv_sec).\(time.tv_nsec)"
      }.joined(separator: "\n"))
  }

  var content: ContentHash {
    ContentHash(
      paths.map { path in
        "\(path) \(ContentHash((try? readFile(path)) ?? ""))"
      }.joined(separator: "\n"))
  }

  private static func roots(of folder: PackageFolder) -> [String] {
    let manifests = folderEntries(folder.path).filter(PackageFolder.isManifest)
    let targets = folder.manifest.targets.filter { !$0.isTest }.compactMap { target in
      // Only one of the folders that it may lie in is there, unless a package has one target alone.
      target.folders.first { access(folder.path + "/" + $0, F_OK) == 0 }
    }
    return (manifests + ["Package.resolved"] + targets).map { folder.path + "/" + $0 }
  }

  private static func collect(_ path: String, into paths: inout Set<String>) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      paths.insert(path)
      return
    }
    for name in folderEntries(path) where !name.hasPrefix(".") && !name.hasSuffix(".docc") {
      collect(path + "/" + name, into: &paths)
    }
  }
}
