/// Raw HTML of an author nobody vouches for: an allow-list of elements and attributes passes, all of
/// it balanced inside of the block it stands in.
///
/// Nothing is removed from the author's text: what passes is written anew, so a browser reads what
/// was looked at here. Comments, scripts, styles, forms and frames are left out with what they hold.
struct RawHTML {
  /// Elements that are open, with the depth of the container they stand in.
  private var open: [(name: String, depth: Int)] = []

  /// What the page makes of links and images.
  struct Targets {
    /// The address of a link as the page has it; `nil` leaves the link out.
    let link: (String) -> String?
    /// Writes an image, which may stand in a link.
    let image: (HTMLTag, _ isInLink: Bool, inout Markup) -> Void
  }

  var isInElement: Bool { !open.isEmpty }

  var hasOpenLink: Bool { open.contains { $0.name == "a" } }

  /// Adds the part of a document that is HTML.
  ///
  /// - Parameter depth: of the container around it
  mutating func add(
    _ html: UnsafeBufferPointer<UInt8>, depth: Int, isInLink: Bool, _ targets: Targets,
    to markup: inout Markup
  ) {
    var offset = 0
    var textStart = 0
    while offset < html.count {
      guard html[offset] == UInt8(ascii: "<"), let (piece, end) = Piece.read(html, at: offset)
      else {
        offset += 1
        continue
      }
      addText(html[textStart..<offset], to: &markup)
      if case .tag(let tag) = piece {
        add(tag, depth: depth, isInLink: isInLink, targets, to: &markup)
      }
      (offset, textStart) = (end, end)
    }
    addText(html[textStart...], to: &markup)
  }

  /// Closes what a container left open.
  ///
  /// - Parameter depth: of the container that ends
  mutating func close(depth: Int, to markup: inout Markup) {
    while let last = open.last, last.depth >= depth {
      markup.add(safe: "</\(last.name)>")
      open.removeLast()
    }
  }

  private mutating func add(
    _ tag: HTMLTag, depth: Int, isInLink: Bool, _ targets: Targets, to markup: inout Markup
  ) {
    if tag.name == "img", !tag.isClosing {
      return targets.image(tag, isInLink || hasOpenLink, &markup)
    }
    guard AllowedHTML.elements.contains(tag.name) else { return }
    if tag.isClosing {
      guard let index = open.lastIndex(where: { $0.name == tag.name && $0.depth == depth }) else {
        return
      }
      while open.count > index {
        markup.add(safe: "</\(open.removeLast().name)>")
      }
      return
    }
    if tag.name == "a", isInLink || hasOpenLink { return }
    markup.add(safe: "<\(tag.name)")
    for (name, value) in tag.attributes {
      if tag.name == "a", name == "href" {
        if let address = targets.link(value) {
          markup.add(" href=\"")
          markup.add(text: address)
          markup.add("\" rel=\"noopener noreferrer\"")
        }
      } else if AllowedHTML.allows(name, value, on: tag.name) {
        markup.add(safe: " \(name == "name" ? "id" : name)=\"")
        markup.add(text: value)
        markup.add("\"")
      }
    }
    markup.add(AllowedHTML.voidElements.contains(tag.name) ? " />" : ">")
    if !AllowedHTML.voidElements.contains(tag.name) { open.append((tag.name, depth)) }
  }

  /// Adds text between tags, in which references stay.
  private func addText(_ text: Slice<UnsafeBufferPointer<UInt8>>, to markup: inout Markup) {
    var start = text.startIndex
    for index in text.indices where text[index] == UInt8(ascii: "&") {
      let name = text[(index + 1)...].prefix { byte in
        byte == UInt8(ascii: "#") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
      }
      guard !name.isEmpty, name.endIndex < text.endIndex,
        text[name.endIndex] == UInt8(ascii: ";")
      else { continue }
      markup.add(text: UnsafeBufferPointer(rebasing: text[start..<index]))
      markup.add("&")
      start = index + 1
    }
    markup.add(text: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// What begins with `<`.
  private enum Piece {
    case tag(HTMLTag)
    /// Left out with what it holds.
    case nothing

    static func read(_ html: UnsafeBufferPointer<UInt8>, at start: Int) -> (Piece, end: Int)? {
      let rest = html[start...]
      if rest.starts(with: "<!--".utf8) {
        // A browser takes `<!-->` for a whole comment.
        let inner = start + 2
        return (.nothing, Piece.end(of: "-->", in: html, from: inner) ?? html.count)
      }
      if rest.starts(with: "<![CDATA[".utf8) {
        return (.nothing, Piece.end(of: "]]>", in: html, from: start) ?? html.count)
      }
      if rest.starts(with: "<?".utf8) {
        // A browser ends it at the first '>', an author where the instruction does.
        let end =
          Piece.end(of: "?>", in: html, from: start) ?? Piece.end(of: ">", in: html, from: start)
        return (.nothing, end ?? html.count)
      }
      if rest.starts(with: "<!".utf8) {
        return (.nothing, Piece.end(of: ">", in: html, from: start) ?? html.count)
      }
      guard let (tag, end) = HTMLTag.read(html, at: start) else {
        // A tag that never ends would take in what follows.
        let next = rest.dropFirst().first { $0 != UInt8(ascii: "/") } ?? 0
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= next | 0x20 ? (.nothing, html.count) : nil
      }
      guard !tag.isClosing, AllowedHTML.droppedWithContent.contains(tag.name) else {
        return (.tag(tag), end)
      }
      return (.nothing, Piece.end(ofElement: tag.name, in: html, from: end))
    }

    private static func end(
      of mark: StaticString, in html: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
      let mark = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
      guard html.count >= mark.count else { return nil }
      return (start...max(start, html.count - mark.count)).first {
        html[$0...].starts(with: mark)
      }.map { $0 + mark.count }
    }

    private static func end(
      ofElement name: String, in html: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int {
      var offset = start
      while offset < html.count {
        if html[offset] == UInt8(ascii: "<"), let (tag, end) = HTMLTag.read(html, at: offset),
          tag.isClosing, tag.name == name
        {
          return end
        }
        offset += 1
      }
      return html.count
    }
  }
}
