import Diagnostics
import Foundation
import Notebooks

/// Files within Markdown cells, which become images in the notebook's assets.
struct Attachments {
  private let file: JupyterFile
  private let folder: AssetFolder
  private let names: AssetNames
  private(set) var assets: [Asset] = []

  init(_ file: JupyterFile, in folder: AssetFolder, _ names: AssetNames) {
    (self.file, self.folder, self.names) = (file, folder, names)
  }

  /// The prose of all cells that are not code, in order, with references to the files written.
  mutating func markdown() throws(InterchangeError) -> [String] {
    var texts: [String] = []
    for (index, cell) in file.cells.enumerated() where cell.kind != .code {
      let text = cell.kind == .raw ? Self.raw(cell, isFirst: index == 0) : cell.source
      texts.append(try replacing(in: text, of: cell, number: index + 1))
    }
    return texts
  }

  private mutating func replacing(
    in text: String, of cell: JupyterFile.Cell, number: Int
  ) throws(InterchangeError) -> String {
    var text = text
    // A name may be the beginning of another.
    for (name, bundle) in cell.attachments.sorted(by: { $0.name.count > $1.name.count }) {
      let image = bundle.lazy.compactMap { member in
        ShownOutput.ending(member.name).map { (member, $0) }
      }.first
      guard let (member, ending) = image, let encoded = member.value.lines else { continue }
      guard let bytes = ShownOutput.bytes(encoded, member.name) else {
        throw InterchangeError(file.source, member.value.offset, "this image is not base64")
      }
      // The name in the file may be a path.
      let asset = Asset(name: "attachment-\(number)-\(assets.count + 1).\(ending)", bytes: bytes)
      assets.append(asset)
      let escaped = name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? name
      for written in Set([name, escaped]) {
        text = text.replacing("attachment:" + written, with: names.reference(to: asset.name))
      }
    }
    return text
  }

  /// A raw cell: Markdown and HTML as they are, front matter as it is at the head of the file, and
  /// everything else in a fence.
  private static func raw(_ cell: JupyterFile.Cell, isFirst: Bool) -> String {
    let type = (cell.metadata?["raw_mimetype"] ?? cell.metadata?["format"])?.string ?? ""
    if type == "text/markdown" || type == "text/html" { return cell.source }
    if isFirst, Notebook(path: "", bytes: Array(cell.source.utf8)).frontMatterLines != nil {
      return cell.source
    }
    let languages = [
      "text/latex": "latex", "text/x-rst": "rst", "text/restructuredtext": "rst",
      "text/asciidoc": "asciidoc", "text/x-python": "python",
    ]
    return CodeFence(info: languages[type] ?? "text", content: cell.source).text
  }
}
