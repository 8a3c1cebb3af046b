import BrowserDriver
import Foundation
import Previews
import Serving
import Testing

/// Over sockets that send what no browser would.
@Suite struct AccessTests {
  private let folder = TemporaryFolder()

  /// A folder with the notebooks `a.md` and `in/b.md`, links that lead out of it, and beside it a
  /// secret.
  private func served() async throws -> ServedPreview {
    let inside = folder.path + "/inside"
    for path in [inside + "/in", folder.path + "/outside"] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    for path in ["inside/a.md", "inside/in/b.md", "secret.md", "outside/secret.md"] {
      Save.inPlace.write("secret", to: folder.path + "/" + path)
    }
    symlink("../secret.md", inside + "/link.md")
    symlink("../outside", inside + "/linked")
    let notebooks = ["a.md", "in/b.md", "link.md", "linked/secret.md"]
    return try await ServedPreview(
      try NotebookShelf(folder: inside) {
        notebooks.map { NotebookShelf.Entry(path: $0, title: "secret") }
      } open: { _ in
        ScriptedNotebook(.blocks("<p>secret</p>"))
      })
  }

  private func expectNothing(
    _ answer: String, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
    #expect(
      answer.isEmpty || answer.hasPrefix("HTTP/1.1 403 ") || answer.hasPrefix("HTTP/1.1 404 "),
      "\(what): \(answer.prefix(300))", sourceLocation: sourceLocation)
    #expect(
      parts.count < 2 || parts[1].hasPrefix("This preview is for whoever has the address"),
      "\(what): \(answer.prefix(300))", sourceLocation: sourceLocation)
    #expect(
      !answer.contains("Set-Cookie") && !answer.contains("secret"), "\(what)",
      sourceLocation: sourceLocation)
  }

  /// Sends the lines as a request for a page and as one for a socket.
  private func expectNothing(
    _ preview: ServedPreview, path: String = "/a.md", host: String?, _ more: [String],
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let hosts = host.map { ["Host: " + $0] } ?? []
    expectNothing(
      try await preview.answer(["GET \(path) HTTP/1.1"] + hosts + more), what,
      sourceLocation: sourceLocation)
    let socket = Tab.request(host: "", path: path, more: more).filter { !$0.hasPrefix("Host:") }
    expectNothing(
      try await preview.answer(socket + hosts), what + ", socket", sourceLocation: sourceLocation)
  }

  @Test("Whoever asks under another name gets nothing")
  func hosts() async throws {
    let preview = try await served()
    let port = preview.port
    for host in [
      "evil.example", "evil.example:\(port)", "127.0.0.1", "127.0.0.1:\(port + 1)", "[::1]:\(port)",
      "127.0.0.1.evil.example:\(port)", "127.0.0.1:\(port)@evil.example", "",
    ] {
      try await expectNothing(
        preview, host: host, [preview.cookie, "Origin: http://\(host)"], "host '\(host)'")
    }
    try await expectNothing(preview, host: nil, [preview.cookie], "no host")
    #expect(try await preview.get("/a.md").hasPrefix("HTTP/1.1 200 "))
    await preview.server.stop()
  }

  @Test("Pages of other origins get nothing, nor do sockets that nobody's page opens")
  func origins() async throws {
    let preview = try await served()
    for origin in [
      "http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:\(preview.port + 1)",
      "https://127.0.0.1:\(preview.port)", "http://localhost:\(preview.port)",
      "http://127.0.0.1:\(preview.port).evil.example",
    ] {
      try await expectNothing(
        preview, host: preview.host, [preview.cookie, "Origin: " + origin], "origin '\(origin)'")
    }
    expectNothing(
      try await preview.answer(
        Tab.request(host: preview.host, path: "/a.md", more: [preview.cookie])),
      "socket without origin")
    for site in ["cross-site", "same-site"] {
      expectNothing(
        try await preview.answer([
          "GET /a.md HTTP/1.1", "Host: \(preview.host)", preview.cookie, "Sec-Fetch-Site: \(site)",
          "Sec-Fetch-Dest: script",
        ]), site)
    }
    await preview.server.stop()
  }

  @Test("Without the right token nobody gets anything")
  func tokens() async throws {
    let preview = try await served()
    let (port, token) = (preview.port, preview.token.text)
    let origin = "Origin: http://\(preview.host)"
    let wrong = String(token.reversed())
    for cookie in [
      "", "gradus-\(port)=", "gradus-\(port)=\(wrong)", "gradus-\(port)=\(token.dropLast())",
      "gradus-\(port)=\(token)0", "gradus-\(port + 1)=\(token)", "gradus=\(token)",
      "gradus-\(port)=\(token.uppercased())x",
    ] {
      try await expectNothing(
        preview, host: preview.host, ["Cookie: " + cookie, origin], "cookie '\(cookie)'")
    }
    for query in ["token=", "token=\(wrong)", "token=\(token.dropLast())", "Token=\(token)"] {
      try await expectNothing(
        preview, path: "/a.md?" + query, host: preview.host, [origin], "query '\(query)'")
    }
    await preview.server.stop()
  }

  @Test("No path leads out of the folder, however it is written")
  func paths() async throws {
    let preview = try await served()
    let origin = "Origin: http://\(preview.host)"
    for path in [
      "/../secret.md", "/%2e%2e/secret.md", "/..%2fsecret.md", "/%2e%2e%2fsecret.md",
      "/..%5csecret.md", "/in/../../secret.md", "/in/%2e%2e/%2e%2e/secret.md",
      "/%252e%252e/secret.md", "//secret.md", "/" + folder.path + "/secret.md",
      "/%2f" + folder.path.dropFirst() + "/secret.md", "/link.md", "/linked/secret.md",
      "/%6cink.md", "/secret.md", "/./a.md", "/in/../a.md", "/a.md/", "/a.md%00", "/a.md%0a",
      "/%ff",
      "/%", "a.md", "*", "http://\(preview.host)/a.md", "/in", "/in/", "/.git/config",
    ] {
      try await expectNothing(
        preview, path: path, host: preview.host, [preview.cookie, origin], path)
    }
    for path in ["/", "/a.md", "/in/b.md", "/%61.md", "/in%2Fb.md"] {
      #expect(try await preview.get(path).hasPrefix("HTTP/1.1 200 "), "\(path)")
    }
    await preview.server.stop()
  }

  @Test(
    "The token becomes a cookie that scripts and other sites do not get, and leaves the address")
  func introduction() async throws {
    let preview = try await served()
    let token = preview.token.text
    for (path, place) in [
      ("/", "/"), ("/in/b.md", "/in/b.md"), ("//evil.example/x", "/"), ("/%2fevil.example", "/"),
      ("/a%0d%0aX:y", "/"), ("/a%22b", "/a%22b"), ("/%5cevil.example", "/%5Cevil.example"),
    ] {
      let answer = try await preview.answer([
        "GET \(path)?token=\(token) HTTP/1.1", "Host: \(preview.host)",
      ])
      #expect(answer.hasPrefix("HTTP/1.1 303 "), "\(path)")
      #expect(answer.contains("\r\nLocation: \(place)\r\n"), "\(answer)")
      #expect(
        answer.contains(
          "\r\nSet-Cookie: gradus-\(preview.port)=\(token); Path=/; HttpOnly; SameSite=Strict\r\n"))
    }
    #expect(preview.server.address == "http://\(preview.host)/?token=\(token)")
    #expect(token.count == 64 && AccessToken().text != token)
    await preview.server.stop()
  }

  @Test("A page says what it may do, and is never kept or framed")
  func heads() async throws {
    let preview = try await served()
    let answer = try await preview.get("/a.md")
    for head in [
      "Content-Security-Policy: default-src 'none'; script-src 'sha256-",
      "connect-src 'self'; frame-ancestors 'none'\r\n", "X-Frame-Options: DENY\r\n",
      "X-Content-Type-Options: nosniff\r\n", "Cache-Control: no-store\r\n",
      "Cross-Origin-Resource-Policy: same-origin\r\n", "Referrer-Policy: no-referrer\r\n",
    ] {
      #expect(answer.contains(head), "\(head)")
    }
    #expect(!answer.contains(preview.token.text))
    let head = try await preview.get("/a.md", method: "HEAD")
    #expect(head.hasPrefix("HTTP/1.1 200 ") && head.hasSuffix("\r\n\r\n"))
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
      #expect(try await preview.get("/a.md", method: method).hasPrefix("HTTP/1.1 405 "))
    }
    await preview.server.stop()
  }

  @Test("Only the loopback address is listened at")
  func loopback() async throws {
    let preview = try await ServedPreview(ScriptedNotebook(.blocks()))
    let port = preview.port
    _ = try await onThread { try RawClient(port: port) }
    // Any address of this machine would do; this one every machine has.
    await #expect(throws: ConnectionLost.self) {
      try await onThread { try RawClient(port: port, address: 0x7F00_0002) }
    }
    await preview.server.stop()
  }
}
