import Foundation

/// A page of `gradus preview`, as a browser that is told of each change.
final class PreviewedPage {
  private let process = Process()
  private let descriptor: Int32

  /// Begins a preview that runs the notebook, and opens its page.
  init(_ file: URL, tool: Tool) throws {
    let output = Pipe()
    process.executableURL = URL(filePath: tool.path)
    process.arguments = ["preview", "--quiet", "--run", "--port", "0", file.path]
    process.environment = ProcessInfo.processInfo.environment
      .merging(["GRADUS_CACHE": tool.cache.path]) { $1 }
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let address = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let parts = address.split { ":/?=\n".contains($0) }
    guard parts.count == 5, let port = UInt16(parts[2]) else {
      throw BenchmarkError.noAnswer(address)
    }
    let token = parts[4]
    try connect(port: port)
    let host = "127.0.0.1:\(port)"
    try send(
      [
        "GET /\(file.lastPathComponent) HTTP/1.1", "Host: \(host)", "Origin: http://\(host)",
        "Cookie: gradus-\(port)=\(token)", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "", "",
      ].joined(separator: "\r\n"))
    var head = ""
    while !head.hasSuffix("\r\n\r\n") { head += String(decoding: try read(1), as: UTF8.self) }
    guard head.contains(" 101 ") else { throw BenchmarkError.noAnswer(head) }
  }

  deinit {
    close(descriptor)
    process.terminate()
    process.waitUntilExit()
  }

  /// Waits for a message in which this stands.
  func wait(for text: String) throws {
    while try !message().contains(text) {}
  }

  private func message() throws -> String {
    let head = try read(2)
    var length = Int(head[1] & 0x7f)
    if length >= 126 { length = try read(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) } }
    return String(decoding: try read(length), as: UTF8.self)
  }

  private func connect(port: UInt16) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, size)
      }
    }
    guard result == 0 else { throw BenchmarkError.noAnswer(String(cString: strerror(errno))) }
  }

  private func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    else { throw BenchmarkError.noAnswer(String(cString: strerror(errno))) }
  }

  private func read(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard count == 0 || recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count
    else { throw BenchmarkError.noAnswer("the page's connection has ended") }
    return bytes
  }
}
