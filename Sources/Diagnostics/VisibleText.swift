/// `text` with every character that could drive a terminal or reorder a line written as an escape
/// such as `\u{1B}`.
///
/// Escaped are control characters, line and paragraph separators and bidirectional controls. Tabs,
/// and with `keepingNewlines` also line feeds, stay.
package func visible(_ text: String, keepingNewlines: Bool = false) -> String {
  let kept: (Unicode.Scalar) -> Bool = { $0 == "\t" || keepingNewlines && $0 == "\n" }
  guard text.unicodeScalars.contains(where: { $0.drivesTerminal && !kept($0) }) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar.drivesTerminal, !kept(scalar) {
      result += scalar.escape
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

extension Unicode.Scalar {
  /// Whether a terminal may act on the scalar instead of showing it.
  package var drivesTerminal: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
    default: false
    }
  }

  /// The scalar as Swift would escape it in a string literal.
  var escape: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\0": "\\0"
    default: "\\u{" + String(value, radix: 16, uppercase: true) + "}"
    }
  }

  /// How many columns of a terminal the scalar takes: Unicode Standard Annex 11, with combining
  /// and invisible characters taking none.
  var columns: Int {
    switch value {
    case 0..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return properties.isEmojiPresentation ? 2 : 1
      }
    }
  }
}
