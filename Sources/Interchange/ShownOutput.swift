import Foundation
import Notebooks

/// What the outputs of a Jupyter cell are in a Markdown notebook.
struct ShownOutput {
  private(set) var output = CellOutput()
  /// The images that it refers to.
  private(set) var assets: [Asset] = []
  /// The MIME types of outputs that have no form that Markdown can hold.
  private(set) var dropped: [String] = []
  /// The place of an image that cannot be read.
  private(set) var brokenImage: Int?

  private var rich: [String] = []

  /// The endings of image files; the first one that an output offers is kept.
  private static let images: KeyValuePairs = [
    "image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif",
    "image/webp": "webp",
  ]

  /// - Parameters:
  ///   - cell: the index among the code cells
  ///   - prefersText: whether plain text is taken where there is a richer form that is no image
  init(_ outputs: [JupyterOutput], cell: Int, names: AssetNames, prefersText: Bool) {
    var text = ""
    var errors = ""
    for output in outputs {
      switch output {
      case .stream(_, let written): text += written
      case .error(let name, let value, let traceback):
        let lines = traceback.isEmpty ? ["\(name): \(value)"] : traceback
        errors += lines.joined(separator: "\n") + "\n"
      case .result(_, let bundle), .display(let bundle):
        guard let plain = show(bundle, cell, names, prefersText: prefersText) else { continue }
        if !text.isEmpty, text.utf8.last != 0x0A { text += "\n" }
        text += plain + "\n"
      }
    }
    output.text = text
    output.error = errors
    output.rich = rich.joined(separator: "\n\n")
    output = output.normalized
  }

  /// Takes a rich form of a value, or gives its plain text.
  private mutating func show(
    _ bundle: [JSON.Member], _ cell: Int, _ names: AssetNames, prefersText: Bool
  ) -> String? {
    func content(_ type: String) -> JSON? { bundle.last { $0.name == type }?.value }
    let plain = content("text/plain")?.lines
    if !prefersText, let markdown = content("text/markdown")?.lines {
      rich.append(markdown)
      return nil
    }
    for (type, ending) in Self.images {
      guard let data = content(type), let encoded = data.lines else { continue }
      guard let bytes = Self.bytes(encoded, type) else {
        brokenImage = brokenImage ?? data.offset
        continue
      }
      let name = names.name(cell: cell, number: assets.count + 1, ending: ending)
      assets.append(Asset(name: name, bytes: bytes))
      let description = plain?.split(whereSeparator: \.isNewline).joined(separator: " ") ?? ""
      rich.append(names.markdown(name, describedAs: description))
      return nil
    }
    if prefersText, let plain { return plain }
    for type in ["text/markdown", "text/html", "text/latex"] {
      guard let text = content(type)?.lines else { continue }
      rich.append(text)
      return nil
    }
    if plain == nil { dropped += bundle.map(\.name) }
    return plain
  }

  /// The bytes of an image; SVG is text, and all others are base64.
  static func bytes(_ text: String, _ type: String) -> [UInt8]? {
    if type == "image/svg+xml" { return Array(text.utf8) }
    return Data(base64Encoded: text.filter { !$0.isWhitespace }).map { [UInt8]($0) }
  }

  /// The ending for a file of the type; `nil` if it is no image.
  static func ending(_ type: String) -> String? { images.first { $0.key == type }?.value }
}
