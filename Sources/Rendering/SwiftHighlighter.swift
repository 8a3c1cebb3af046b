import SwiftIDEUtils
import SwiftParser
import SwiftSyntax

/// Colours Swift by the classification that the toolchain's own editor support makes.
enum SwiftHighlighter {
  /// Code with a `span` around each keyword, name, literal and comment.
  static func markup(of code: String) -> Markup {
    var markup = Markup()
    let bytes = Array(code.utf8)
    var done = 0
    for part in Parser.parse(source: code).classifications {
      let start = part.range.lowerBound.utf8Offset
      let end = min(part.range.upperBound.utf8Offset, bytes.count)
      guard start >= done, start < end else { continue }
      markup.add(text: bytes[done..<start])
      if let style = style(part.kind) {
        markup.add("<span class=\"")
        markup.add(style)
        markup.add("\">")
        markup.add(text: bytes[start..<end])
        markup.add("</span>")
      } else {
        markup.add(text: bytes[start..<end])
      }
      done = end
    }
    markup.add(text: bytes[done...])
    return markup
  }

  private static func style(_ kind: SyntaxClassification) -> StaticString? {
    switch kind {
    case .keyword, .ifConfigDirective: "k"
    case .attribute: "a"
    case .type: "t"
    case .stringLiteral, .regexLiteral: "s"
    case .integerLiteral, .floatLiteral: "n"
    case .lineComment, .blockComment, .docLineComment, .docBlockComment: "c"
    default: nil
    }
  }
}
