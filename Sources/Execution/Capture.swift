import Notebooks

/// What a cell prints and shows, in the order it appears.
struct Capture {
  private(set) var displays: [Display] = []
  private var text: [UInt8] = []
  private var rich = ""

  /// How much there is of it.
  private(set) var byteCount = 0

  mutating func print(_ bytes: [UInt8]) {
    text += bytes
    byteCount += bytes.count
  }

  mutating func show(_ display: Display) {
    displays.append(display)
    byteCount += display.forms.reduce(0) { $0 + $1.content.count }
    if let markdown = display.text("text/markdown") ?? display.text("text/html") {
      rich += markdown
      if !markdown.hasSuffix("\n") { rich += "\n" }
    } else if let plain = display.text("text/plain") {
      if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
      text += Array(plain.utf8) + [UInt8(ascii: "\n")]
    }
  }

  var printed: [UInt8] { text }

  func output(for options: CellOptions) -> CellOutput {
    if options.silent { return CellOutput() }
    let normal = CellOutput.normalized(ModuleNames.removed(from: text))
    if options.raw { return CellOutput(rich: normal.isEmpty ? nil : normal + rich) }
    return CellOutput(text: normal.isEmpty ? nil : normal, rich: rich.isEmpty ? nil : rich)
  }
}
