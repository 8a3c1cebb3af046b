import Diagnostics

/// A fenced code block, read from the raw lines.
struct Fence: Sendable {
  let path: ContainerPath
  /// The line of the opening fence.
  let open: Int
  /// The line of the closing fence; `nil` if the file or the container ends before.
  let close: Int?
  /// The last line of the block.
  let last: Int
  /// The byte the fence is made of, and how often it stands there.
  let marker: UInt8
  let length: Int
  /// The raw info string, without blanks around it.
  let info: Range<Int>
  /// The opening fence.
  let opening: Range<Int>
  /// Where the content starts in each line between the fences.
  let contents: [LineCursor]

  /// The fenced block that opens on `line`; `nil` if none does.
  init?(_ source: SourceText, path: ContainerPath, line: Int) {
    guard var cursor = path.cursor(source, line: line) else { return nil }
    // The specification counts columns here; libcmark counts a part of a tab as one.
    let indentation = cursor.indentation
    guard indentation <= 3 else { return nil }
    cursor.skipBlanks()
    guard let marker = cursor.next, marker == 0x60 || marker == 0x7E else { return nil }
    let length = cursor.run(of: marker)
    guard length >= 3 else { return nil }
    self.path = path
    self.open = line
    self.marker = marker
    self.length = length
    self.opening = cursor.offset..<cursor.offset + length
    self.info = source.bytes.trimmingBlanks(cursor.offset + length..<cursor.end)

    var contents: [LineCursor] = []
    var close: Int?
    var last = line
    while last < source.lineCount, var content = path.cursor(source, line: last + 1) {
      last += 1
      if content.closesFence(of: marker, length: length) {
        close = last
        break
      }
      content.advance(columns: min(indentation, content.indentation))
      contents.append(content)
    }
    self.close = close
    self.last = last
    self.contents = contents
  }

  /// The text between the fences as CommonMark reads it; every line ends with a line feed.
  func text(_ source: SourceText) -> String {
    var bytes: [UInt8] = []
    for content in contents { content.appendRest(of: source, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What stands before the opening fence, as it continues on further lines: a list marker is as
  /// many blanks.
  func prefix(_ source: SourceText) -> [UInt8] {
    let start = LineCursor(source, line: open).offset
    return source.bytes[start..<opening.lowerBound].map {
      $0 == 0x09 || $0 == UInt8(ascii: ">") ? $0 : 0x20
    }
  }

  /// The same without the indentation of the fence in its container.
  func containerPrefix(_ source: SourceText) -> [UInt8] {
    guard let content = path.cursor(source, line: open) else { return [] }
    let before = prefix(source).prefix(content.offset - LineCursor(source, line: open).offset)
    guard content.columnsLeftOfTab > 0 else { return Array(before) }
    // The container takes a part of a tab; only spaces can say how much.
    let columns = before.reduce(0) { $1 == 0x09 ? ($0 / 4 + 1) * 4 : $0 + 1 }
    let taken = content.column - columns
    return before + Array(repeating: 0x20, count: taken)
  }
}

extension LineCursor {
  /// Whether the rest of the line closes a fence of `length` markers.
  fileprivate func closesFence(of marker: UInt8, length: Int) -> Bool {
    guard indentation <= 3 else { return false }
    var cursor = self
    cursor.skipBlanks()
    let run = cursor.run(of: marker)
    guard run >= length else { return false }
    cursor.advance(bytes: run)
    return cursor.isBlank
  }

  /// Adds the rest of the line and a line feed; what is left of a tab becomes spaces.
  func appendRest(of source: SourceText, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: repeatElement(0x20, count: columnsLeftOfTab))
    bytes.append(contentsOf: source.bytes[offset + (columnsLeftOfTab > 0 ? 1 : 0)..<end])
    bytes.append(0x0A)
  }
}

extension [UInt8] {
  /// The part of `range` that begins and ends with neither a space nor a tab.
  func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
    var range = range
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    while let first = self[range].first, isBlank(first) {
      range = range.lowerBound + 1..<range.upperBound
    }
    while let last = self[range].last, isBlank(last) {
      range = range.lowerBound..<range.upperBound - 1
    }
    return range
  }
}
