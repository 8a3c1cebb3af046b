import BrowserDriver
import Foundation
import Testing

/// `gradus preview` and an editor, seen in headless Chromium.
@Suite(.enabled(if: Browser.environment != nil), .serialized)
struct PreviewTests {
  /// A preview that runs until it is let go of.
  private final class Preview {
    let address: String
    let process: Process

    init(_ arguments: [String], in folder: Folder) async throws {
      let log = folder.path + "/.preview"
      try Data().write(to: URL(fileURLWithPath: log))
      process = try Command.start(
        ["preview"] + arguments, in: folder,
        output: try #require(FileHandle(forWritingAtPath: log)),
        errors: .standardError)
      for _ in 0..<6000 {
        let text = try String(contentsOfFile: log, encoding: .utf8)
        if let line = text.split(separator: "\n").first, text.contains("\n") {
          address = String(line)
          return
        }
        try #require(process.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      throw ConnectionLost()
    }

    var port: UInt16 { URL(string: address).flatMap(\.port).flatMap(UInt16.init(exactly:)) ?? 0 }

    func end() {
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
    }
  }

  /// Runs a test with a preview and a browser, and ends both.
  private func withPreview(
    _ arguments: [String], in folder: Folder, _ body: (Preview, Browser) async throws -> Void
  ) async throws {
    let preview = try await Preview(arguments, in: folder)
    let browser = try Browser()
    defer {
      browser.quit()
      preview.end()
    }
    try await browser.open(preview.address)
    try await body(preview, browser)
    preview.end()
    #expect(preview.process.terminationStatus == 0)
  }

  private static func cell(_ number: Int) -> String { "document.querySelector('#cell-\(number)')" }

  /// Whether the text of a cell with its outputs holds something.
  private func wait(_ browser: Browser, cell: Int, shows text: String) async throws {
    try await browser.wait("\(Self.cell(cell))?.innerText.includes(\"\(text)\")")
  }

  private func wait(_ browser: Browser, cell: Int, is status: String) async throws {
    try await browser.wait("\(Self.cell(cell))?.dataset.status === '\(status)'")
  }

  private func press(_ browser: Browser, _ command: String) async throws {
    let button = "document.querySelector('[data-command=\(command)]')"
    try await browser.wait("!\(button).disabled")
    try await browser.run("\(button).click();")
  }

  /// Counts in a file how often it runs.
  private static let counted = """
    # Live

    Some prose.

    ```swift
    import Glibc
    let file = fopen("runs", "a")!
    fputs("x", file)
    fclose(file)
    let a = 20
    ```


    """

