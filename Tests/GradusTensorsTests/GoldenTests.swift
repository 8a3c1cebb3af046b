import Foundation
import Testing

/// The runner of recorded PyTorch behaviour, which stands beside the tests in the build folder.
@Suite struct GoldenTests {
  private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("GoldenRunner")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test func `every recorded case is evaluated and agrees`() throws {
    let (status, output) = try run()
    #expect(status == 0, "\(output)")
    #expect(output.contains("grad/errors:"))
  }

  @Test func `the cases that Swift refuses to compile are few`() throws {
    let output = try run("--impossible").output
    let refused = output.split(separator: "\n").filter { $0.hasPrefix("IMPOSSIBLE") }
    #expect(refused.count < 20, "\(output)")
  }

  @Test func `the table of names is that of the sources and has every recorded operation`() throws {
    let (status, output) = try run("--check-names")
    #expect(status == 0, "\(output)")
  }
}
