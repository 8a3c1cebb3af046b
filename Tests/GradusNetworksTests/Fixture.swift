import Foundation
import GradusTensors
import Testing

/// All tests of the networks, one after the other: layers draw from the default generator.
@Suite(.serialized) enum Networks {}

/// The bytes of a recorded fixture.
func fixtureData(_ name: String) throws -> Data {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  return try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)"))
}

/// The tab-separated lines of a fixture that holds what PyTorch 2.13.0 gave.
func fixture(_ name: String) throws -> [[String]] {
  String(decoding: try fixtureData(name), as: UTF8.self).split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The numbers of a fixture's field.
func numbers(_ field: String) throws -> [Double] {
  try field.split(separator: " ").map { try #require(Double($0)) }
}

/// Whether numbers are as near as `tolerance`, absolutely or relatively.
func areClose(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
  a.count == b.count
    && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
}

/// A path in a folder of its own, which goes when `body` ends.
func withPath<R>(_ body: (String) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.appendingPathComponent("state.safetensors").path)
}

extension Tensor {
  /// The elements as the fixtures write them: bits in hexadecimal, or whole numbers.
  var bits: String {
    func padded(_ digits: String, _ width: Int) -> String {
      String(repeating: "0", count: width - digits.count) + digits
    }
    let words: [String] =
      switch dtype {
      case .float32: [Float](self).map { padded(String($0.bitPattern, radix: 16), 8) }
      case .float64: [Double](self).map { padded(String($0.bitPattern, radix: 16), 16) }
      default: [Int](self).map(String.init)
      }
    return words.joined(separator: " ")
  }
}
