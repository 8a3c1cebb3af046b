import Foundation

/// A recorded fixture in JSON.
func fixture<Contents: Decodable>(_ name: String, _ type: Contents.Type) throws -> Contents {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let data = try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)"))
  return try JSONDecoder().decode(type, from: data)
}
