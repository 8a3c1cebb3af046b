import Execution
import Foundation

/// What was built of a wrapper, by the content of the packages' sources.
struct PackageEntries {
  private let wrapper: Wrapper
  /// The wrapper's manifest, which says the products.
  private let products: String
  private let cache: PackageCache

  init(_ wrapper: Wrapper, products: String, in cache: PackageCache) {
    (self.wrapper, self.products, self.cache) = (wrapper, products, cache)
  }

  /// How many states of the sources are kept.
  private static let limit = 6

  private struct Record: Codable {
    let arguments: [String]
    let libraries: [String]
    let operators: [String: [String]]
  }

  /// The stamp of the sources last seen, and the entry that they make.
  private var seen: String { wrapper.folder + "/seen-\(ContentHash(products))" }

  private var versions: String { (try? readFile(wrapper.pins)) ?? "" }

  private func mark(_ stamp: ContentHash) -> String { "\(stamp) \(ContentHash(versions))" }

  private func key(_ files: SourceFiles) -> String {
    "\(ContentHash(products, versions, "\(files.content)"))"
  }

  /// The library of the sources as they are, if they are those last seen.
  func current(_ files: SourceFiles) -> PackageLibrary? {
    guard let text = try? readFile(seen) else { return nil }
    let lines = text.split(separator: "\n")
    guard lines.count == 2, lines[0] == mark(files.stamp) else { return nil }
    return library(String(lines[1]))
  }

  /// The library of sources that have been these before.
  func known(_ files: SourceFiles, stamp: ContentHash) throws(PackagesError) -> PackageLibrary? {
    let key = key(files)
    guard let library = library(key) else { return nil }
    try note(stamp, key)
    return library
  }

  /// Makes an entry of what was built, so that the next build takes nothing away from whoever uses
  /// this one.
  func add(_ files: SourceFiles, stamp: ContentHash) throws(PackagesError) -> PackageLibrary {
    let key = key(files)
    let folder = wrapper.entries + "/" + key
    let draft = wrapper.entries + "/draft"
    removeTree(draft)
    do throws(ExecutionError) {
      try makeFolder(draft + "/modules")
    } catch {
      throw .execution(error)
    }
    let modules = wrapper.products + "/Modules"
    for name in folderEntries(modules)
    where name.hasSuffix(".swiftmodule") && name != Wrapper.module + ".swiftmodule" {
      try copy(modules + "/" + name, to: draft + "/modules/" + name)
    }
    for name in folderEntries(wrapper.products) where name.hasSuffix(".so") {
      try copy(wrapper.products + "/" + name, to: draft + "/" + name)
    }
    let description = try BuildDescription(in: wrapper.products)
    var arguments = ["-I", folder + "/modules"]
    for argument in try description.arguments(ofModule: Wrapper.module) {
      // `PATH#MODULE` of a macro.
      guard let mark = argument.lastIndex(of: "#"), argument.hasPrefix(wrapper.build),
        let name = argument[..<mark].split(separator: "/").last
      else {
        arguments.append(argument)
        continue
      }
      try copy(String(argument[..<mark]), to: draft + "/" + name)
      arguments.append("\(folder)/\(name)\(argument[mark...])")
    }
    let record = Record(
      arguments: arguments, libraries: ["\(folder)/lib\(Wrapper.module).so"],
      operators: description.operators)
    guard let data = try? JSONEncoder().encode(record) else {
      throw .execution(.fault("a list of texts cannot be written as JSON"))
    }
    try cache.keep(String(decoding: data, as: UTF8.self), as: draft + "/library.json")
    removeTree(folder)
    guard rename(draft, folder) == 0 else {
      throw .execution(.system("cannot write '\(folder)'", errno: errno))
    }
    try note(stamp, key)
    dropOld(but: key)
    return PackageLibrary(
      identity: key, arguments: record.arguments, libraries: record.libraries,
      operators: record.operators)
  }

  private func library(_ key: String) -> PackageLibrary? {
    let folder = wrapper.entries + "/" + key
    guard let data = FileManager.default.contents(atPath: folder + "/library.json"),
      let record = try? JSONDecoder().decode(Record.self, from: data)
    else { return nil }
    for used in [folder, wrapper.lock] { utimensat(AT_FDCWD, used, nil, 0) }
    return PackageLibrary(
      identity: key, arguments: record.arguments, libraries: record.libraries,
      operators: record.operators)
  }

  private func note(_ stamp: ContentHash, _ key: String) throws(PackagesError) {
    try cache.keep("\(mark(stamp))\n\(key)\n", as: seen)
  }

  /// The same file under a second name: the package manager replaces files and does not write into
  /// them.
  private func copy(_ file: String, to copy: String) throws(PackagesError) {
    if link(file, copy) == 0 { return }
    do throws(ExecutionError) {
      try writeFile(copy, readBytes(file))
    } catch {
      throw .execution(error)
    }
    chmod(copy, 0o700)
  }

  private func dropOld(but key: String) {
    let byUse = folderEntries(wrapper.entries).filter { $0 != key }.map { name in
      var status = stat()
      _ = stat(wrapper.entries + "/" + name, &status)
      return (name, status.st_mtim.tv_sec)
    }.sorted { $0.1 < $1.1 }
    for (name, _) in byUse.dropLast(Self.limit - 1) { removeTree(wrapper.entries + "/" + name) }
  }
}
