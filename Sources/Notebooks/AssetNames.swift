/// What the images of a notebook's cells are called, and how its Markdown refers to them.
///
/// The n-th image of a cell is `STEM-n.svg` in the folder `NAME.assets`, where STEM is the cell's
/// name or, without one, `cell-` and its number. A file is ours only if the cell it is called for
/// refers to it.
package struct AssetNames: Sendable {
  /// The name of the folder beside the notebook.
  package let folder: String
  private let stems: [String]

  package init(_ notebook: Notebook, in folder: AssetFolder) {
    self.folder = folder.name
    let given = Set(notebook.cells.compactMap(\.options.name))
    stems = notebook.cells.map { cell in
      let number = "cell-\(cell.index + 1)"
      // A point cannot stand in a given name.
      return cell.options.name ?? (given.contains(number) ? "cell.\(cell.index + 1)" : number)
    }
  }

  /// The file name of a cell's image.
  ///
  /// - Parameter number: the place among the cell's images, from 1
  package func name(cell: Int, number: Int, ending: String) -> String {
    "\(stems[cell])-\(number).\(ending)"
  }

  /// The image as Markdown.
  ///
  /// - Parameter description: what stands for it where it cannot be seen
  package func markdown(_ name: String, describedAs description: String) -> String {
    var text = ""
    for character in description {
      if "\\[]<>*_`&!$".contains(character) { text += "\\" }
      text.append(character)
    }
    return "![\(text)](\(reference(to: name)))"
  }

  /// The images of its own that the Markdown of a cell's output refers to.
  package func references(in markdown: String?, of cell: Int) -> [String] {
    guard let markdown else { return [] }
    let start = reference(to: stems[cell] + "-")
    return markdown.split(separator: "](").dropFirst().compactMap { part in
      guard part.hasPrefix(start), let end = part.firstIndex(of: ")") else { return nil }
      let rest = part[..<end].dropFirst(start.count).split(
        separator: ".", omittingEmptySubsequences: false)
      guard rest.count == 2, let number = Int(rest[0]), number > 0,
        AssetNames.endings.values.contains(String(rest[1]))
      else { return nil }
      return name(cell: cell, number: number, ending: String(rest[1]))
    }
  }

  /// The endings of files by the MIME types of images, best first.
  package static let endings: KeyValuePairs = ["image/svg+xml": "svg", "image/png": "png"]

  /// A relative reference to a file in the folder; what would mean something in it is written as a
  /// percentage.
  package func reference(to name: String) -> String {
    var text = ""
    for byte in (folder + "/" + name).utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}

extension KeyValuePairs where Value == String {
  fileprivate var values: [String] { map(\.value) }
}
