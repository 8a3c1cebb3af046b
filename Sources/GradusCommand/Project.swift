import Glibc
import Notebooks

/// The project a notebook belongs to: the nearest folder above it that holds `.gradus.yml`.
struct Project {
  let root: String
  let settings: ProjectSettings

  static let fileName = ".gradus.yml"

  /// - Parameter path: a file or folder
  init?(around path: String) {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    var folder = String(cString: real)[...]
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
    guard let real = realpath(path, nil) else { return false }
    defer { free(real) }
    let relative = String(cString: real).dropFirst(root.utf8.count + 1)
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
