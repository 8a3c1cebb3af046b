import Diagnostics

/// The text of a cell with the columns of the file.
struct CellCode {
  let text: String
  /// The first byte that is no Swift: NUL, or no UTF-8.
  let problem: Diagnostic?

  init(_ fence: Fence, _ source: SourceText) {
    var bytes: [UInt8] = []
    for (line, content) in zip((fence.open + 1)..., fence.contents) {
      if content.offset < content.end {
        let start = source.content(ofLine: line).lowerBound
        for byte in source.bytes[start..<content.offset] {
          bytes.append(byte == 0x09 ? 0x09 : 0x20)
        }
        bytes.append(contentsOf: source.bytes[content.offset..<content.end])
      }
      bytes.append(0x0A)
    }
    text = String(decoding: bytes, as: UTF8.self)
    problem = Self.problem(bytes, firstLine: fence.open + 1, source.file)
  }

  private static func problem(_ bytes: [UInt8], firstLine: Int, _ file: String) -> Diagnostic? {
    var offset = bytes.firstIndex(of: 0)
    var message = "a cell cannot hold the byte 0"
    if String(validating: bytes, as: UTF8.self) == nil {
      var rest = bytes.makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      var valid = 0
      while case .valid(let scalar) = parser.parseScalar(from: &rest) { valid += scalar.count }
      if valid < offset ?? .max { (offset, message) = (valid, "this byte is not valid UTF-8") }
    }
    guard let offset else { return nil }
    let before = bytes[..<offset]
    let location = SourceLocation(
      file: file, line: firstLine + before.count { $0 == 0x0A },
      column: offset - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1)
    return Diagnostic(.error, at: location, message)
  }
}
