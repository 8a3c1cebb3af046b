import BrowserDriver
import Diagnostics
import Foundation
import Notebooks
import Previews
import Rendering
import Serving
import Testing

/// The page of a preview in headless Chromium, with a notebook whose states the test sets.
@Suite(.enabled(if: Browser.environment != nil), .serialized)
struct LivePageTests {
  private static let cellCount = 30

  /// A notebook with a heading, prose and an output for each cell.
  private static func text(prose: String = "Some prose.") -> String {
    "# Notebook\n\n"
      + (1...cellCount).map { number in
        """
        ## Part \(number)

        \(prose) Number \(number), with $x^\(number)$.

        ```swift
        let x\(number) = \(number)
        print(x\(number))
        ```

        ```output
        \(number)
        ```


        """
      }.joined()
  }

  private static func state(
    _ text: String = text(), _ annotations: [Int: CellAnnotation] = [:]
  ) -> PageState {
    var options = HTMLOptions()
    options.annotations = annotations
    let page = HTMLPage(
      Notebook(path: "a.md", bytes: Array(text.utf8)), images: ImageSource(besides: "/none/a.md"),
      options: options)
    var state = PageState(title: page.title)
    state.blocks = page.blocks
    state.contents = page.tableOfContents
    state.cells = Array(repeating: CellMark(.notRun(reason: nil)), count: cellCount)
    return state
  }

  /// What browsers log while the server is away and the page asks for it in vain.
  private static let absence = ["WebSocket", "ERR_CONNECTION_REFUSED"]