  @Test("What is saved is seen: code, prose, errors, plots, a loop without end, and nothing lost")
  func edits() async throws {
    let folder = try Folder(["a.md": Self.counted + "```swift\na + 1\n```\n"])
    func runs() -> Int { ((try? folder.text("runs")) ?? "").count }
    func save(_ rest: String, prose: String = "Some prose.") throws {
      try folder.write(
        Self.counted.replacing("Some prose.", with: prose) + rest, to: "a.md")
    }
    func saveByRename(_ rest: String) throws {
      try folder.write(Self.counted + rest, to: "a.new")
      rename(folder.path + "/a.new", folder.path + "/a.md")
    }
    try await withPreview(["a.md"], in: folder) { _, browser in
      // Nothing runs before it is asked for.
      try await wait(browser, cell: 2, is: "notRun")
      #expect(runs() == 0)
      try await press(browser, "runAll")
      try await wait(browser, cell: 2, shows: "21")
      try await wait(browser, cell: 2, is: "done")
      #expect(runs() == 1)

      // 1: code.
      try save("```swift\na + 2\n```\n")
      try await wait(browser, cell: 2, shows: "22")
      // 2: prose.
      try save("```swift\na + 2\n```\n", prose: "Other **prose**.")
      try await browser.wait(
        "[...document.querySelectorAll('strong')].some(e => e.textContent === 'prose')")
      try await wait(browser, cell: 2, is: "done")
      // 3: an error, under its line.
      try save("```swift\nlet b = a + nothing\nb\n```\n")
      try await wait(browser, cell: 2, is: "failed")
      try await browser.wait(
        "/a \\+ nothing\\n[^\\n]*\\^.*cannot find 'nothing' in scope[^\\n]*\\nb/.test(document.querySelector('#cell-2 code').innerText)"
      )
      // 4: the error is gone.
      try saveByRename("```swift\nlet b = a + 3\nb\n```\n")
      try await wait(browser, cell: 2, shows: "23")
      #expect(
        try await browser.value("return document.querySelectorAll('.problem').length;") == 0)
      // 5: a plot.
      try save(
        "```swift\nimport Gradus\nPlot(.line(over: 0...3) { $0 * $0 }, title: \"Square\")\n```\n")
      try await browser.wait("document.querySelector('#cell-2 img')?.naturalWidth > 100")
      // 6: a loop without end, interrupted from the page.
      try save("```swift\nprint(\"be\" + \"gun\")\nwhile true {}\n```\n\n```swift\na + 5\n```\n")
      try await wait(browser, cell: 2, shows: "begun")
      try await wait(browser, cell: 2, is: "running")
      try await press(browser, "interrupt")
      try await wait(browser, cell: 2, is: "failed")
      // 7: and what comes behind it.
      try save("```swift\nprint(\"en\" + \"ded\")\n```\n\n```swift\na + 6\n```\n")
      try await wait(browser, cell: 2, shows: "ended")
      try await wait(browser, cell: 3, shows: "26")
      // 8: output arrives while a cell runs.
      try save(
        """
        ```swift
        print("fi" + "rst")
        while access("go", F_OK) != 0 { usleep(1000) }
        print("sec" + "ond")
        ```

        """)
      try await wait(browser, cell: 2, shows: "first")
      try await wait(browser, cell: 2, is: "running")
      try folder.write("", to: "go")
      try await wait(browser, cell: 2, shows: "second")
      try await wait(browser, cell: 2, is: "done")
      // 9: two saves at once.
      for number in 7...8 { try save("```swift\na + \(number)\n```\n") }
      try await wait(browser, cell: 2, shows: "28")
      // 10: the file is deleted, and restored with something else in it.
      unlink(folder.path + "/a.md")
      try await browser.wait("!document.querySelector('.trouble').hidden")
      try save("```swift\na + 9\n```\n")
      try await wait(browser, cell: 2, shows: "29")
      try await browser.wait("document.querySelector('.trouble').hidden")
      #expect(runs() == 1)

      // Nothing has been written; now it is, and what then changes differs from the record.
      #expect(try !folder.text("a.md").contains("29"))
      try await press(browser, "record")
      for _ in 0..<6000 where try !folder.text("a.md").contains("```output\n29\n```") {
        try await Task.sleep(for: .milliseconds(20))
      }
      let recorded = try folder.text("a.md")
      #expect(recorded.contains("```output\n29\n```"))
      try folder.write(recorded.replacing("a + 9", with: "a + 10"), to: "a.md")
      try await wait(browser, cell: 2, is: "drifted")
      try await browser.wait(
        "\(Self.cell(2)).querySelector('.record').innerText.includes('29') && \(Self.cell(2)).querySelector('.compared').innerText.includes('30')"
      )
      #expect(runs() == 1)
      // All of it again, and from one cell on.
      try await press(browser, "runAll")
      for _ in 0..<6000 where runs() < 2 { try await Task.sleep(for: .milliseconds(20)) }
      try await wait(browser, cell: 2, is: "drifted")
      #expect(runs() == 2)
      try await browser.run("\(Self.cell(2)).querySelector('.mark button').click();")
      try await wait(browser, cell: 2, is: "drifted")
      #expect(runs() == 2)
      #expect(try await browser.complaints() == [])
    }
  }

