import FlyingFox
import Foundation
import Previews

/// Answers requests of browsers: with a page, or with the socket that feeds it.
struct PageHandler: HTTPHandler {
  let shelf: NotebookShelf
  let page: LivePage
  /// Who may ask; `nil` while nobody may.
  let access: @Sendable () -> AccessRules?

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let access = access() else { return refusal(.serviceUnavailable) }
    let query = Self.values(ofQuery: request.target.query())
    let isSocket = request.headers[.upgrade] != nil
    var asked = AccessRules.Request()
    asked.hosts = request.headers.values(for: .host)
    asked.origins = request.headers.values(for: HTTPHeader("Origin"))
    asked.cookies = request.headers.values(for: .cookie)
    asked.fetchSite = request.headers[HTTPHeader("Sec-Fetch-Site")]
    asked.fetchDestination = request.headers[HTTPHeader("Sec-Fetch-Dest")]
    asked.token = query["token"]
    asked.isSocket = isSocket
    switch access.verdict(on: asked) {
    case .refused: return refusal(.forbidden)
    case .stranger:
      return refusal(
        .forbidden,
        isSocket ? "" : "This preview is for whoever has the address that gradus printed.\n")
    case .introduced:
      return redirection(to: request.target.path(), cookie: access.cookie)
    case .allowed: break
    }
    guard request.method == .GET || request.method == .HEAD else {
      return refusal(.methodNotAllowed)
    }
    guard let path = Self.path(request.target.path()) else { return refusal(.notFound) }
    if path.isEmpty, !shelf.start.isEmpty {
      return redirection(to: "/" + PagePath.encoded(shelf.start))
    }
    guard let notebook = shelf.notebook(at: path) else { return refusal(.notFound) }
    if isSocket {
      return try await WebSocketHTTPHandler(handler: PageSocket(notebook: notebook))
        .handleRequest(request)
    }
    var response = HTTPResponse(
      statusCode: .ok, headers: Self.guards,
      body: request.method == .HEAD ? Data() : Data(page.bytes))
    response.headers[.contentType] = "text/html; charset=utf-8"
    response.headers[HTTPHeader("Content-Security-Policy")] =
      page.policy + "; frame-ancestors 'none'"
    return response
  }

  /// What a browser is told with everything it gets.
  private static let guards: HTTPHeaders = [
    .cacheControl: "no-store",
    HTTPHeader("X-Content-Type-Options"): "nosniff",
    HTTPHeader("X-Frame-Options"): "DENY",
    HTTPHeader("Referrer-Policy"): "no-referrer",
    HTTPHeader("Cross-Origin-Opener-Policy"): "same-origin",
    HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
  ]

  private func refusal(_ status: HTTPStatusCode, _ text: String = "") -> HTTPResponse {
    var headers = Self.guards
    headers[.contentType] = "text/plain; charset=utf-8"
    headers[.connection] = "close"
    return HTTPResponse(statusCode: status, headers: headers, body: Data(text.utf8))
  }

  /// - Parameter path: as a browser sent it, or encoded
  private func redirection(to path: String, cookie: String? = nil) -> HTTPResponse {
    var headers = Self.guards
    // Only to what is here: two slashes would begin the name of another machine.
    let place = Self.path(path).map { "/" + PagePath.encoded($0) } ?? "/"
    headers[.location] = place
    headers[.setCookie] = cookie
    return HTTPResponse(statusCode: .seeOther, headers: headers)
  }

  /// The path below the root that a browser asks for; `nil` for what is no such path.
  ///
  /// What a path leads to is looked up in a list, so nothing in it leads out of the folder.
  static func path(_ target: String) -> String? {
    guard target.hasPrefix("/"), let path = target.dropFirst().removingPercentEncoding,
      !path.hasPrefix("/"), !path.utf8.contains(where: { $0 < 0x20 })
    else { return nil }
    return path
  }

  private static func values(ofQuery query: String) -> [String: String] {
    var values: [String: String] = [:]
    for part in query.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { values[String(pair[0])] = String(pair[1]) }
    }
    return values
  }
}
