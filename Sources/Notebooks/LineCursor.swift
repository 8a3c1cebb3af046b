import Diagnostics

/// A place in one line, moved past container prefixes as CommonMark does.
///
/// Columns count from 0, and a tab reaches to the next multiple of four; a container may take only
/// some columns of a tab: CommonMark 0.30, section 2.2.
struct LineCursor {
  private let bytes: [UInt8]
  let end: Int
  private(set) var offset: Int
  private(set) var column = 0
  /// How many columns of the tab at `offset` are not taken; 0 if none of it is.
  private(set) var columnsLeftOfTab = 0

  init(_ source: SourceText, line: Int) {
    bytes = source.bytes
    let content = source.content(ofLine: line)
    end = content.upperBound
    offset = content.lowerBound
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset += 3 }
  }

  /// The byte at `offset`; `nil` at the end of the line.
  var next: UInt8? { offset < end ? bytes[offset] : nil }

  /// The first byte that is no space or tab, and its column.
  var nonspace: (offset: Int, column: Int) {
    var place = (offset: offset, column: column)
    while place.offset < end, bytes[place.offset] == 0x20 || bytes[place.offset] == 0x09 {
      place.column += bytes[place.offset] == 0x20 ? 1 : 4 - place.column % 4
      place.offset += 1
    }
    return place
  }

  /// How many columns of spaces and tabs come next.
  var indentation: Int { nonspace.column - column }

  /// Whether nothing but spaces and tabs comes next.
  var isBlank: Bool { nonspace.offset == end }

  /// How often `byte` stands at `offset` and directly behind.
  func run(of byte: UInt8) -> Int {
    bytes[offset..<end].prefix { $0 == byte }.count
  }

  /// Moves by columns: over bytes that take one each, and tabs or parts of them.
  mutating func advance(columns count: Int) {
    var count = count
    while count > 0, offset < end {
      guard bytes[offset] == 0x09 else {
        advance(bytes: 1)
        count -= 1
        continue
      }
      let toTabStop = 4 - column % 4
      let step = min(count, toTabStop)
      columnsLeftOfTab = toTabStop - step
      if columnsLeftOfTab == 0 { offset += 1 }
      column += step
      count -= step
    }
  }

  /// Moves by bytes that each take a column.
  mutating func advance(bytes count: Int) {
    columnsLeftOfTab = 0
    offset += count
    column += count
  }

  mutating func skipBlanks() { advance(columns: indentation) }
}
