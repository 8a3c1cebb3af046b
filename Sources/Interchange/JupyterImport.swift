import Diagnostics
import Notebooks

/// A notebook of Jupyter as Markdown.
///
/// Code cells in Swift become cells with their outputs. In another language they become plain fences
/// with that language, and what they showed becomes plain output text. What `JupyterExport` wrote
/// gives the Markdown it was made of, where it is as it was.
package struct JupyterImport {
  /// The Markdown.
  package let bytes: [UInt8]
  /// The images for the folder beside the Markdown.
  package private(set) var assets: [Asset] = []
  /// What did not come along, and what the reader should know.
  package private(set) var warnings: [Diagnostic] = []

  /// - Parameters:
  ///   - source: the file of Jupyter
  ///   - target: the path of the Markdown file, which its images stand beside
  ///   - defaults: the settings of the Markdown's project
  /// - Throws: where the file is no notebook, or one that cannot be written as Markdown
  package init(
    _ source: SourceText, to target: String, defaults: FrontMatter = FrontMatter()
  ) throws(InterchangeError) {
    let file = try JupyterFile(source)
    let cells = try ImportedCells(file, to: target)
    assets = cells.assets
    warnings = cells.warnings
    let metadata = NotebookMetadata(file.metadata)
    var problem: InterchangeError?
    // Cells that were moved out of their list or quote, or stand behind Markdown that takes in what
    // follows, are not read as cells where they stand.
    for attempt in cells.attempts {
      let parts = cells.parts(attempt, hasFrontMatter: metadata.frontMatter != nil)
      let assembly = MarkdownAssembly(parts, metadata)
      let notebook = Notebook(path: target, bytes: assembly.bytes, defaults: defaults)
      if let misread = cells.misread(notebook, assembly) {
        problem = problem ?? misread
        continue
      }
      warnings += cells.extra(notebook, assembly)
      bytes = try cells.record(in: notebook, assembly, attempt)
      return
    }
    throw problem ?? InterchangeError(source, 0, "cannot be written as Markdown")
  }
}
