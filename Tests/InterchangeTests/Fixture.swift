import Foundation
import Notebooks
import Testing

/// A file that is brought into another form, and the expected result beside it.
struct Fixture: CustomTestStringConvertible, Sendable {
  let url: URL

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// Set, it rewrites the expected files; the tests then fail, so that nobody misses it.
  private static let isRecording = ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil

  var name: String { url.deletingPathExtension().lastPathComponent }
  var testDescription: String { name }

  /// The fixtures with an ending in a folder, by name.
  static func all(in folder: String, ending: String) -> [Fixture] {
    let folder = root.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix("." + ending) }.sorted()
      .map { Fixture(url: folder.appending(path: $0)) }
  }

  func bytes() throws -> [UInt8] { try NotebookFile.read(url.path) }

  /// Compares bytes with the file of another ending.
  func expect(
    _ bytes: [UInt8], ending: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = url.deletingPathExtension().appendingPathExtension(ending)
    let expected = try? NotebookFile.read(file.path)
    if expected == bytes { return }
    if Self.isRecording {
      try Data(bytes).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        """
        \(name) is not as expected
        --- expected
        \(String(decoding: expected ?? [], as: UTF8.self))
        --- found
        \(String(decoding: bytes, as: UTF8.self))
        """, sourceLocation: sourceLocation)
    }
  }
}
