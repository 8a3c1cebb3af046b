import Diagnostics
import Foundation
import Interchange
import Notebooks
import Testing

@Suite struct RoundTripTests {
  @Test(
    "Markdown to Jupyter and back gives the same bytes and images",
    arguments: ProjectFile.notebooks + ProjectFile.fixtures)
  func sameBytes(file: ProjectFile) throws {
    let notebook = try file.notebook()
    let folder = AssetFolder(besides: file.path)
    if notebook.isMalformed {
      #expect(throws: NotebookError.malformed(path: file.path)) {
        try JupyterExport(notebook, assets: folder)
      }
      return
    }
    let exported = try JupyterExport(notebook, assets: folder)
    let back = try JupyterImport(
      SourceText(file: "a.ipynb", bytes: exported.bytes), to: file.path)
    #expect(
      String(decoding: back.bytes, as: UTF8.self) == String(decoding: notebook.bytes, as: UTF8.self)
    )
    #expect(back.bytes == notebook.bytes)
    #expect(try folder.changed(back.assets).isEmpty)
    #expect(try JupyterExport(notebook, assets: folder).bytes == exported.bytes)
  }
}
