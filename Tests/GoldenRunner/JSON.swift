/// A JSON value that keeps `2` and `2.0` apart.
indirect enum JSON {
  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case array([JSON])
  case object([(key: String, value: JSON)])

  subscript(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
  var array: [JSON] {
    if case .array(let a) = self { return a }
    return []
  }
  var string: String? {
    if case .string(let s) = self { return s }
    return nil
  }
  var int: Int? {
    if case .int(let i) = self { return i }
    return nil
  }
  var isNull: Bool {
    if case .null = self { return true }
    return false
  }
  /// A number, or the names of those JSON cannot write.
  var double: Double? {
    switch self {
    case .int(let i): return Double(i)
    case .float(let d): return d
    case .bool(let b): return b ? 1 : 0
    case .string("nan"): return .nan
    case .string("inf"): return .infinity
    case .string("-inf"): return -.infinity
    case .object: return self["int"]?.string.flatMap(Double.init)
    default: return nil
    }
  }
}

/// Reads JSON text.
struct JSONReader {
  private let bytes: [UInt8]
  private var at = 0

  static func read(_ text: [UInt8]) -> JSON {
    var r = JSONReader(bytes: text)
    return r.value()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func skip() { while at < bytes.count, bytes[at] <= 32 { at += 1 } }

  private mutating func value() -> JSON {
    skip()
    switch bytes[at] {
    case UInt8(ascii: "{"):
      at += 1
      var members: [(String, JSON)] = []
      skip()
      if bytes[at] == UInt8(ascii: "}") {
        at += 1
        return .object([])
      }
      while true {
        skip()
        let key = text()
        skip()
        at += 1
        members.append((key, value()))
        skip()
        at += 1
        if bytes[at - 1] == UInt8(ascii: "}") { return .object(members) }
      }
    case UInt8(ascii: "["):
      at += 1
      var items: [JSON] = []
      skip()
      if bytes[at] == UInt8(ascii: "]") {
        at += 1
        return .array([])
      }
      while true {
        items.append(value())
        skip()
        at += 1
        if bytes[at - 1] == UInt8(ascii: "]") { return .array(items) }
      }
    case UInt8(ascii: "\""): return .string(text())
    case UInt8(ascii: "t"):
      at += 4
      return .bool(true)
    case UInt8(ascii: "f"):
      at += 5
      return .bool(false)
    case UInt8(ascii: "n"):
      at += 4
      return .null
    default: return number()
    }
  }

  private mutating func number() -> JSON {
    let start = at
    while at < bytes.count, "+-.eE0123456789".utf8.contains(bytes[at]) { at += 1 }
    let s = String(decoding: bytes[start..<at], as: UTF8.self)
    if let i = Int(s), s != "-0" { return .int(i) }
    return .float(Double(s)!)
  }

  private mutating func text() -> String {
    at += 1
    var out: [UInt8] = []
    var units: [UInt16] = []
    func flush(_ units: inout [UInt16], _ out: inout [UInt8]) {
      if !units.isEmpty { out += Array(String(decoding: units, as: UTF16.self).utf8) }
      units = []
    }
    while bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "\\") {
        let c = bytes[at + 1]
        at += 2
        if c == UInt8(ascii: "u") {
          units.append(UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)!)
          at += 4
          continue
        }
        flush(&units, &out)
        let plain: [UInt8: UInt8] = [110: 10, 116: 9, 114: 13, 98: 8, 102: 12]
        out.append(plain[c] ?? c)
      } else {
        flush(&units, &out)
        out.append(bytes[at])
        at += 1
      }
    }
    flush(&units, &out)
    at += 1
    return String(decoding: out, as: UTF8.self)
  }
}