  /// A browser at the page, and what it shows; it must log nothing.
  ///
  /// - Parameter allowed: parts of what it may log at the end
  private func withPage(
    allowing allowed: [String] = [],
    _ body: (Browser, ScriptedNotebook, PreviewServer, ServedPreview) async throws -> Void
  ) async throws {
    let notebook = ScriptedNotebook(Self.state())
    let shelf = NotebookShelf(file: "/nonexistent/a.md") { _ in notebook }
    let library = try #require(MathLibrary())
    let preview = try await ServedPreview(shelf, mathLibrary: library)
    let browser = try Browser()
    do {
      try await browser.open(try #require(preview.server.address))
      try await browser.wait("document.querySelectorAll('section.cell').length === 30")
      try await body(browser, notebook, preview.server, preview)
      try await expectNoComplaints(of: browser, but: allowed)
    } catch {
      browser.quit()
      await preview.server.stop()
      throw error
    }
    browser.quit()
    await preview.server.stop()
  }

  private func expectNoComplaints(of browser: Browser, but allowed: [String]) async throws {
    let complaints = try await browser.complaints().filter { complaint in
      !allowed.contains(where: complaint.contains)
    }
    #expect(complaints == [])
  }

  @Test("A page shows what goes on: marks, progress, errors under their lines, buttons")
  func marks() async throws {
    try await withPage { browser, notebook, _, _ in
      #expect(try await browser.value("return location.search + location.pathname;") == "/a.md")
      try await browser.wait("document.querySelectorAll('.math .katex-html').length === 30")
      try await browser.wait(
        "[...document.querySelectorAll('.mark .state')].every(e => e.textContent === 'not run')")
      try await browser.wait(
        "!document.querySelector('[data-command=runAll]').disabled && document.querySelector('[data-command=interrupt]').disabled && document.querySelector('[data-command=record]').disabled"
      )
      try await browser.run("document.querySelector('[data-command=runAll]').click();")
      try await eventually { notebook.commands == [.runAll] }

      var state = notebook.state
      state.isRunning = true
      state.cells[0] = CellMark(.done, time: .milliseconds(12))
      state.cells[1] = CellMark(
        .running, time: .seconds(70), progress: .init(fraction: 0.25, label: "epoch 1 of 4"))
      for index in 2..<30 { state.cells[index] = CellMark(.queued) }
      notebook.state = state
      try await browser.wait("document.querySelector('#cell-1 .time').textContent === '12 ms'")
      try await browser.wait(
        "/^1 min 1\\d s$/.test(document.querySelector('#cell-2 .time').textContent)")
      try await browser.wait(
        "document.querySelector('#cell-2 progress').value === 0.25 && document.querySelector('#cell-2 .label').textContent === 'epoch 1 of 4'"
      )
      try await browser.wait(
        "document.querySelector('.summary').textContent === 'running cell 2 of 30'")
      try await browser.run("document.querySelector('[data-command=interrupt]').click();")
      try await eventually { notebook.commands.last == .interrupt }

      let problem = Diagnostic(
        .error, at: SourceLocation(file: "a.md", line: 8, column: 5), "cannot find 'q' in scope")
      state = Self.state(
        Self.text(),
        [
          0: CellAnnotation(problems: [problem]),
          1: CellAnnotation(shown: CellOutput(text: "other\n"), showsRecord: true),
        ])
      state.cells[0] = CellMark(.failed, time: .milliseconds(3))
      state.cells[1] = CellMark(.drifted)
      state.canRecord = true
      state.message = "interrupted"
      notebook.state = state
      try await browser.wait(
        "document.querySelector('#cell-1 code').innerText.includes(\"cannot find 'q' in scope\")")
      // The mark stands under the column of the line above.
      let distance: Double = try await browser.value(
        """
        const code = document.querySelector('#cell-1 code');
        const range = document.createRange();
        const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
        const place = {};
        for (let offset = 0; walker.nextNode();) {
          const node = walker.currentNode;
          if (node.data.includes('^')) {
            range.setStart(node, node.data.indexOf('^'));
            range.setEnd(node, node.data.indexOf('^') + 1);
            place.mark = range.getBoundingClientRect();
          }
          if (!place.name && offset <= 4 && offset + node.data.length > 4) {
            range.setStart(node, 4 - offset);
            range.setEnd(node, 5 - offset);
            place.name = range.getBoundingClientRect();
          }
          offset += node.data.length;
        }
        return Math.abs(place.mark.left - place.name.left) + (place.mark.top > place.name.top ? 0 : 99);
        """)
      #expect(distance < 1)
      try await browser.wait(
        "document.querySelector('#cell-2 .record').innerText.includes('2') && document.querySelector('#cell-2 .compared').innerText.includes('other')"
      )
      try await browser.wait(
        "document.querySelector('.summary').textContent.endsWith('interrupted') && document.title.startsWith('✗')"
      )
      try await browser.run("document.querySelector('[data-command=record]').click();")
      try await eventually { notebook.commands.last == .record }
      try await browser.run("document.querySelector('#cell-7 .mark button').click();")
      try await eventually { notebook.commands.last == .run(from: 6) }

      state.problem = "<p>the file is gone</p>"
      notebook.state = state
      try await browser.wait(
        "!document.querySelector('.trouble').hidden && document.querySelector('.trouble').innerText === 'the file is gone'"
      )
      #expect(
        try await browser.value("return document.querySelectorAll('section.cell').length;") == 30)
    }
  }

  @Test("Keys do what the list of keys says")
  func keys() async throws {
    try await withPage { browser, notebook, _, _ in
      func press(_ key: String) async throws {
        try await browser.run(
          "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '\(key)', bubbles: true}));"
        )
      }
      try await press("r")
      try await eventually { notebook.commands == [.runAll] }
      for _ in 0..<3 { try await press("j") }
      try await browser.wait("document.activeElement.id === 'cell-3'")
      try await press("k")
      try await browser.wait("document.activeElement.id === 'cell-2'")
      try await press("f")
      try await eventually { notebook.commands.last == .run(from: 1) }
      var state = notebook.state
      state.isRunning = true
      notebook.state = state
      try await browser.wait("!document.querySelector('[data-command=interrupt]').disabled")
      try await press("i")
      try await eventually { notebook.commands.last == .interrupt }
      state.isRunning = false
      state.canRecord = true
      // The cell in focus is replaced, and in focus still.
      state.blocks = Self.state(Self.text(prose: "New")).blocks.map {
        $0.replacing("print", with: "debugPrint")
      }
      notebook.state = state
      try await browser.wait("document.querySelector('#cell-2').innerText.includes('debugPrint')")
      try await browser.wait("document.activeElement.id === 'cell-2'")
      try await press("w")
      try await eventually { notebook.commands.last == .record }
      try await press("?")
      try await browser.wait("!document.getElementById('keys').hidden")
    }
  }

