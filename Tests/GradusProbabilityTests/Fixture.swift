import Foundation

/// The tab-separated lines of a recorded fixture.
func fixture(_ name: String) throws -> [[String]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let text = try String(
    contentsOf: folder.appendingPathComponent("Fixtures/\(name)"), encoding: .utf8)
  return text.split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}
