import Foundation

/// A program run for its output.
struct Program {
  let status: Int32
  let output: Data
  let errors: String

  /// - Parameter path: an executable, or a name to be found in `PATH`
  /// - Returns: `nil` if there is no such program
  init?(_ path: String, _ arguments: [String]) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    let isName = !path.contains("/")
    process.executableURL = URL(fileURLWithPath: isName ? "/usr/bin/env" : path)
    process.arguments = (isName ? [path] : []) + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    guard (try? process.run()) != nil else { return nil }
    // Both pipes are emptied at once: a program waits when one is full.
    let reading = DispatchGroup()
    let complaints = Received()
    DispatchQueue.global().async(group: reading) {
      complaints.set(errors.fileHandleForReading.readDataToEndOfFile())
    }
    self.output = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    reading.wait()
    status = process.terminationStatus
    self.errors = String(decoding: complaints.data, as: UTF8.self)
  }

  /// The pieces of the output that end with a zero byte.
  var records: [String] { output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) } }

  private final class Received: @unchecked Sendable {
    private(set) var data = Data()
    func set(_ data: Data) { self.data = data }
  }
}
