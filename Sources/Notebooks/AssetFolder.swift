import Glibc

/// An image that a cell showed, and the name of the file that keeps it.
package struct Asset: Hashable, Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// The folder `NAME.assets` beside a notebook `NAME.md`, which holds the images its cells showed.
///
/// A folder or a file in it that is a symbolic link is refused: a run would write, or a check read,
/// what is not the notebook's.
package struct AssetFolder: Sendable {
  package let path: String

  /// - Parameter notebook: the notebook's file; behind a symbolic link its target counts, which is
  ///   the file that is written
  package init(besides notebook: String) {
    var file = notebook
    if let resolved = realpath(notebook, nil) {
      // A plain file keeps the path it was given, for messages.
      var status = stat()
      if lstat(notebook, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
        file = String(cString: resolved)
      }
      free(resolved)
    }
    let name = file[(file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex)...]
    if let point = name.lastIndex(of: "."), point > name.startIndex {
      file = String(file[..<point])
    }
    path = file + ".assets"
  }

  /// The name without what stands before it.
  package var name: String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  /// The path of a file in the folder.
  package func path(of name: String) -> String { path + "/" + name }

  /// What a file holds; nil if there is none.
  ///
  /// - Throws: `symbolicLink`, and what reading a file throws
  package func content(of name: String) throws(NotebookError) -> [UInt8]? {
    guard try isThere(), try kind(of: path(of: name)) != nil else { return nil }
    return try NotebookFile.read(path(of: name))
  }

  /// Writes the files that do not hold their bytes already, each in one step.
  ///
  /// - Throws: `symbolicLink`, and what writing a file throws; then some may be written
  package func write(_ assets: [Asset]) throws(NotebookError) {
    let changed = try self.changed(assets)
    if changed.isEmpty { return }
    if try !isThere(), mkdir(path, 0o777) != 0, errno != EEXIST {
      throw NotebookFile.unwritable(path, errno)
    }
    for asset in changed {
      let target = path(of: asset.name)
      let file = try TemporaryFile(besides: target, for: target)
      do throws(NotebookError) {
        try file.fill(with: asset.bytes, like: nil)
        try file.rename(to: target)
      } catch {
        file.remove()
        throw error
      }
    }
  }

  /// The images whose files are missing or hold something else.
  package func changed(_ assets: [Asset]) throws(NotebookError) -> [Asset] {
    var changed: [Asset] = []
    for asset in assets where try content(of: asset.name) != asset.bytes { changed.append(asset) }
    return changed
  }

  /// Removes files, and the folder when nothing is left in it.
  package func remove(_ names: [String]) throws(NotebookError) {
    guard !names.isEmpty, try isThere() else { return }
    for name in names where try kind(of: path(of: name)) == S_IFREG {
      if unlink(path(of: name)) != 0, errno != ENOENT {
        throw NotebookFile.unwritable(path(of: name), errno)
      }
    }
    rmdir(path)
  }

  private func isThere() throws(NotebookError) -> Bool {
    switch try kind(of: path) {
    case nil: return false
    case S_IFDIR: return true
    default: throw NotebookFile.unwritable(path, ENOTDIR)
    }
  }

  private func kind(of path: String) throws(NotebookError) -> mode_t? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFLNK { throw .symbolicLink(path: path) }
    return kind
  }
}
