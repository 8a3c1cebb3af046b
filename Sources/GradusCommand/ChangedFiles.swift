import Execution
import Foundation
import Notebooks
import Packages

/// What git says has changed since a revision, committed or not.
struct ChangedFiles {
  /// Absolute paths.
  private let paths: Set<String>

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// - Parameter folder: a folder in the repository
  /// - Throws: what git complains about
  init(since revision: String, in folder: String) throws(Failure) {
    func git(_ arguments: [String]) throws(Failure) -> Program {
      guard let program = Program("git", ["-C", folder] + arguments), program.status != 127 else {
        throw Failure(description: "--changed-since needs git, which is not installed")
      }
      guard program.status == 0 else {
        let lines = program.errors.split(separator: "\n")
        throw Failure(
          description: "git cannot compare with '\(revision)': \(lines.first ?? "no reason given")")
      }
      return program
    }
    let top = try git(["rev-parse", "--show-toplevel"]).output
    let root = String(decoding: top, as: UTF8.self).trimmingCharacters(in: .newlines)
    // A revision that looks like an option is none.
    let commit = try git([
      "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}",
    ])
    let hash = String(decoding: commit.output, as: UTF8.self).trimmingCharacters(in: .newlines)
    let changed = try git(["diff", "--name-only", "-z", "--no-renames", hash, "--"]).records
    let new = try git(["ls-files", "--others", "--exclude-standard", "--full-name", "-z", root])
      .records
    paths = Set((changed + new).map { root + "/" + $0 })
  }

  /// Whether the notebook or one of its inputs is among them.
  ///
  /// Inputs are the project's `.gradus.yml`, the files in the notebook's assets folder, the files of
  /// packages that its cells import, and every file whose name, or whose path from the notebook's
  /// folder, a cell mentions.
  func concern(_ file: NotebookSearch.Found) -> Bool {
    guard let path = resolved(file.path), case .success(let bytes) = file.content else {
      return true
    }
    if paths.contains(path) { return true }
    let project = Project(around: path)
    if let project, paths.contains(project.root + "/" + Project.fileName) { return true }
    let notebook = Notebook(
      path: path, bytes: bytes, defaults: project?.settings.defaults ?? FrontMatter())
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    var folders = [path.hasSuffix(".md") ? String(path.dropLast(3)) + ".assets" : path + ".assets"]
    if let cache = try? UnitCache.standard(),
      let packages = try? NotebookPackages(notebook, cache: cache)
    {
      // A package that cannot be read is a reason to check.
      guard let inputs = try? packages.inputs() else { return true }
      folders += inputs
    }
    if paths.contains(where: { path in
      folders.contains { path == $0 || path.hasPrefix($0 + "/") && !path.contains(".docc/") }
    }) {
      return true
    }
    let code = notebook.cells.map(\.code).joined()
    let literals = Set(
      code.matches(of: /"((?:[^"\\\n]|\\.)+)"/).map { Self.path(String($0.output.1), in: folder) })
    return paths.contains { changed in
      if literals.contains(changed) { return true }
      guard changed.hasPrefix(folder.path + "/"), let name = changed.split(separator: "/").last
      else { return false }
      return Self.mentions(code, String(name))
    }
  }

  private static func path(_ place: String, in folder: URL) -> String {
    URL(fileURLWithPath: place, relativeTo: folder).standardizedFileURL.path
  }

  /// Whether the name stands in the text as a word.
  private static func mentions(_ text: String, _ name: String) -> Bool {
    text.ranges(of: name).contains { range in
      func isPart(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
      }
      return !isPart(text[..<range.lowerBound].last) && !isPart(text[range.upperBound...].first)
    }
  }
}
