/// HTML as it grows, in bytes.
struct Markup {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Adds markup as it is.
  mutating func add(_ markup: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// Adds markup that was made safe before.
  mutating func add(safe markup: String) { bytes.append(contentsOf: markup.utf8) }

  mutating func add(safe markup: ArraySlice<UInt8>) { bytes += markup }

  mutating func add(safe markup: Markup) { bytes += markup.bytes }

  /// Adds text, for content or between quotation marks.
  mutating func add(text: String) {
    var text = text
    text.withUTF8 { add(text: $0) }
  }

  mutating func add(text: some Collection<UInt8>) {
    let done: Void? = text.withContiguousStorageIfAvailable { add(text: $0) }
    if done == nil { Array(text).withUnsafeBufferPointer { add(text: $0) } }
  }

  mutating func add(text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in text.indices {
      let reference: StaticString
      switch text[index] {
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "\""): reference = "&quot;"
      default: continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      add(reference)
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// Adds an address between quotation marks, with percentages for what cannot stand in one; the
  /// bytes are those that cmark writes.
  mutating func add(address: some Sequence<UInt8>) {
    for byte in address {
      switch byte {
      case UInt8(ascii: "&"): add("&amp;")
      case UInt8(ascii: "'"): add("&#x27;")
      case _ where Markup.staysInAddress[Int(byte)]: bytes.append(byte)
      default:
        add(safe: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true))
      }
    }
  }

  /// Ends the line unless it is empty.
  mutating func endLine() {
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
  }

  private static let staysInAddress: [Bool] = {
    let marks = "-_.+!*(),%#@?=;:/$~".utf8
    return (0...UInt8.max).map { byte in
      byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || marks.contains(byte)
    }
  }()
}
