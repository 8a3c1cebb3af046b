import Foundation

/// A connection has ended too early, or none came about.
package struct ConnectionLost: Error {
  package init() {}
}

/// A socket to this machine, and nothing else.
package final class RawClient: Sendable {
  private let descriptor: Int32

  /// - Parameter host: an address of this machine; 127.0.0.1 unless said
  package init(port: UInt16, address host: UInt32 = 0x7F00_0001) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = host.bigEndian
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw ConnectionLost() }
  }

  deinit { close(descriptor) }

  package func send(_ text: String) throws { try send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) throws {
    guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    else { throw ConnectionLost() }
  }

  package func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let chunk = try readSome(count - bytes.count)
      if chunk.isEmpty { throw ConnectionLost() }
      bytes += chunk
    }
    return bytes
  }

  package func readToEnd() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk = try readSome(65_536)
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }

  /// - Returns: nothing at the end
  private func readSome(_ count: Int) throws -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: min(count, 65_536))
    let received = recv(descriptor, &chunk, chunk.count, 0)
    guard received >= 0 || errno == ECONNRESET else { throw ConnectionLost() }
    return Array(chunk.prefix(max(0, received)))
  }
}
