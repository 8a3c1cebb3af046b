import Execution
import Foundation
import Glibc
import Synchronization

/// The notebooks that a preview shows: one, or those of a folder. Each is opened when it is first
/// asked for.
package final class NotebookShelf: Sendable {
  package struct Entry: Hashable, Sendable {
    /// The path below the root.
    package let path: String
    package let title: String

    package init(path: String, title: String) { (self.path, self.title) = (path, title) }
  }

  /// The folder that all notebooks are in, links resolved.
  let root: String
  /// The list of notebooks; `nil` where there is but one.
  let index: FolderIndex?
  private let single: String?
  private let list: @Sendable () -> [Entry]
  private let open: @Sendable (String) -> (any PreviewedNotebook)?
  private let opened = Mutex<[String: any PreviewedNotebook]>([:])

  /// One notebook.
  ///
  /// - Parameters:
  ///   - file: its path, which may be a link
  ///   - open: opens the notebook at a path; `nil` where the system has no means left
  package init(file: String, open: @escaping @Sendable (String) -> (any PreviewedNotebook)?) {
    let slash = file.lastIndex(of: "/")
    let folder = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
    let name = slash.map { String(file[file.index(after: $0)...]) } ?? file
    root = folder
    index = nil
    single = name
    list = { [Entry(path: name, title: name)] }
    self.open = open
  }

  /// The notebooks of a folder.
  ///
  /// - Parameters:
  ///   - list: those that are there now, in reading order
  ///   - open: opens the notebook at a path; `nil` where the system has no means left
  /// - Throws: `watching`
  package init(
    folder: String, list: @escaping @Sendable () -> [Entry],
    open: @escaping @Sendable (String) -> (any PreviewedNotebook)?
  ) throws(PreviewError) {
    root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    index = try FolderIndex(of: root, list: list)
    single = nil
    self.list = list
    self.open = open
  }

  /// Opens the notebook if there is but one, as its page would.
  package func openSingle() {
    if let single { _ = notebook(at: single) }
  }

  /// Ends the notebooks that are open.
  package func end() {
    index?.end()
    for notebook in opened.withLock({ $0.values.map(\.self) }) { notebook.end() }
  }

  /// Whether there is a list of notebooks.
  package var hasIndex: Bool { index != nil }

  /// What the address `/` leads to: a path below the root; empty for the index.
  package var start: String { single ?? "" }

  /// What is shown at a path below the root; empty for the index.
  ///
  /// - Returns: `nil` if that is none of the notebooks, or a link that leads out of the folder
  package func notebook(at path: String) -> (any PreviewedNotebook)? {
    if path.isEmpty { return index }
    if let notebook = opened.withLock({ $0[path] }) { return notebook }
    guard path == single || isListed(path) else { return nil }
    return opened.withLock { opened in
      let notebook = opened[path] ?? open(root + "/" + path)
      opened[path] = notebook
      return notebook
    }
  }

  /// Whether it is one of the folder's notebooks, also of those that have just been made.
  private func isListed(_ path: String) -> Bool {
    guard let index, index.holds(path) || list().contains(where: { $0.path == path }) else {
      return false
    }
    guard let folder = resolved(root), let file = resolved(root + "/" + path) else { return false }
    return file.hasPrefix(folder == "/" ? folder : folder + "/")
  }
}
