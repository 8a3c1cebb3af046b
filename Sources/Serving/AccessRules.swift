import Rendering

/// Who may ask a preview for anything.
///
/// A page of the web can have a browser send requests to this machine, under a name of its own that
/// leads here (DNS rebinding) or across origins; so the name asked for and the page that asks are
/// looked at. Other users of the machine can send what they like, but do not know the token.
struct AccessRules: Sendable {
  let port: UInt16
  let token: AccessToken

  /// The parts of a request that say who asks.
  struct Request {
    var hosts: [String] = []
    var origins: [String] = []
    var cookies: [String] = []
    /// Of the address.
    var token: String?
    /// Where browsers say the request comes from, and what for.
    var fetchSite: String?
    var fetchDestination: String?
    var isSocket = false
  }

  enum Verdict: Hashable {
    case allowed
    /// The token is in the address: it is to be kept in a cookie instead.
    case introduced
    /// It is a browser at the right address that has no token.
    case stranger
    case refused
  }

  func verdict(on request: Request) -> Verdict {
    let names = ["127.0.0.1:\(port)", "localhost:\(port)"]
    guard request.hosts.count == 1, names.contains(request.hosts[0]) else { return .refused }
    // Without one no page asks; sockets are opened by pages only.
    guard request.origins.count <= 1, request.isSocket ? request.origins.count == 1 : true,
      request.origins.allSatisfy({ $0 == "http://" + request.hosts[0] })
    else { return .refused }
    if let site = request.fetchSite, !["same-origin", "none"].contains(site),
      request.fetchDestination != "document"
    {
      return .refused
    }
    if let given = request.token {
      return !request.isSocket && token.matches(given) ? .introduced : .stranger
    }
    return request.cookies.contains(where: isKnown) ? .allowed : .stranger
  }

  /// Browsers give the cookies of a host to all of its ports, so its name tells them apart.
  private var cookieName: String { "gradus-\(port)" }

  var cookie: String { "\(cookieName)=\(token.text); Path=/; HttpOnly; SameSite=Strict" }

  private func isKnown(_ cookies: String) -> Bool {
    cookies.split(separator: ";").contains { cookie in
      let parts = cookie.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == cookieName else {
        return false
      }
      return token.matches(String(parts[1]))
    }
  }
}

/// What a reader must know to see a preview: 256 random bits.
package struct AccessToken: Hashable, Sendable {
  /// 64 hexadecimal digits.
  package let text: String

  package init() {
    var source = SystemRandomNumberGenerator()
    text = hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) })
  }

  /// - Returns: `nil` if the text is no token
  init?(_ text: some StringProtocol) {
    guard text.utf8.count == 64, text.utf8.allSatisfy(Self.digits.contains) else { return nil }
    self.text = String(text)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// Compares in a time that does not tell how much of it is right.
  func matches(_ given: String) -> Bool {
    let (own, other) = (Array(text.utf8), Array(given.utf8))
    guard own.count == other.count else { return false }
    return zip(own, other).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// Two digits a byte.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