  @Test("Who is not the reader gets nothing, and the page of another site cannot ask")
  func strangers() async throws {
    let folder = try Folder(["in/a.md": "# Secret title\n\n```swift\n1\n```\n", "b.md": "secret"])
    try await withPreview(["in"], in: folder) { preview, browser in
      try await browser.wait("document.body.innerText.includes('Secret title')")
      let host = "127.0.0.1:\(preview.port)"
      let token = try #require(preview.address.split(separator: "=").last)
      let cookie = "Cookie: gradus-\(preview.port)=\(token)"
      func answer(_ lines: String...) throws -> String {
        let client = try RawClient(port: preview.port)
        try client.send((lines + ["Connection: close", "", ""]).joined(separator: "\r\n"))
        return String(decoding: try client.readToEnd(), as: UTF8.self)
      }
      #expect(try answer("GET /a.md HTTP/1.1", "Host: \(host)", cookie).hasPrefix("HTTP/1.1 200 "))
      for lines in [
        ["GET /a.md HTTP/1.1", "Host: evil.example", cookie],
        ["GET /a.md HTTP/1.1", "Host: \(host)", cookie, "Origin: http://evil.example"],
        ["GET /a.md HTTP/1.1", "Host: \(host)"],
        ["GET /../b.md HTTP/1.1", "Host: \(host)", cookie],
        ["GET /%2e%2e/b.md HTTP/1.1", "Host: \(host)", cookie],
        ["GET /..%2fb.md HTTP/1.1", "Host: \(host)", cookie],
      ] {
        let client = try RawClient(port: preview.port)
        try client.send((lines + ["Connection: close", "", ""]).joined(separator: "\r\n"))
        let text = String(decoding: try client.readToEnd(), as: UTF8.self)
        #expect(
          text.hasPrefix("HTTP/1.1 403 ") || text.hasPrefix("HTTP/1.1 404 "), "\(lines): \(text)")
        #expect(!text.contains("ecret") && !text.contains("<html"), "\(lines)")
      }
      // A page of another origin, in the browser that has the cookie.
      try await browser.open("data:text/html,<title>other</title>")
      let isRefused: Bool = try await browser.value(
        """
        return new Promise(resolve => {
          const socket = new WebSocket('ws://\(host)/a.md');
          socket.onopen = () => resolve(false);
          socket.onerror = () => resolve(true);
        });
        """)
      #expect(isRefused)
    }
  }

  @Test("A preview that is started anew is found by the page that is open, where it was")
  func restart() async throws {
    let folder = try Folder(["a.md": Self.counted])
    let browser = try Browser()
    defer { browser.quit() }
    let first = try await Preview(["a.md"], in: folder)
    try await browser.open(first.address)
    try await wait(browser, cell: 1, is: "notRun")
    first.end()
    try await browser.wait("document.querySelector('.connection').dataset.state === 'lost'")
    try folder.write("# Changed\n\n" + Self.counted, to: "a.md")
    let second = try await Preview(["a.md", "--run"], in: folder)
    defer { second.end() }
    #expect(second.address == first.address)
    try await browser.wait("document.body.innerText.includes('Changed')")
    try await wait(browser, cell: 1, is: "done")
  }

  @Test("A port that is taken, and a file that is not there, are told")
  func refusals() async throws {
    let folder = try Folder(["a.md": Self.counted])
    let preview = try await Preview(["a.md", "--port", "0"], in: folder)
    defer { preview.end() }
    let taken = try Command(["preview", "a.md", "--port", "\(preview.port)"], in: folder)
    #expect(taken.status == 69 && taken.errors.contains("port \(preview.port) is in use"))
    let missing = try Command(["preview", "none.md"], in: folder)
    #expect(missing.status == 66 && missing.errors.contains("none.md"))
  }
}
