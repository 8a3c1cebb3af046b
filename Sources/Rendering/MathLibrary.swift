import Foundation

/// KaTeX, which sets formulas: its script, style and fonts, from Debian's package.
package struct MathLibrary: Sendable {
  let script: String
  let style: String

  /// Where Debian's `libjs-katex` keeps it.
  package static let folder = "/usr/share/javascript/katex"

  /// What to say where a page has formulas and there is no KaTeX.
  package static let advice =
    "formulas stay as they are written: KaTeX is missing; 'apt-get install libjs-katex' brings it"

  /// - Returns: `nil` if it is not there
  package init?(folder: String = MathLibrary.folder) {
    func text(_ name: String) -> String? {
      FileManager.default.contents(atPath: folder + "/" + name)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    guard let script = text("katex.min.js"), let style = text("katex.min.css"),
      // It could not stand between the tags of a script.
      script.range(of: "</script", options: .caseInsensitive) == nil, !script.contains("<!--"),
      let embedded = Self.embedding(fonts: folder, in: style)
    else { return nil }
    // An element with the name of a module system would be taken for that.
    self.script = "(function(){var exports,module,define;\n\(script)\n}).call(window);"
    self.style = embedded
  }

  /// The style with each font's first form as a part of it, and no others.
  private static func embedding(fonts folder: String, in style: String) -> String? {
    var result = ""
    var rest = style[...]
    while let start = rest.range(of: "src:url(") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let close = rest.firstIndex(of: ")"),
        let end = rest.firstIndex(where: { $0 == ";" || $0 == "}" }),
        let font = FileManager.default.contents(atPath: folder + "/" + rest[..<close])
      else { return nil }
      result += "src:url(data:font/woff2;base64,\(font.base64EncodedString())) format('woff2')"
      rest = rest[end...]
    }
    return result + rest
  }
}
