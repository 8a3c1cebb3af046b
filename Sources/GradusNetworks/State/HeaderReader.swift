/// Reads the JSON of a safetensors header.
///
/// Only what the format has: an object of tensors, and one of texts under `__metadata__`. It never
/// recurses, and refuses what other readers could understand differently, such as a name that stands
/// there twice.
struct HeaderReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() throws(HeaderFault) -> SafetensorsHeader {
    var header = SafetensorsHeader()
    var names: Set<String> = []
    // What follows the object can only be the spaces that align the data.
    guard bytes.first == UInt8(ascii: "{") else {
      throw fault("its header does not start with '{'")
    }
    try object { reader, name throws(HeaderFault) in
      if !names.insert(name).inserted { throw reader.fault("'\(name)' stands in its header twice") }
      if name == "__metadata__" {
        try reader.object { reader, key throws(HeaderFault) in
          if header.metadata[key] != nil {
            throw reader.fault("'\(key)' stands in its metadata twice")
          }
          header.metadata[key] = try reader.string()
        }
      } else {
        header.entries.append(try reader.entry(name))
      }
    }
    skipSpaces()
    if place != bytes.count { throw fault("its header goes on at byte \(place)") }
    return header
  }

  private mutating func entry(_ name: String) throws(HeaderFault) -> SafetensorsHeader.Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { reader, key throws(HeaderFault) in
      switch key {
      case "dtype" where type == nil: type = try reader.string()
      case "shape" where shape == nil: shape = try reader.numbers()
      case "data_offsets" where offsets == nil: offsets = try reader.numbers()
      default: throw reader.fault("'\(key)' is not expected at tensor '\(name)'")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw fault("tensor '\(name)' lacks its dtype, shape or two data_offsets")
    }
    return SafetensorsHeader.Entry(
      name: name, type: type, shape: shape, start: offsets[0], end: offsets[1])
  }

  /// An object, whose values `value` reads.
  private mutating func object(
    _ value: (inout HeaderReader, String) throws(HeaderFault) -> Void
  ) throws(HeaderFault) {
    try expect("{")
    if accept("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try value(&self, name)
    } while accept(",")
    try expect("}")
  }

  private mutating func numbers() throws(HeaderFault) -> [Int] {
    var list: [Int] = []
    try expect("[")
    if accept("]") { return [] }
    repeat { list.append(try number()) } while accept(",")
    try expect("]")
    return list
  }

  /// A whole number that is not negative.
  private mutating func number() throws(HeaderFault) -> Int {
    skipSpaces()
    let start = place
    var value = 0
    while place < bytes.count, case let digit = bytes[place], digit >= 48, digit <= 57 {
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = tens.addingReportingOverflow(Int(digit) - 48)
      if isTooLarge || overflows { throw fault("a number at byte \(start) is too large") }
      value = sum
      place += 1
    }
    if place == start { throw fault("a whole number is expected at byte \(place)") }
    if place - start > 1, bytes[start] == 48 {
      throw fault("a number at byte \(start) starts with 0")
    }
    return value
  }

  private mutating func string() throws(HeaderFault) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("a text before byte \(place) is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += try escaped().utf8
      case 0..<32: throw fault("a control character stands in a text at byte \(place - 1)")
      default: text.append(byte)
      }
    }
    throw fault("a text does not end")
  }

  /// What stands after a backslash.
  private mutating func escaped() throws(HeaderFault) -> String {
    guard place < bytes.count else { throw fault("a text does not end") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(UnicodeScalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var units = [try codeUnit()]
      if UTF16.isLeadSurrogate(units[0]), bytes[place...].starts(with: [92, 117]) {
        place += 2
        units.append(try codeUnit())
      }
      if let text = String(validating: units, as: UTF16.self) { return text }
      fallthrough
    default: throw fault("a text has a wrong escape before byte \(place)")
    }
  }

  private mutating func codeUnit() throws(HeaderFault) -> UInt16 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("a text has a wrong escape at byte \(place)") }
    place += 4
    return unit
  }

  private mutating func skipSpaces() {
    while place < bytes.count, [32, 9, 10, 13].contains(bytes[place]) { place += 1 }
  }

  private mutating func accept(_ mark: UnicodeScalar) -> Bool {
    skipSpaces()
    guard place < bytes.count, bytes[place] == UInt8(ascii: mark) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ mark: UnicodeScalar) throws(HeaderFault) {
    if !accept(mark) { throw fault("'\(mark)' is expected in its header at byte \(place)") }
  }

  private func fault(_ problem: String) -> HeaderFault { HeaderFault(problem: problem) }
}
