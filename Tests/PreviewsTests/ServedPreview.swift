import BrowserDriver
import Foundation
import Previews
import Rendering
import Serving

/// A preview that is served while a test runs.
final class ServedPreview: Sendable {
  let server: PreviewServer
  let port: UInt16
  let token = AccessToken()

  init(_ shelf: NotebookShelf, mathLibrary: MathLibrary? = nil) async throws {
    server = PreviewServer(shelf, mathLibrary: mathLibrary)
    port = try await server.start(port: 0, token: token)
  }

  /// One notebook called `a.md`.
  convenience init(_ notebook: any PreviewedNotebook) async throws {
    try await self.init(NotebookShelf(file: "/nonexistent/a.md") { _ in notebook })
  }

  var host: String { "127.0.0.1:\(port)" }
  var cookie: String { "Cookie: gradus-\(port)=\(token.text)" }

  /// What is answered to a request with these lines.
  func answer(_ lines: [String]) async throws -> String {
    let port = port
    return try await onThread {
      let client = try RawClient(port: port)
      try client.send(lines.joined(separator: "\r\n") + "\r\nConnection: close\r\n\r\n")
      return String(decoding: try client.readToEnd(), as: UTF8.self)
    }
  }

  /// What is answered to a reader's request.
  func get(_ path: String, method: String = "GET") async throws -> String {
    try await answer(["\(method) \(path) HTTP/1.1", "Host: \(host)", cookie])
  }

  func tab(_ path: String = "/a.md") async throws -> Tab {
    let (port, host, cookie) = (port, host, cookie)
    return try await onThread { try Tab(port: port, host: host, cookie: cookie, path: path) }
  }
}

/// A page's side of its socket.
final class Tab: Sendable {
  struct Update: Decodable {
    struct Splice: Decodable, Equatable {
      let start, count: Int
      let blocks: [String]
    }
    struct Mark: Decodable {
      let status: String
      let reason, label: String?
      let time, fraction: Double?
    }
    struct Status: Decodable {
      let problem, message: String?
      let isRunning, canRecord: Bool
    }
    let version: Int
    let base: Int?
    let title, contents: String?
    let blocks: [String]?
    let splices: [Splice]?
    let cells: [Mark]?
    let status: Status?
  }

  private let client: RawClient

  init(port: UInt16, host: String, cookie: String, path: String) throws {
    client = try RawClient(port: port)
    try client.send(
      Tab.request(host: host, path: path, more: [cookie, "Origin: http://\(host)"])
        .joined(separator: "\r\n") + "\r\n\r\n")
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) { head += try client.read(1) }
    guard String(decoding: head, as: UTF8.self).hasPrefix("HTTP/1.1 101 ") else {
      throw ConnectionLost()
    }
  }

  static func request(host: String, path: String, more: [String]) -> [String] {
    [
      "GET \(path) HTTP/1.1", "Host: \(host)", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
    ] + more
  }

  /// The next message.
  func receive() async throws -> Update {
    let client = client
    return try await onThread {
      let head = try client.read(2)
      guard head[0] == 0x81 else { throw ConnectionLost() }
      var length = Int(head[1])
      if length >= 126 {
        length = try client.read(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
      }
      return try JSONDecoder().decode(Update.self, from: Data(try client.read(length)))
    }
  }

  /// Waits for the end of the connection.
  func receiveEnd() async throws {
    let client = client
    _ = try await onThread { try client.readToEnd() }
  }

  /// Sends a message as a browser does, masked.
  func send(_ text: String, opcode: UInt8 = 1) throws {
    let mask: [UInt8] = [1, 2, 3, 4]
    let payload = text.utf8.enumerated().map { $1 ^ mask[$0 % 4] }
    let length: [UInt8] =
      payload.count < 126
      ? [0x80 | UInt8(payload.count)]
      : [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    try client.send([0x80 | opcode] + length + mask + payload)
  }
}
