import Execution
import Foundation

/// A package on this machine, and what its manifest says.
struct PackageFolder {
  /// The absolute path, links followed.
  let path: String
  let manifest: PackageManifest

  /// What the package manager calls it.
  var identity: String { PackageFolder.identity(of: path) }

  /// The last part of a path or address in small letters, without `.git`.
  static func identity(of place: String) -> String {
    let last = place.split(separator: "/").last.map(String.init) ?? place
    return (last.hasSuffix(".git") ? String(last.dropLast(4)) : last).lowercased()
  }

  static func isManifest(_ name: String) -> Bool {
    name == "Package.swift" || name.hasPrefix("Package@swift-") && name.hasSuffix(".swift")
  }

  /// The nearest folder with a manifest that holds the file or folder, or is it.
  static func enclosing(_ path: String) -> String? {
    guard var folder = resolved(path)?[...] else { return nil }
    while true {
      if FileManager.default.fileExists(atPath: folder + "/Package.swift") { return String(folder) }
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = folder[..<slash]
    }
  }

  /// Reads a manifest, which is a program that has to be compiled and run; what it printed is kept.
  init(_ path: String, in cache: PackageCache) throws(PackagesError) {
    self.path = path
    let names = folderEntries(path).filter(PackageFolder.isManifest).sorted()
    let texts = names.map { $0 + "\n" + ((try? readFile(path + "/" + $0)) ?? "") }
    let key = ContentHash(cache.toolchain.identity, path, texts.joined(separator: "\n"))
    let kept = cache.manifests + "/\(key).json"
    if let manifest = PackageFolder.decode((try? readFile(kept)) ?? "") {
      self.manifest = manifest
      return
    }
    let arguments = [
      "package", "dump-package", "--package-path", path, "--scratch-path",
      cache.manifests + "/scratch",
    ]
    let package = SwiftPM(toolchain: cache.toolchain)
    let run = try package.run(arguments, separatesErrors: true)
    let text = run.lines.joined(separator: "\n")
    guard run.isSuccess, let manifest = PackageFolder.decode(text) else {
      let complaint = BuildMessages(try package.run(arguments).lines)
      throw .broken(
        packages: [PackageFolder.identity(of: path)], complaint.diagnostics,
        reason: complaint.reason)
    }
    self.manifest = manifest
    try cache.keep(text, as: kept)
  }

  private static func decode(_ text: String) -> PackageManifest? {
    // Warnings may stand before it.
    guard let start = text.firstIndex(of: "{") else { return nil }
    return try? JSONDecoder().decode(PackageManifest.self, from: Data(text[start...].utf8))
  }

  /// The package and those that it names by their path, and so on.
  func withLocalDependencies(in cache: PackageCache) throws(PackagesError) -> [PackageFolder] {
    var found = [self]
    var seen: Set<String> = [path]
    var index = 0
    while index < found.count {
      for dependency in found[index].manifest.dependencies {
        guard let path = dependency.path.flatMap(resolved), seen.insert(path).inserted else {
          continue
        }
        found.append(try PackageFolder(path, in: cache))
      }
      index += 1
    }
    return found
  }
}
