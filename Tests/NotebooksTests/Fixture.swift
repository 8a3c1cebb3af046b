import Foundation
import Testing

/// A file or folder beside the tests.
struct Fixture: CustomTestStringConvertible, Sendable {
  let url: URL

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// Set, it rewrites the expected files; the tests then fail, so that nobody misses it.
  private static let isRecording = ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil

  var name: String { url.lastPathComponent }
  var testDescription: String { name }

  /// The fixtures in a folder, by name.
  static func all(in folder: String) -> [Fixture] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/" + folder))
    return (names ?? []).sorted().map {
      Fixture(url: root.appendingPathComponent(folder).appendingPathComponent($0))
    }
  }

  /// Every Markdown file among the fixtures.
  static let markdown: [Fixture] = {
    let paths = FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? []
    return paths.filter { $0.hasSuffix(".md") }.sorted()
      .map { Fixture(url: root.appendingPathComponent($0)) }
  }()

  func bytes(_ file: String? = nil) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: file.map { url.appendingPathComponent($0) } ?? url))
  }

  func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appendingPathComponent(file).path)
  }

  /// Compares bytes with an expected file.
  func expect(
    _ bytes: [UInt8], equal file: URL, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try? [UInt8](Data(contentsOf: file))
    if expected == bytes { return }
    if Self.isRecording {
      try Data(bytes).write(to: file)
      Issue.record("recorded \(file.lastPathComponent) of \(name)", sourceLocation: sourceLocation)
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
