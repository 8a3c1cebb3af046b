import Foundation
import Notebooks
import Testing

/// A Markdown file of the project.
struct ProjectFile: CustomTestStringConvertible, Sendable {
  /// From the project's root.
  let name: String

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  var path: String { Self.root + "/" + name }
  var testDescription: String { name }

  func bytes() throws -> [UInt8] { try NotebookFile.read(path) }

  func notebook() throws -> Notebook { Notebook(path: path, bytes: try bytes()) }

  /// Every Markdown file in some folders.
  static func all(in folders: [String]) -> [ProjectFile] {
    folders.flatMap { folder in
      let paths = FileManager.default.enumerator(atPath: root + "/" + folder)?.allObjects
      return ((paths as? [String]) ?? []).filter { $0.hasSuffix(".md") }.sorted()
        .map { ProjectFile(name: folder + "/" + $0) }
    }
  }

  static let notebooks = all(in: ["notebooks", "docs"]) + [ProjectFile(name: "README.md")]
  /// What the reader of notebooks is tested with.
  static let fixtures = all(in: [
    "Tests/NotebooksTests/Fixtures", "Tests/ExecutionTests/Fixtures",
    "Tests/RegressionTests/Fixtures", "Tests/RenderingTests/Fixtures",
  ])
}
