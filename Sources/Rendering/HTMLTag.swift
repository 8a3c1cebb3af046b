/// A tag in raw HTML, read as a browser reads it.
struct HTMLTag {
  let name: String
  let isClosing: Bool
  /// With references decoded; of several with one name the first counts.
  let attributes: [(name: String, value: String)]

  subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The tag that begins with the `<` at `start`, and the offset behind it; `nil` if there is none.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (HTMLTag, end: Int)? {
    var reader = Reader(bytes: bytes, offset: start + 1)
    let isClosing = reader.take(UInt8(ascii: "/"))
    guard let first = reader.next, isLetter(first) else { return nil }
    let name = reader.word { !isBlank($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
    var attributes: [(name: String, value: String)] = []
    while true {
      reader.skip { isBlank($0) || $0 == UInt8(ascii: "/") }
      guard let next = reader.next else { return nil }
      if next == UInt8(ascii: ">") { break }
      let attribute = reader.attribute()
      if !attributes.contains(where: { $0.name == attribute.name }) { attributes.append(attribute) }
    }
    let tag = HTMLTag(name: name.lowercased(), isClosing: isClosing, attributes: attributes)
    return (tag, reader.offset + 1)
  }

  private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var offset: Int

    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      offset += 1
      return true
    }

    mutating func skip(_ isSkipped: (UInt8) -> Bool) {
      while let next, isSkipped(next) { offset += 1 }
    }

    mutating func word(_ isPart: (UInt8) -> Bool) -> String {
      let start = offset
      skip(isPart)
      return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    mutating func attribute() -> (name: String, value: String) {
      let start = offset
      // An equals sign that begins a name is a part of it.
      offset += 1
      skip { !isBlank($0) && !"/>=".utf8.contains($0) }
      let name = String(decoding: bytes[start..<offset], as: UTF8.self).lowercased()
      let behind = offset
      skip(isBlank)
      guard take(UInt8(ascii: "=")) else {
        offset = behind
        return (name, "")
      }
      skip(isBlank)
      guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        return (name, CharacterReference.decoded(word { !isBlank($0) && $0 != UInt8(ascii: ">") }))
      }
      offset += 1
      let value = word { $0 != quote }
      if next != nil { offset += 1 }
      return (name, CharacterReference.decoded(value))
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || 0x09...0x0D ~= byte
  }
}
