/// A strict reader of the HTML that pages are written in: every tag is closed in order, attributes
/// are quoted, nothing is left to a browser's guesses.
struct HTMLTree {
  struct Element {
    let name: String
    let attributes: [(name: String, value: String)]

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  private(set) var elements: [Element] = []
  /// What is wrong with it.
  private(set) var problems: [String] = []
  /// The content of scripts.
  private(set) var scripts: [String] = []
  /// The text outside of tags, scripts and styles.
  private(set) var text = ""

  private static let void: Set = ["br", "col", "hr", "img", "meta", "wbr"]

  init(_ html: String) {
    var open: [String] = []
    var rest = Substring(html)
    if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) }
    while let start = rest.firstIndex(of: "<") {
      text += Self.decoded(rest[..<start])
      if rest[..<start].contains(">") { problems.append("a bare '>' in text") }
      rest = rest[start...].dropFirst()
      let isClosing = rest.first == "/"
      if isClosing { rest = rest.dropFirst() }
      let name = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) })
      rest = rest.dropFirst(name.count)
      if name.isEmpty || name != name.lowercased() {
        problems.append("no tag: <\(rest.prefix(20))")
      }
      var attributes: [(name: String, value: String)] = []
      while rest.first == " ", let next = rest.dropFirst().first, next != "/" {
        rest = rest.dropFirst()
        let attribute = String(rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-") })
        rest = rest.dropFirst(attribute.count)
        guard rest.hasPrefix("=\"") else {
          attributes.append((attribute, ""))
          if attribute.isEmpty { break }
          continue
        }
        rest = rest.dropFirst(2)
        guard let end = rest.firstIndex(of: "\"") else {
          problems.append("an attribute without end")
          return
        }
        let value = Self.decoded(rest[..<end])
        attributes.append((attribute, value))
        // A browser would read more into a reference that is not known here.
        let known = rest[..<end].split(separator: "&", omittingEmptySubsequences: false).dropFirst()
        if !known.allSatisfy({ part in Self.references.contains { part.hasPrefix($0.dropFirst()) } }
        ) {
          problems.append("a reference in \(value)")
        }
        rest = rest[end...].dropFirst()
      }
      if rest.hasPrefix(" />") { rest = rest.dropFirst(2) }
      guard rest.first == ">" else {
        problems.append("no end of <\(name): \(rest.prefix(20))")
        return
      }
      rest = rest.dropFirst()
      if isClosing {
        if open.popLast() != name { problems.append("</\(name)> closes another element") }
        continue
      }
      elements.append(Element(name: name, attributes: attributes))
      if Self.void.contains(name) { continue }
      guard name == "script" || name == "style" else {
        open.append(name)
        continue
      }
      guard let end = rest.firstRange(of: "</\(name)>") else {
        problems.append("no end of \(name)")
        return
      }
      if name == "script" { scripts.append(String(rest[..<end.lowerBound])) }
      rest = rest[end.upperBound...]
    }
    text += Self.decoded(rest)
    if !open.isEmpty { problems.append("left open: \(open)") }
  }

  /// With the one last that the others may be hidden behind.
  private static let references = ["&lt;", "&gt;", "&quot;", "&#x27;", "&nbsp;", "&amp;"]

  private static func decoded(_ text: Substring) -> String {
    zip(references, ["<", ">", "\"", "'", " ", "&"]).reduce(String(text)) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
