import Diagnostics

/// How the lines of a file end.
struct LineEndings {
  /// The ending of all lines; a line feed if they end in several ways.
  let common: String

  init(_ source: SourceText) {
    var endings: Set<[UInt8]> = []
    for line in 0..<source.lineCount {
      let ending = Array(source.bytes[source.ending(ofLine: line + 1)])
      if !ending.isEmpty { endings.insert(ending) }
    }
    common = endings.count == 1 ? String(decoding: endings.first!, as: UTF8.self) : "\n"
  }

  /// A part of the file with line feeds in place of the common ending.
  func unified(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    switch common {
    case "\r\n": bytes.filter { $0 != 0x0D }
    case "\r": bytes.map { $0 == 0x0D ? 0x0A : $0 }
    default: Array(bytes)
    }
  }

  /// Bytes with an ending in place of line feeds.
  static func replaced(_ bytes: [UInt8], by ending: String?) -> [UInt8] {
    guard let ending, ending == "\r\n" || ending == "\r" else { return bytes }
    return Array(
      bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        .joined(separator: ending.utf8))
  }
}
