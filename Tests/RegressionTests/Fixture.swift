import Foundation
import Notebooks
import Regression
import Testing

/// A folder with a notebook as it is recorded, the same with changed code and what that shows, and
/// what a check must say about it.
///
/// `expected.txt` holds the verdict and the report; `promoted.md` what an update must write, if that
/// is not the recorded notebook; `arguments.txt` options of the command.
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

  func notebook(_ name: String) throws -> Notebook {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    return Notebook(path: "notebook.md", bytes: bytes)
  }

  var isStrict: Bool {
    let arguments = try? String(
      contentsOf: folder.appendingPathComponent("arguments.txt"), encoding: .utf8)
    return arguments?.contains("--strict") ?? false
  }

  /// Compares bytes with an expected file; one that is not there stands for none.
  func expect(
    _ bytes: [UInt8]?, equal name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    let expected = (try? Data(contentsOf: file)).map { [UInt8]($0) }
    if expected == bytes { return }
    if Self.isRecording {
      if let bytes {
        try Data(bytes).write(to: file)
      } else {
        try FileManager.default.removeItem(at: file)
      }
      Issue.record("recorded \(name) of \(testDescription)", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        """
        \(name) of \(testDescription) is not as expected
        --- expected
        \(String(decoding: expected ?? [], as: UTF8.self))
        --- found
        \(String(decoding: bytes ?? [], as: UTF8.self))
        """, sourceLocation: sourceLocation)
    }
  }
}
