import BrowserDriver
import Foundation
import Previews
import Serving
import Synchronization
import Testing

@Suite struct ServerTests {
  private let folder = TemporaryFolder()

  @Test("A port that is taken is told as such")
  func portInUse() async throws {
    let preview = try await ServedPreview(ScriptedNotebook(.blocks()))
    let second = PreviewServer(
      NotebookShelf(file: "a.md") { _ in ScriptedNotebook(.blocks()) }, mathLibrary: nil)
    await #expect(throws: PreviewError.portInUse(preview.port)) {
      try await second.start(port: preview.port, token: AccessToken())
    }
    #expect(PreviewError.portInUse(80).description.hasPrefix("port 80 is in use"))
    await preview.server.stop()
  }

  @Test("A server that is started anew at the same port with the same token is found again")
  func restart() async throws {
    let notebook = ScriptedNotebook(.blocks("<p>before</p>"))
    let preview = try await ServedPreview(notebook)
    let tab = try await preview.tab()
    _ = try await tab.receive()
    await preview.server.stop()
    try await tab.receiveEnd()
    try await eventually { notebook.observerCount == 0 }

    notebook.state = .blocks("<p>behind</p>")
    try await preview.server.start(port: preview.port, token: preview.token)
    #expect(try await preview.tab().receive().blocks == ["<p>behind</p>"])
    await preview.server.stop()
    await #expect(throws: ConnectionLost.self) { try await preview.get("/a.md") }
  }

  @Test("Port and token are kept where nobody else can read them")
  func memory() throws {
    let cache = folder.path
    let memory = ServerMemory(folder: cache, of: "/a.md")
    #expect(memory.recall() == nil)
    let identity = ServerMemory.Identity(port: 4000, token: AccessToken())
    try memory.keep(identity)
    #expect(memory.recall() == identity)
    #expect(ServerMemory(folder: cache, of: "/b.md").recall() == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: cache + "/previews")
    #expect(names.count == 1)
    let file = cache + "/previews/" + names[0]
    func mode(_ path: String) -> mode_t {
      var status = stat()
      return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }
    #expect(mode(file) == 0o600 && mode(cache + "/previews") == 0o700)

    chmod(file, 0o640)
    #expect(memory.recall() == nil)
    chmod(file, 0o600)
    #expect(memory.recall() == identity)
    // Somebody else's file behind a link is none of ours.
    rename(file, file + ".real")
    symlink(file + ".real", file)
    #expect(memory.recall() == nil)
    try memory.keep(identity)
    #expect(memory.recall() == identity)
    for text in ["", "4000", "0 \(identity.token.text)", "4000 abc", "x \(identity.token.text)"] {
      Save.inPlace.write(text, to: file)
      #expect(memory.recall() == nil, "\(text)")
    }
  }

  @Test("Where a preview was before it is again, unless the port is taken or another one wanted")
  func sameAddress() async throws {
    let memory = ServerMemory(folder: folder.path, of: "/a.md")
    func server() -> PreviewServer {
      PreviewServer(
        NotebookShelf(file: "a.md") { _ in ScriptedNotebook(.blocks()) }, mathLibrary: nil)
    }
    let first = server()
    let address = try await first.start(port: nil, memory: memory)
    let second = server()
    let other = try await second.start(port: nil, memory: memory)
    #expect(other.split(separator: "?")[0] != address.split(separator: "?")[0])
    #expect(other.split(separator: "=")[1] != address.split(separator: "=")[1])
    await first.stop()
    await second.stop()
    let third = server()
    #expect(try await third.start(port: nil, memory: memory) == other)
    let taken = try #require(memory.recall())
    await #expect(throws: PreviewError.portInUse(taken.port)) {
      try await server().start(port: taken.port, memory: memory)
    }
    await third.stop()
    #expect(try await third.start(port: taken.port, memory: memory) == other)
    await third.stop()
    #expect(try await third.start(port: 0, memory: memory) != other)
    await third.stop()
  }

  @Test("A folder of 500 notebooks is listed, and a notebook opened when it is asked for")
  func folder500() async throws {
    let names = (0..<500).map { "in \($0 % 7)/notebook-\($0).md" }
    let opened = Mutex<[String]>([])
    let root = folder.path
    for name in names {
      let file = root + "/" + name
      try FileManager.default.createDirectory(
        atPath: String(file[..<file.lastIndex(of: "/")!]), withIntermediateDirectories: true)
      Save.inPlace.write("x", to: file)
    }
    let preview = try await ServedPreview(
      try NotebookShelf(folder: root) {
        names.map { NotebookShelf.Entry(path: $0, title: "Title <of> \($0)") }
      } open: { path in
        opened.withLock { $0.append(path) }
        return ScriptedNotebook(.blocks("<p>\(path)</p>"))
      })
    let index = try await preview.tab("/").receive()
    let html = try #require(index.blocks?.joined())
    #expect(html.components(separatedBy: "<li>").count == 501)
    #expect(
      html.contains("<a href=\"/in%203/notebook-3.md\">Title &lt;of&gt; in 3/notebook-3.md</a>"))
    #expect(opened.withLock { $0 }.isEmpty)
    for _ in 0..<2 {
      let page = try await preview.tab("/in%203/notebook-3.md").receive()
      #expect(page.blocks == ["<p>\(root)/in 3/notebook-3.md</p>"])
    }
    #expect(opened.withLock { $0 } == [root + "/in 3/notebook-3.md"])
    await preview.server.stop()
  }

  @Test("The list of a folder follows what becomes of it")
  func folderChanges() async throws {
    let root = folder.path
    @Sendable func list() -> [NotebookShelf.Entry] {
      (try? FileManager.default.contentsOfDirectory(atPath: root))?.sorted()
        .filter { $0.hasSuffix(".md") }
        .map { NotebookShelf.Entry(path: $0, title: $0) } ?? []
    }
    let preview = try await ServedPreview(
      try NotebookShelf(folder: root, list: list) { ScriptedNotebook(.blocks("<p>\($0)</p>")) })
    let tab = try await preview.tab("/")
    #expect(try await tab.receive().blocks?.last == "<p>There are no notebooks here.</p>\n")
    Save.rename.write("x", to: root + "/new.md")
    #expect(try await tab.receive().splices?.last?.blocks[0].contains("href=\"/new.md\"") == true)
    #expect(try await preview.tab("/new.md").receive().blocks == ["<p>\(root)/new.md</p>"])
    unlink(root + "/new.md")
    #expect(
      try await tab.receive().splices?.last?.blocks == ["<p>There are no notebooks here.</p>\n"])
    await preview.server.stop()
  }

  @Test("The address `/` leads to the one notebook that is shown")
  func single() async throws {
    let preview = try await ServedPreview(
      NotebookShelf(file: folder.path + "/ä b.md") {
        ScriptedNotebook(.blocks("<p>\($0)</p>"))
      })
    #expect(try await preview.get("/").contains("\r\nLocation: /%C3%A4%20b.md\r\n"))
    #expect(
      try await preview.tab("/%C3%A4%20b.md").receive().blocks == ["<p>\(folder.path)/ä b.md</p>"])
    #expect(try await preview.get("/other.md").hasPrefix("HTTP/1.1 404 "))
    await preview.server.stop()
  }
}
