/// The bytes of a file and where its lines are.
///
/// A line ends with LF, CRLF or a CR that no LF follows: CommonMark 0.30, section 2.1. A file that
/// ends with a line ending has no empty line after it; an empty file has no line.
package struct SourceText: Sendable {
  package let file: String
  package let bytes: [UInt8]
  private let starts: [Int]

  package init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    self.starts = Self.lineStarts(bytes)
  }

  package var lineCount: Int { starts.count }

  /// The bytes of line `n` (from 1) without its ending.
  package func content(ofLine n: Int) -> Range<Int> {
    let start = starts[n - 1]
    var end = self.end(ofLine: n)
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The bytes of the ending of line `n`; empty on a last line without one.
  package func ending(ofLine n: Int) -> Range<Int> {
    content(ofLine: n).upperBound..<end(ofLine: n)
  }

  /// The line (from 1) that holds the byte at `offset`; the last one for the end of the file.
  package func line(ofByte offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return max(low, 1)
  }

  package func location(ofByte offset: Int) -> SourceLocation {
    let line = line(ofByte: offset)
    let start = line <= starts.count ? starts[line - 1] : 0
    return SourceLocation(file: file, line: line, column: offset - start + 1)
  }

  /// The text of line `n` without its ending, invalid UTF-8 repaired; `nil` if there is no such
  /// line.
  package func line(_ n: Int) -> String? {
    guard n >= 1, n <= starts.count else { return nil }
    return String(decoding: bytes[content(ofLine: n)], as: UTF8.self)
  }

  private func end(ofLine n: Int) -> Int {
    n < starts.count ? starts[n] : bytes.count
  }

  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    guard !bytes.isEmpty else { return [] }
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for i in bytes.indices {
        let next = i + 1
        let ends =
          bytes[i] == 0x0A
          || bytes[i] == 0x0D && (next == bytes.count || bytes[next] != 0x0A)
        if ends, next < bytes.count { starts.append(next) }
      }
    }
    return starts
  }
}
