import Foundation
import Testing

@Suite struct GoldenTests {
  /// The runner stands beside the tests that depend on it.
  private static let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("GoldenRunner")

  @Test(
    "Random numbers and tables are what PyTorch and pandas recorded", arguments: ["rng", "tabular"])
  func golden(files: String) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = Self.runner
    process.arguments = [files]
    process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "GRADUS_GOLDEN" }
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}
