/// What raw HTML may hold.
enum AllowedHTML {
  static let elements: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre",
    "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
    "wbr",
  ]

  static let voidElements: Set<String> = ["br", "col", "hr", "wbr"]

  /// Elements whose content is no text of the author's, or is read by other rules than HTML's.
  static let droppedWithContent: Set<String> = [
    "applet", "audio", "canvas", "frameset", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "plaintext", "script", "select", "style", "svg", "template", "textarea", "title",
    "video", "xmp",
  ]

  private static let anywhere: Set<String> = ["title", "lang", "dir", "align", "valign"]

  private static let ofElement: [String: Set<String>] = [
    "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"],
    "ol": ["start", "type", "reversed"], "li": ["value"], "details": ["open"],
    "time": ["datetime"], "col": ["span"], "colgroup": ["span"],
  ]

  /// Whether an attribute may stand on an element; links are looked at elsewhere.
  static func allows(_ name: String, _ value: String, on element: String) -> Bool {
    if name == "id" || name == "name" && element == "a" {
      return !value.isEmpty
        && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
    return anywhere.contains(name) || ofElement[element]?.contains(name) ?? false
  }
}
