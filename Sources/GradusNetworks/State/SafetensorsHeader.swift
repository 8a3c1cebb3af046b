import GradusTensors

/// The header of a safetensors file: where each tensor's elements lie behind it.
struct SafetensorsHeader {
  /// One tensor.
  struct Entry {
    let name: String
    let type: String
    let shape: [Int]
    /// The first byte of its elements, counted from the end of the header.
    let start: Int
    /// The byte after its last one.
    let end: Int
  }

  /// The format's bound, so that a small file cannot ask for much memory.
  static let greatestLength = 100_000_000

  var metadata: [String: String] = [:]
  var entries: [Entry] = []

  /// The types that both sides have, in the order in which the format's library lays tensors out.
  static let types: [(name: String, dtype: DType)] = [
    ("I64", .int64), ("F64", .float64), ("F32", .float32), ("I32", .int32), ("BF16", .bfloat16),
    ("F16", .float16), ("I16", .int16), ("I8", .int8), ("U8", .uint8), ("BOOL", .bool),
  ]

  /// The types of the entries, where the entries fit together: each as long as its shape says, one
  /// behind the other without gaps, and all together `length` bytes.
  func checkedTypes(length: Int) throws(HeaderFault) -> [DType] {
    var dtypes: [DType] = []
    for entry in entries {
      guard let type = Self.types.first(where: { $0.name == entry.type }) else {
        throw HeaderFault(
          problem: "tensor '\(entry.name)' has the type '\(entry.type)', which Gradus does not have"
        )
      }
      var size = type.dtype.byteCount
      for n in entry.shape {
        let (product, overflows) = size.multipliedReportingOverflow(by: n)
        if overflows { throw HeaderFault(problem: "tensor '\(entry.name)' is too large") }
        size = product
      }
      if entry.end < entry.start || entry.end - entry.start != size {
        throw HeaderFault(
          problem: "tensor '\(entry.name)' of shape \(entry.shape) and type \(entry.type) needs "
            + "\(size) bytes, its data_offsets are [\(entry.start), \(entry.end)]")
      }
      dtypes.append(type.dtype)
    }
    var end = 0
    for entry in entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if entry.start != end {
        throw HeaderFault(
          problem: "tensor '\(entry.name)' starts at byte \(entry.start) of the data, not at \(end)"
        )
      }
      end = entry.end
    }
    if end != length {
      throw HeaderFault(problem: "its tensors have \(end) bytes, its data \(length)")
    }
    return dtypes
  }

  /// The JSON text, with spaces behind that align the data to eight bytes.
  var text: String {
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    for entry in entries {
      let shape = entry.shape.map(String.init).joined(separator: ",")
      parts.append(
        "\(Self.quoted(entry.name)):{\"dtype\":\"\(entry.type)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(entry.start),\(entry.end)]}")
    }
    let json = "{\(parts.joined(separator: ","))}"
    return json + String(repeating: " ", count: (8 - json.utf8.count % 8) % 8)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{8}": quoted += "\\b"
      case "\u{c}": quoted += "\\f"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
