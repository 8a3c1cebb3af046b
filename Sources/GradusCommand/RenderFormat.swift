import ArgumentParser

/// What a notebook is turned into.
enum RenderFormat: String, ExpressibleByArgument, CaseIterable {
  /// Markdown for readers.
  case md
  /// A page, one file of HTML.
  case html
  /// A notebook of Jupyter, nbformat 4.5.
  case ipynb
  /// One Swift file.
  case swift

  /// The ending of the files.
  var ending: String { rawValue }
}
