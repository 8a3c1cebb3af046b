import Diagnostics
import Notebooks

/// Puts the cells of a Jupyter notebook together to Markdown.
struct MarkdownAssembly {
  /// A cell as Markdown.
  struct Part {
    /// Without the last line ending.
    var text: [UInt8]
    /// What stands between it and the part before; `nil` for a blank line.
    var above: String?
    /// The index among the code cells, for a Swift cell.
    var code: Int?
  }

  private(set) var bytes: [UInt8] = []
  /// The lines on which Swift cells begin, by their index among the code cells.
  private(set) var starts: [Int: Int] = [:]

  init(_ parts: [Part], _ metadata: NotebookMetadata) {
    var body = metadata.frontMatter ?? []
    var offsets: [Int: Int] = [:]
    for part in parts {
      let isFirst = body.isEmpty
      let usual = Self.above(isFirst: isFirst)
      let above = part.above.flatMap { Self.isSpace($0, atStart: isFirst) ? $0 : nil } ?? usual
      body += above.utf8
      if let code = part.code { offsets[code] = body.count }
      body += part.text
    }
    let source = SourceText(file: "", bytes: body)
    starts = offsets.mapValues { source.line(ofByte: $0) }
    let usual = Self.end(isEmpty: body.isEmpty)
    body += (metadata.end.flatMap { Self.isSpace($0, atStart: true) ? $0 : nil } ?? usual).utf8
    bytes = metadata.hasMark ? [0xEF, 0xBB, 0xBF] : []
    bytes += LineEndings.replaced(body, by: metadata.newline)
  }

  /// Whether nothing else than line endings and blanks stands there, and a line ending where it is
  /// between two parts.
  private static func isSpace(_ text: String, atStart: Bool) -> Bool {
    text.utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      && (atStart || text.utf8.contains(0x0A) || text.utf8.contains(0x0D))
  }

  /// What stands above a part unless its metadata says something else.
  static func above(isFirst: Bool) -> String { isFirst ? "" : "\n\n" }

  /// What stands behind the last part unless the metadata says something else.
  static func end(isEmpty: Bool) -> String { isEmpty ? "" : "\n" }

  /// A Swift cell with its output as an import writes it, without the last line ending; `nil` if
  /// the output cannot be recorded.
  static func cell(
    _ source: String, options: String, output: CellOutput, path: String
  ) -> String? {
    let fence = CodeFence(cell: source, options: options).text + "\n"
    let notebook = Notebook(path: path, bytes: Array(fence.utf8))
    guard let bytes = try? notebook.recording([0: output]) else { return nil }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  /// The mark of a Swift cell as it stands in a Jupyter notebook.
  static func fingerprint(_ source: String, _ options: String, _ output: CellOutput) -> String {
    CellMetadata.fingerprint([source, options, output.text, output.error, output.rich])
  }
}
