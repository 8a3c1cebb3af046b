import Foundation
import Testing

/// A folder with a notebook and what running it must give: `expected.md` is the notebook as
/// recorded, `expected.txt` what is reported; a file that is not there stands for an empty one.
struct Fixture: CustomTestStringConvertible, Sendable {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  static let all: [Fixture] = {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }
      .map { Fixture(folder: root.appendingPathComponent($0)) }
  }()

  /// Set, it rewrites the expected files; the tests then fail, so that nobody misses it.
  private static let isRecording = ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil

  var notebook: [UInt8] {
    get throws { [UInt8](try Data(contentsOf: folder.appendingPathComponent("input.md"))) }
  }

  /// Compares bytes with an expected file.
  func expect(
    _ bytes: [UInt8], equal name: String, _ comment: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    let expected = (try? [UInt8](Data(contentsOf: file))) ?? []
    if expected == bytes { return }
    if Self.isRecording {
      if bytes.isEmpty {
        try FileManager.default.removeItem(at: file)
      } else {
        try Data(bytes).write(to: file)
      }
      Issue.record("recorded \(name) of \(testDescription)", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        """
        \(name) of \(testDescription), \(comment), is not as expected
        --- expected
        \(String(decoding: expected, as: UTF8.self))
        --- found
        \(String(decoding: bytes, as: UTF8.self))
        """, sourceLocation: sourceLocation)
    }
  }
}
