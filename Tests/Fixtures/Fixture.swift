// Files beside tests: what a test takes, and what must come of it.

import Foundation
import Testing

/// A file or folder in `Fixtures` beside a test, with expected files beside or in it.
package struct Fixture: CustomTestStringConvertible, Sendable {
  package let url: URL

  /// Set, it rewrites the expected files; the tests then fail, so that nobody misses it.
  private static let isRecording = ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil

  /// The fixtures in a folder, by name.
  ///
  /// - Parameters:
  ///   - folder: its path in `Fixtures`
  ///   - ending: of the names of those that are meant; of any, the folders unless given
  ///   - test: a file beside `Fixtures`
  package static func all(
    in folder: String = "", ending: String = "", test: String = #filePath
  ) -> [Fixture] {
    let folder = URL(filePath: test).deletingLastPathComponent().appending(path: "Fixtures")
      .appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let fixtures = names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted()
      .map { Fixture(url: folder.appending(path: $0)) }
    precondition(!fixtures.isEmpty, "there is nothing to test in \(folder.path)")
    return fixtures
  }

  /// The fixtures in all folders whose names have an ending, by path.
  package static func files(ending: String, test: String = #filePath) -> [Fixture] {
    let root = URL(filePath: test).deletingLastPathComponent().appending(path: "Fixtures")
    let paths = FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? []
    return paths.filter { $0.hasSuffix(ending) }.sorted()
      .map { Fixture(url: root.appending(path: $0)) }
  }

  /// The name without its ending.
  package var name: String { url.deletingPathExtension().lastPathComponent }
  package var testDescription: String { name }

  /// A file in this folder.
  package func file(_ name: String) -> URL { url.appending(path: name) }

  /// The file of the same name with another ending.
  package func sibling(ending: String) -> URL {
    url.deletingPathExtension().appendingPathExtension(ending)
  }

  /// What is in this file, or in one of this folder.
  package func bytes(_ name: String? = nil) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: name.map(file) ?? url))
  }

  /// Compares bytes with an expected file.
  ///
  /// - Parameter bytes: `nil` where there is to be no such file
  package func expect(
    _ bytes: [UInt8]?, equal file: URL, _ comment: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = (try? Data(contentsOf: file)).map { [UInt8]($0) }
    if expected == bytes { return }
    let what = "\(file.lastPathComponent) of \(name)\(comment.isEmpty ? "" : ", \(comment),")"
    if Self.isRecording {
      if let bytes {
        try Data(bytes).write(to: file)
      } else {
        try FileManager.default.removeItem(at: file)
      }
      Issue.record("recorded \(what)", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        """
        \(what) is not as expected
        --- expected
        \(String(decoding: expected ?? [], as: UTF8.self))
        --- found
        \(String(decoding: bytes ?? [], as: UTF8.self))
        """, sourceLocation: sourceLocation)
    }
  }
}
