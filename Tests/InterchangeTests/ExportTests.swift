import Diagnostics
import Fixtures
import Foundation
import Interchange
import Notebooks
import Testing

@Suite struct ExportTests {
  @Test(
    "A notebook becomes the Jupyter notebook expected",
    arguments: Fixture.all(in: "export", ending: ".md"))
  func golden(fixture: Fixture) throws {
    let notebook = Notebook(path: fixture.url.path, bytes: try fixture.bytes())
    let export = try JupyterExport(notebook, assets: AssetFolder(besides: fixture.url.path))
    try fixture.expect(export.bytes, equal: fixture.sibling(ending: "ipynb"))
    #expect(export.warnings.isEmpty)
    let back = try JupyterImport(
      SourceText(file: "a.ipynb", bytes: export.bytes), to: fixture.url.path)
    #expect(try back.bytes == fixture.bytes())
  }

  @Test("An image that is missing is left out with a warning at its line") func missing() throws {
    let text = """
      ```swift
      plot
      ```

      <!-- output -->
      ![Plot](none.assets/cell-1-1.svg)
      <!-- /output -->

      """
    let notebook = Notebook(path: "none.md", bytes: Array(text.utf8))
    let export = try JupyterExport(notebook, assets: AssetFolder(besides: "none.md"))
    #expect(
      export.warnings.map { "\($0.location): \($0.message)" }
        == ["none.md:6:1: the image 'none.assets/cell-1-1.svg' is missing"])
    #expect(String(decoding: export.bytes, as: UTF8.self).contains("![Plot](none.assets/cell"))
  }

  @Test("Identifiers are unique, valid, and a cell's own name where it has one") func ids() throws {
    let long = String(repeating: "a", count: 80)
    let text = ["cell-2", "text-1", long, long + "b"].map { "```swift name=\($0)\n```\n\nx\n\n" }
    let notebook = Notebook(path: "a.md", bytes: Array((text.joined() + "```swift\n```\n").utf8))
    let export = try JupyterExport(notebook, assets: AssetFolder(besides: "a.md"))
    let json = try JSONSerialization.jsonObject(with: Data(export.bytes)) as? [String: Any]
    let cells = try #require(json?["cells"] as? [[String: Any]])
    let ids = cells.compactMap { $0["id"] as? String }
    #expect(ids.count == cells.count && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil })
    #expect(ids[0] == "cell-2" && ids[2] == "text-1")
  }
}
