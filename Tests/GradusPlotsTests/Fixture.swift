import Foundation
import Testing

/// Compares an image or a text with the recorded one; with `GRADUS_RECORD` set it records it, and fails.
func expectFixture(_ text: String, _ name: String, _ ending: String = "svg") throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/\(name).\(ending)")
  if ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil {
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name).\(ending)")
  }
  #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
}
