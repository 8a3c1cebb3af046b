import Execution
import Glibc
import Notebooks

/// The project a notebook belongs to: the nearest folder above it that holds `.gradus.yml`.
struct Project {
  let root: String
  let settings: ProjectSettings

  static let fileName = ".gradus.yml"

  /// - Parameter path: a file or folder
  init?(around path: String) {
    guard var folder = resolved(path)?[...] else { return nil }
    while true {
      let file = folder + "/" + Project.fileName
      if access(String(file), F_OK) == 0, let bytes = try? NotebookFile.read(String(file)) {
        root = String(folder)
        settings = ProjectSettings(path: String(file), bytes: bytes)
        return
      }
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = folder[..<slash]
    }
  }

  /// Whether a search takes the file: `include` and `exclude` are shell patterns of paths from the
  /// root, and a pattern that matches a folder matches what is in it.
  func takes(_ path: String) -> Bool {
    guard let relative = resolved(path)?.dropFirst(root.utf8.count + 1) else { return false }
    func isMatched(_ pattern: String) -> Bool {
      var part = relative
      while true {
        if fnmatch(pattern, String(part), FNM_PATHNAME) == 0 { return true }
        guard let slash = part.lastIndex(of: "/") else { return false }
        part = part[..<slash]
      }
    }
    let isIncluded = settings.include.isEmpty || settings.include.contains(where: isMatched)
    return isIncluded && !settings.exclude.contains(where: isMatched)
  }
}
