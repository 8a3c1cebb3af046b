import Execution
import Foundation

/// The folder with copies of the fixtures' packages and a cache of its own, removed with the value.
final class Workplace: Sendable {
  let root: String
  let cache: UnitCache

  init() throws {
    root = NSTemporaryDirectory() + "gradus-packages-" + UUID().uuidString
    let fixtures = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    try FileManager.default.copyItem(at: fixtures, to: URL(fileURLWithPath: root))
    cache = try UnitCache(root: root + "/cache")
  }

  deinit { removeTree(root) }

  func path(_ name: String) -> String { root + "/" + name }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
}
