import CommonMark
import Diagnostics

/// A Markdown file, the Swift cells in it and the outputs recorded behind them.
///
/// Reading never fails: whatever is wrong in the file is in `diagnostics`. Reading and writing a
/// notebook gives the same bytes, whatever they are.
package struct Notebook: Sendable {
  package let source: SourceText
  package let path: String
  package let frontMatter: FrontMatter
  /// The lines of front matter at the head of the file, ours or another tool's, with its delimiters.
  package let frontMatterLines: ClosedRange<Int>?
  /// What front matter says that the notebook is called.
  package let title: String?
  /// The language of its prose that front matter says under `lang`, such as `en` or `de-CH`.
  package let language: String?
  package let cells: [Cell]
  /// Every problem, in file order; one that is an error makes the notebook malformed.
  package let diagnostics: [Diagnostic]

  /// The project's settings, for what the file does not say.
  package let defaults: FrontMatter
  /// The blocks behind the front matter.
  package let document: Document

  /// - Parameters:
  ///   - path: the name of the file in locations
  ///   - bytes: the content of the file, whatever it is
  ///   - defaults: the project's settings, for what the file does not say
  package init(path: String, bytes: [UInt8], defaults: FrontMatter = FrontMatter()) {
    let source = SourceText(file: path, bytes: bytes)
    self.source = source
    self.path = path
    self.defaults = defaults
    let reader = NotebookReader(source, defaults: defaults)
    self.frontMatter = reader.frontMatter
    self.cells = reader.cells
    self.diagnostics = reader.diagnostics
    self.document = reader.document
    self.frontMatterLines = reader.frontMatterLines
    (title, language) = (reader.title, reader.language)
  }

  /// The file, exactly as it was read.
  package var bytes: [UInt8] { source.bytes }

  /// The bytes behind the front matter, which `document` is made of.
  package var body: ArraySlice<UInt8> { source.body(behind: frontMatterLines) }

  /// How many lines of the file are above line 1 of the body.
  package var linesBeforeBody: Int { SourceText.linesBeforeBody(behind: frontMatterLines) }

  package var isMalformed: Bool { diagnostics.contains { $0.severity == .error } }

  /// Whether a new or missing output is a difference: as the front matter says, else if any output
  /// is recorded.
  package var recordsOutputs: Bool {
    switch frontMatter.outputs {
    case .strict: true
    case .lax: false
    case nil: cells.contains { $0.outputLines != nil }
    }
  }
}
