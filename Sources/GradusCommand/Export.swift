import ArgumentParser
import Diagnostics
import Interchange
import Notebooks

/// A notebook in a form for another program.
struct Export {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    /// Jupyter's, nbformat 4.5.
    case ipynb
    /// One Swift file.
    case swift
  }

  let bytes: [UInt8]
  let warnings: [Diagnostic]

  /// - Parameter assets: the folder with the images that the cells showed
  /// - Throws: `InterchangeError` for what the notebook says, `NotebookError` for its files
  init(_ notebook: Notebook, as format: Format, assets: AssetFolder) throws {
    switch format {
    case .ipynb:
      let export = try JupyterExport(notebook, assets: assets)
      (bytes, warnings) = (export.bytes, export.warnings)
    case .swift:
      (bytes, warnings) = (Array(try SwiftSource(notebook).text.utf8), [])
    }
  }
}
