/// The headings of a page and the names that links reach them by.
struct Outline {
  struct Entry {
    let level: Int
    let text: String
    let anchor: String
  }

  private(set) var entries: [Entry] = []
  /// The anchors there are, with the number that was tried last behind each.
  private var taken: [String: Int] = [:]

  /// Adds a heading and gives its anchor, as GitHub makes it: small letters, digits, `-` and `_`,
  /// with `-1`, `-2` and so on behind one that is there already.
  mutating func add(level: Int, text: String) -> String {
    var slug = Self.slug(of: text)
    if slug.isEmpty { slug = "section" }
    var anchor = slug
    var number = Self.next(&taken[slug, default: -1])
    while number > 0 {
      anchor = "\(slug)-\(number)"
      if taken[anchor] == nil {
        taken[anchor] = 0
        break
      }
      number = Self.next(&taken[slug, default: -1])
    }
    entries.append(Entry(level: level, text: text, anchor: anchor))
    return anchor
  }

  private static func next(_ number: inout Int) -> Int {
    number += 1
    return number
  }

  private static func slug(of text: String) -> String {
    // Nearly all headings are plain, and looking up what a character is takes long.
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      let bytes = text.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "_"):
          byte
        case 0x20: UInt8(ascii: "-")
        default: nil
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    var slug = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber || character == "-" || character == "_" {
        slug.append(character)
      } else if character == " " {
        slug.append("-")
      }
    }
    return slug
  }

  /// The first heading of the first level.
  var title: String? { entries.first { $0.level == 1 }?.text }

  /// The list of sections; nothing for a page with less than two.
  var contents: Markup {
    var markup = Markup()
    // The only heading of the first level is the page's title.
    let top = entries.count { $0.level == 1 } > 1 ? 1 : 2
    let sections = entries.filter { $0.level == top || $0.level == top + 1 }
    guard sections.count > 1 else { return markup }
    markup.add("<nav class=\"contents\" aria-label=\"Contents\">\n<details open>\n")
    markup.add("<summary>Contents</summary>\n<ol>\n")
    for section in sections {
      markup.add(section.level == top ? "<li><a href=\"#" : "<li class=\"deeper\"><a href=\"#")
      markup.add(address: section.anchor.utf8)
      markup.add("\">")
      markup.add(text: section.text)
      markup.add("</a></li>\n")
    }
    markup.add("</ol>\n</details>\n</nav>\n")
    return markup
  }
}
