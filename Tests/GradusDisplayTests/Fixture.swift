import Foundation

/// The lines of a recorded fixture.
func fixture(_ name: String) throws -> [String] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let text = try String(
    contentsOf: folder.appendingPathComponent("Fixtures/\(name)"), encoding: .utf8)
  return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
}

/// A value whose description has the lines between the bars of `text`.
struct Lines: CustomStringConvertible {
  let description: String

  init(_ text: String) {
    description = text.split(separator: "|", omittingEmptySubsequences: false)
      .joined(separator: "\n")
  }
}
