import Foundation

/// Headless Chromium, driven by Python's selenium; `make test-all` brings what this needs.
package final class Browser: Sendable {
  /// The Python virtual environment with selenium; set by `make test-all`.
  package static let environment = ProcessInfo.processInfo.environment["GRADUS_TEST_ALL"]

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let process = Process()
  private let input: FileHandle
  private let output: FileHandle
  /// One order at a time, off the threads of tasks, which must not wait.
  private let queue = DispatchQueue(label: "browser")

  package init() throws {
    let (orders, answers) = (Pipe(), Pipe())
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "driver.py")
    process.executableURL = URL(filePath: (Browser.environment ?? "") + "/bin/python")
    process.arguments = [script.path]
    process.standardInput = orders
    process.standardOutput = answers
    (input, output) = (orders.fileHandleForWriting, answers.fileHandleForReading)
    try process.run()
  }

  /// Ends the browser.
  package func quit() {
    try? input.close()
    process.waitUntilExit()
  }

  package func open(_ address: String) async throws {
    _ = try await order(["do": "open", "address": address], as: Nothing.self)
  }

  /// Opens a tab, or shows the one of a number.
  package func tab(_ number: Int? = nil) async throws {
    _ = try await order(
      number.map { ["do": "tab", "number": $0] } ?? ["do": "tab"], as: Nothing.self)
  }

  package func setWidth(_ width: Int) async throws {
    _ = try await order(["do": "size", "width": width], as: Nothing.self)
  }

  package func takePicture(_ file: String) async throws {
    _ = try await order(["do": "picture", "file": file], as: Nothing.self)
  }

  /// Runs a script in the page.
  package func run(_ script: String) async throws {
    _ = try await order(["do": "script", "text": script], as: Nothing.self)
  }

  /// What a script returns.
  package func value<Value: Decodable & Sendable>(
    _ script: String, as type: Value.Type = Value.self
  ) async throws -> Value {
    guard let value = try await order(["do": "script", "text": script], as: type) else {
      throw Failure(description: "'\(script)' returns nothing")
    }
    return value
  }

  /// What the browser complained about since the last call.
  package func complaints() async throws -> [String] {
    try await order(["do": "log"], as: [String].self) ?? []
  }

  /// Waits until a script returns true; that it never does takes two minutes to find out.
  package func wait(_ condition: String) async throws {
    for _ in 0..<6000 {
      if try await value("return Boolean(\(condition));", as: Bool.self) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    let text = try await value("return document.body.innerText;", as: String.self)
    throw Failure(description: "never '\(condition)' in:\n\(text.prefix(4000))")
  }

  private struct Nothing: Decodable {}

  private struct Answer<Value: Decodable>: Decodable {
    let value: Value?
    let error: String?
  }

  private func order<Value: Decodable & Sendable>(
    _ order: [String: Any], as type: Value.Type
  ) async throws -> Value? {
    let line = try JSONSerialization.data(withJSONObject: order) + [0x0A]
    let data = try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in
        continuation.resume(
          with: Result {
            try input.write(contentsOf: line)
            return try readLine()
          })
      }
    }
    let answer = try JSONDecoder().decode(Answer<Value>.self, from: data)
    if let error = answer.error { throw Failure(description: error) }
    return answer.value
  }

  private func readLine() throws -> Data {
    var line = Data()
    while let byte = try output.read(upToCount: 1), !byte.isEmpty {
      if byte[byte.startIndex] == 0x0A { return line }
      line += byte
    }
    throw Failure(description: "the browser has ended")
  }
}
