import Foundation
import Testing

/// Compares an image with the recorded one; with `GRADUS_RECORD` set it records it, and fails.
func expectFixture(_ svg: String, _ name: String) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/\(name).svg")
  if ProcessInfo.processInfo.environment["GRADUS_RECORD"] != nil {
    try svg.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name).svg")
  }
  #expect(svg == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
}
