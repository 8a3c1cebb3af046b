import Diagnostics

/// What a line that starts with an HTML comment says to Gradus.
enum Comment {
  /// `<!-- gradus: hide timeout=20s -->`, with the range of the words.
  case options(words: Range<Int>)
  /// `<!-- gradus: …` that does not end on its line, or has text behind it.
  case brokenOptions(String)
  /// `<!-- gradus`, the head of front matter.
  case frontMatter
  /// `<!-- gradus hide -->`, which looks like options.
  case withoutColon
  /// `<!-- output -->`
  case outputStart
  /// `<!-- /output -->`
  case outputEnd

  /// Reads the rest of a line; `nil` if it is no comment or says nothing to Gradus.
  init?(_ bytes: [UInt8], _ cursor: LineCursor) {
    let line = bytes.trimmingBlanks(cursor.offset..<cursor.end)
    guard bytes[line].starts(with: "<!--".utf8) else { return nil }
    let inside = bytes.trimmingBlanks(line.lowerBound + 4..<line.upperBound)
    let text = bytes[inside]
    if text.starts(with: "gradus".utf8) {
      self.init(bytes, afterName: inside.lowerBound + 6..<inside.upperBound)
      return
    }
    guard text.count > 3, text.suffix(3).elementsEqual("-->".utf8) else { return nil }
    let word = bytes[bytes.trimmingBlanks(inside.lowerBound..<inside.upperBound - 3)]
    if word.elementsEqual("output".utf8) {
      self = .outputStart
    } else if word.elementsEqual("/output".utf8) {
      self = .outputEnd
    } else {
      return nil
    }
  }

  private init?(_ bytes: [UInt8], afterName rest: Range<Int>) {
    guard let first = bytes[rest].first else {
      self = .frontMatter
      return
    }
    guard first == UInt8(ascii: ":") else {
      guard first == 0x20 || first == 0x09 else { return nil }
      self = .withoutColon
      return
    }
    let words = rest.lowerBound + 1..<rest.upperBound
    let end = words.first { bytes[$0..<words.upperBound].starts(with: "-->".utf8) }
    guard let end else {
      self = .brokenOptions("the comment with a cell's options ends on its line, with '-->'")
      return
    }
    guard end + 3 == words.upperBound else {
      self = .brokenOptions("nothing else stands on the line of a comment with a cell's options")
      return
    }
    self = .options(words: bytes.trimmingBlanks(words.lowerBound..<end))
  }
}
