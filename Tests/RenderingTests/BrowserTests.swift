import Foundation
import Notebooks
import Rendering
import Testing

/// Pages in headless Chromium; `make test-all` brings what this needs.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["GRADUS_TEST_ALL"] != nil))
struct BrowserTests {
  private struct Sight: Decodable {
    let headings, prompts, requests: [String]
    let images: [Int]
    let inputs, outputs, keywords, tables, formulas, set, broken, buttons: Int
    let contents, overflow, ran: Int
    let back: String
  }

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("A browser shows all of a page, asks nobody for anything and runs nobody else's script")
  func pages() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradus-pages-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let library = try #require(MathLibrary())

    let path = Self.root.appending(path: "notebooks/probability.md").path
    let notebook = Notebook(path: path, bytes: try NotebookFile.read(path))
    let good = folder.appending(path: "good.html")
    let page = HTMLPage(notebook, images: ImageSource(besides: path))
    try Data(page.bytes(mathLibrary: library)).write(to: good)

    let payloads = HostileNotebookTests.payloads.map {
      $0.replacing("alert(1)", with: "window.ran=1").replacing("alert%281%29", with: "window.ran=1")
    }
    let hostile = HostileNotebookTests.places.map { place in
      payloads.map(place.notebook).joined(separator: "\n\n")
    }.joined(separator: "\n\n")
    let bad = folder.appending(path: "bad.html")
    let badNotebook = Notebook(path: "bad.md", bytes: Array(hostile.utf8))
    try Data(
      HTMLPage(badNotebook, images: ImageSource(besides: "/nonexistent/bad.md"))
        .bytes(mathLibrary: library)
    ).write(to: bad)

    let sights = try look([good.path, bad.path])
    let recorded = notebook.cells.filter { !$0.recorded.isEmpty }
    for (name, pair) in sights {
      let (sight, hostile) = (pair[0], pair[1])
      #expect(sight.headings.first == "Probability", "\(name)")
      #expect(sight.headings.count > 4, "\(name)")
      #expect(sight.inputs == notebook.cells.count, "\(name)")
      #expect(sight.prompts.count == notebook.cells.count + recorded.count, "\(name)")
      #expect(sight.outputs >= recorded.count, "\(name)")
      #expect(sight.keywords > 10 && sight.buttons >= sight.inputs, "\(name)")
      #expect(sight.images.count == 3 && sight.images.allSatisfy { $0 > 100 }, "\(name)")
      #expect(sight.tables >= 2 && sight.contents == 1, "\(name)")
      #expect(sight.formulas > 10 && sight.set == sight.formulas, "\(name)")
      #expect(sight.broken == 0 && sight.overflow <= 0, "\(name)")
      #expect(sight.requests.isEmpty && hostile.requests.isEmpty, "\(name) \(hostile.requests)")
      #expect(hostile.ran == 0 && hostile.formulas > 0, "\(name)")
    }
    #expect(sights["dark"]?[0].back != sights["wide"]?[0].back)
  }

  private func look(_ pages: [String]) throws -> [String: [Sight]] {
    let environment = try #require(ProcessInfo.processInfo.environment["GRADUS_TEST_ALL"])
    let script = Self.root.appending(path: "Tests/RenderingTests/browser.py").path
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: environment + "/bin/python")
    process.arguments = [script] + pages
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try JSONDecoder().decode([String: [Sight]].self, from: data)
  }
}