  @Test("What the reader looks at stays where it is when something above changes")
  func scrolling() async throws {
    try await withPage { browser, notebook, _, _ in
      func top(_ selector: String) async throws -> Double {
        try await browser.value(
          "return document.querySelector('\(selector)').getBoundingClientRect().top;")
      }
      try await browser.run(
        "document.documentElement.style.scrollBehavior = 'auto'; document.querySelector('#cell-20').scrollIntoView();"
      )
      let before = try await top("#cell-20")
      // Above, the text grows by several lines and blocks appear.
      let long = String(repeating: "Many words that take a lot of room. ", count: 20)
      var text = Self.text(prose: long)
      text = text.replacing("## Part 3\n", with: "## Inserted\n\nmore\n\n## Part 3\n")
      notebook.state = Self.state(text)
      try await browser.wait("document.querySelector('article').innerText.includes('Inserted')")
      #expect(abs(try await top("#cell-20") - before) < 2)
      // A picture arrives above.
      var state = notebook.state
      let square = Data(
        "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='500'/>".utf8)
      state.blocks[4] =
        "<p><img alt=\"\" src=\"data:image/svg+xml;base64,\(square.base64EncodedString())\"></p>\n"
      notebook.state = state
      try await browser.wait(
        "document.querySelector('img') && document.querySelector('img').naturalHeight === 500")
      try await browser.wait(
        "Math.abs(document.querySelector('#cell-20').getBoundingClientRect().top - \(before)) < 2")
      // The block in sight is itself replaced.
      notebook.state = Self.state(text.replacing("let x20 = 20", with: "let x20 = 21"))
      try await browser.wait("document.querySelector('#cell-20').innerText.includes('21')")
      #expect(abs(try await top("#cell-20") - before) < 2)
      // And through a reload.
      try await browser.run("location.reload();")
      try await browser.wait("document.querySelectorAll('section.cell').length === 30")
      try await browser.wait(
        "Math.abs(document.querySelector('#cell-20').getBoundingClientRect().top - \(before)) < 2")
    }
  }

  @Test("Several tabs show the same, and find the server again when it is started anew")
  func tabs() async throws {
    // At the end the tabs ask on, and are refused.
    try await withPage(allowing: Self.absence + ["403"]) { browser, notebook, server, preview in
      let address = try #require(server.address)
      for _ in 0..<2 {
        try await browser.tab()
        try await browser.open(address)
        try await browser.wait("document.querySelectorAll('section.cell').length === 30")
      }
      notebook.state = Self.state(Self.text(prose: "First change."))
      for tab in 0..<3 {
        try await browser.tab(tab)
        try await browser.wait("document.body.innerText.includes('First change.')")
      }
      try await browser.run("document.querySelector('#cell-20').scrollIntoView();")
      await server.stop()
      try await browser.wait(
        "document.querySelector('.connection').dataset.state === 'lost' && document.querySelector('[data-command=runAll]').disabled"
      )
      notebook.state = Self.state(Self.text(prose: "Behind the restart."))
      try await server.start(port: preview.port, token: preview.token)
      for tab in 0..<3 {
        try await browser.tab(tab)
        try await browser.wait(
          "document.querySelector('.connection').dataset.state === 'connected' && document.body.innerText.includes('Behind the restart.')"
        )
      }
      try await browser.wait(
        "Math.abs(document.querySelector('#cell-20').getBoundingClientRect().top) < 200")
      try await expectNoComplaints(of: browser, but: Self.absence)
      // With another token the pages are strangers.
      await server.stop()
      try await server.start(port: preview.port, token: AccessToken())
      try await browser.wait(
        "document.querySelector('.connection').textContent.startsWith('started anew')")
    }
  }
}
