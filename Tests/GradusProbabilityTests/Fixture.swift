import Foundation

/// The bytes of a recorded fixture.
func fixtureData(_ name: String) throws -> Data {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  return try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)"))
}

/// The tab-separated lines of a recorded fixture.
func fixture(_ name: String) throws -> [[String]] {
  String(decoding: try fixtureData(name), as: UTF8.self).split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}
