/// Writes an SVG document, with numbers of at most two decimals and no identifiers, so that several
/// of them can stand in one page.
struct SVG {
  private(set) var text = ""
  private var depth = 0

  /// Attributes in the order they are written.
  typealias Attributes = [(name: String, value: String)]

  /// An element without content.
  mutating func element(_ name: String, _ attributes: Attributes) {
    open(name, attributes, "/>\n")
  }

  /// An element with text in it.
  mutating func element(_ name: String, _ attributes: Attributes, text content: String) {
    open(name, attributes, ">" + SVG.escaped(content) + "</\(name)>\n")
  }

  /// An element with others in it.
  mutating func element(
    _ name: String, _ attributes: Attributes, containing content: (inout SVG) -> Void
  ) {
    open(name, attributes, ">\n")
    depth += 1
    content(&self)
    depth -= 1
    text += String(repeating: "  ", count: depth) + "</\(name)>\n"
  }

  /// Text that is SVG already, in whole lines.
  mutating func raw(_ lines: String) { text += lines }

  private mutating func open(_ tag: String, _ attributes: Attributes, _ end: String) {
    text += String(repeating: "  ", count: depth) + "<" + tag
    for (name, value) in attributes { text += " \(name)=\"\(SVG.escaped(value))\"" }
    text += end
  }

  /// A number with at most two decimals; those of a plot are small enough to count in hundredths.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    var digits = "\(whole)"
    if rest != 0 {
      digits += rest < 10 ? ".0\(rest)" : rest % 10 == 0 ? ".\(rest / 10)" : ".\(rest)"
    }
    return (hundredths < 0 ? "-" : "") + digits
  }

  /// Text in which no character means anything to XML; those that XML forbids become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
        result += "\u{FFFD}"
      case "\t", "\n", "\r": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
