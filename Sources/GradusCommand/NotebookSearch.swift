import Execution
import Glibc
import Notebooks

/// The notebooks that the arguments of a command name: files as they are, folders searched.
struct NotebookSearch {
  struct Found: Sendable {
    let path: String
    let content: Result<[UInt8], NotebookError>

    /// Whether it is a file without cells.
    var isEmpty: Bool {
      guard case .success(let bytes) = content else { return false }
      let notebook = Notebook(path: path, bytes: bytes)
      return notebook.cells.isEmpty && !notebook.isMalformed
    }
  }

  private(set) var files: [Found] = []
  /// Folders in which there is no notebook.
  private(set) var emptyFolders: [String] = []

  init(_ paths: [String]) {
    for path in paths {
      do throws(NotebookError) {
        files.append(Found(path: path, content: .success(try NotebookFile.read(path))))
      } catch .isDirectory {
        let before = files.count
        search(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        if files.count == before { emptyFolders.append(path) }
      } catch {
        files.append(Found(path: path, content: .failure(error)))
      }
    }
  }

  /// Adds the Markdown files with at least one cell; hidden and build folders are left out, and so
  /// is what git ignores.
  private mutating func search(_ folder: String) {
    var folders = [folder]
    var candidates: [String] = []
    while let folder = folders.popLast() {
      for name in folderEntries(folder) where !name.hasPrefix(".") {
        let path = folder + "/" + name
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR { folders.append(path) }
        if name.hasSuffix(".md") { candidates.append(path) }
      }
    }
    let ignored = GitIgnore.ignored(candidates, in: folder)
    let project = Project(around: folder)
    for path in candidates.sorted()
    where !ignored.contains(path) && project?.takes(path) ?? true {
      guard let bytes = try? NotebookFile.read(path),
        !Notebook(path: path, bytes: bytes).cells.isEmpty
      else { continue }
      files.append(Found(path: path, content: .success(bytes)))
    }
  }
}
