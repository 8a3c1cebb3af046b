import Notebooks

/// What a cell prints and shows, in the order it appears.
struct Capture {
  private var text: [UInt8] = []
  private var rich: [Rich] = []

  /// How much there is of it.
  private(set) var byteCount = 0

  /// A value that is not shown as text.
  private enum Rich {
    case markdown(String)
    case image(ending: String, [UInt8], description: String)
  }

  mutating func print(_ bytes: [UInt8]) {
    text += bytes
    byteCount += bytes.count
  }

  mutating func show(_ display: Display) {
    byteCount += display.forms.reduce(0) { $0 + $1.content.count }
    if let form = Capture.rich(display) {
      rich.append(form)
    } else if let plain = display.text("text/plain") {
      if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
      text += Array(plain.utf8) + [UInt8(ascii: "\n")]
    }
  }

  /// The form that looks best in a Markdown file; an image does in every viewer, HTML in some.
  private static func rich(_ display: Display) -> Rich? {
    if let markdown = display.text("text/markdown") { return .markdown(markdown) }
    for (type, ending) in AssetNames.endings {
      if let form = display.forms.first(where: { $0.type == type }) {
        let lines = (display.text("text/plain") ?? "").split(separator: "\n")
        return .image(
          ending: ending, form.content,
          description: ModuleNames.removed(from: String(lines.first?.prefix(120) ?? "")))
      }
    }
    return display.text("text/html").map { .markdown($0) }
  }

  var printed: [UInt8] { text }

  /// What is recorded of a cell, and the images that it refers to.
  func output(for cell: Cell, names: AssetNames) -> (output: CellOutput, assets: [Asset]) {
    if cell.options.silent { return (CellOutput(), []) }
    let normal = CellOutput.normalized(ModuleNames.removed(from: text))
    var assets: [Asset] = []
    var parts = cell.options.raw && !normal.isEmpty ? [normal] : []
    for form in rich {
      switch form {
      case .markdown(let markdown): parts.append(markdown)
      case .image(let ending, let bytes, let description):
        let name = names.name(cell: cell.index, number: assets.count + 1, ending: ending)
        assets.append(Asset(name: name, bytes: bytes))
        parts.append(names.markdown(name, describedAs: description))
      }
    }
    // Blank lines keep one from going on in the next.
    let markdown = parts.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined(separator: "\n")
    let printed = cell.options.raw || normal.isEmpty ? nil : normal
    return (CellOutput(text: printed, rich: markdown.isEmpty ? nil : markdown), assets)
  }
}
