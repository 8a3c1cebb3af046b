import Diagnostics

/// Reads JSON and says where a text is none.
struct JSONReader {
  private let source: SourceText
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  /// Deeper nesting is refused before it exhausts the stack.
  private static let deepest = 512

  /// The value in a file.
  ///
  /// - Throws: the first place at which it is no JSON
  static func read(_ source: SourceText) throws(InterchangeError) -> JSON {
    var reader = JSONReader(source)
    try reader.checkEncoding()
    let value = try reader.value()
    reader.skipBlanks()
    if reader.next != nil { throw reader.problem("expected the end of the file behind the value") }
    return value
  }

  private init(_ source: SourceText) {
    (self.source, bytes) = (source, source.bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  private func checkEncoding() throws(InterchangeError) {
    var rest = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var valid = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar): valid += scalar.count
      case .emptyInput: return
      case .error: throw problem("this byte is not valid UTF-8", at: valid)
      }
    }
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func problem(_ message: String, at offset: Int? = nil) -> InterchangeError {
    InterchangeError(source, offset ?? self.offset, "invalid JSON: " + message)
  }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    guard next == byte.asciiValue else { return false }
    offset += 1
    return true
  }

  private mutating func value() throws(InterchangeError) -> JSON {
    skipBlanks()
    let start = offset
    switch next {
    case UInt8(ascii: "\""): return JSON(.string(try string()), offset: start)
    case UInt8(ascii: "{"): return JSON(.object(try object()), offset: start)
    case UInt8(ascii: "["): return JSON(.array(try array()), offset: start)
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte):
      return JSON(.number(try number()), offset: start)
    case nil: throw problem("the file ends where a value is expected")
    default:
      let word = bytes[offset...].prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
      offset += word.count
      switch String(decoding: word, as: UTF8.self) {
      case "true": return JSON(.bool(true), offset: start)
      case "false": return JSON(.bool(false), offset: start)
      case "null": return JSON(.null, offset: start)
      default: throw problem("expected a value", at: start)
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// Moves past the bracket that opens an object or array.
  private mutating func enter() throws(InterchangeError) {
    depth += 1
    if depth > Self.deepest { throw problem("nested more than \(Self.deepest) levels deep") }
    offset += 1
    skipBlanks()
  }

  private mutating func object() throws(InterchangeError) -> [JSON.Member] {
    var members: [JSON.Member] = []
    try enter()
    defer { depth -= 1 }
    if take("}") { return [] }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw problem("expected a name in quotes") }
      let name = try string()
      skipBlanks()
      guard take(":") else { throw problem("expected ':' behind the name '\(name)'") }
      members.append(JSON.Member(name: name, value: try value()))
      skipBlanks()
      if take("}") { return members }
      guard take(",") else { throw problem("expected ',' or '}'") }
    }
  }

  private mutating func array() throws(InterchangeError) -> [JSON] {
    var elements: [JSON] = []
    try enter()
    defer { depth -= 1 }
    if take("]") { return [] }
    while true {
      elements.append(try value())
      skipBlanks()
      if take("]") { return elements }
      guard take(",") else { throw problem("expected ',' or ']'") }
    }
  }

  private mutating func number() throws(InterchangeError) -> String {
    let start = offset
    let part = bytes[offset...].prefix {
      Self.isDigit($0) || "+-.eE".utf8.contains($0)
    }
    offset += part.count
    let text = String(decoding: part, as: UTF8.self)
    guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil else {
      throw problem("'\(text)' is not a number", at: start)
    }
    return text
  }

  private mutating func string() throws(InterchangeError) -> String {
    let start = offset
    var text: [UInt8] = []
    offset += 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text += String(try escape()).utf8
      case ..<0x20:
        throw problem("a control character in a string is written as an escape")
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw problem("this string has no end", at: start)
  }

  private mutating func escape() throws(InterchangeError) -> Unicode.Scalar {
    let start = offset
    offset += 2
    switch offset <= bytes.count ? bytes[offset - 1] : 0 {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexadecimal(start)
      guard 0xD800..<0xDC00 ~= first, bytes[offset...].starts(with: "\\u".utf8) else {
        // Python writes half a pair as such; no text can hold it.
        return Unicode.Scalar(first) ?? "\u{FFFD}"
      }
      let behindFirst = offset
      offset += 2
      let second = try hexadecimal(behindFirst)
      guard 0xDC00..<0xE000 ~= second else {
        offset = behindFirst
        return "\u{FFFD}"
      }
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    default: throw problem("there is no such escape", at: start)
    }
  }

  private mutating func hexadecimal(_ start: Int) throws(InterchangeError) -> UInt32 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      digits.first != UInt8(ascii: "+")
    else { throw problem("'\\u' is followed by four hexadecimal digits", at: start) }
    offset += 4
    return value
  }
}
