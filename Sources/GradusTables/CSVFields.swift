/// The places of the fields in a text of separated values, line by line.
///
/// Quotes open at the start of a field only; a doubled quote inside is a quote; text after a
/// closing quote belongs to the field. Lines end with LF, CR LF or CR; empty lines, and those of
/// spaces alone, are skipped. (RFC 4180, and what pandas does beyond it.)
struct CSVFields {
  /// Where a field starts in its line, and whether it starts with a quote. It ends where the next
  /// one starts, and behind a line's last one stands where that would start: half a word for each
  /// field, since there are many. A line may have 2 GB.
  private struct Start {
    private let bits: UInt32

    init(_ place: Int, isQuoted: Bool = false) {
      bits = UInt32(place) << 1 | (isQuoted ? 1 : 0)
    }

    var place: Int { Int(bits >> 1) }
    var isQuoted: Bool { bits & 1 == 1 }
  }

  /// The place of a field in the text.
  struct Field {
    let range: Range<Int>
    let isQuoted: Bool
  }

  private var starts: [Start] = []
  /// Where each line begins in the text, and its first field among all.
  private var lines: [Int] = []
  private var firstFields: [UInt32] = []
  /// For each empty line, how many lines with fields stand before it.
  private var skipped: [Int] = []

  /// The line, from 0, in which a quoted field begins that does not end.
  private(set) var unclosedRow: Int?

  /// The number of lines that have fields.
  var lineCount: Int { lines.count }

  /// The number of fields in a line.
  func fieldCount(_ line: Int) -> Int { endOfFields(line) - Int(firstFields[line]) }

  /// The number of a line in the file, from 1.
  func number(_ line: Int) -> Int { line + 1 + skipped.count { $0 <= line } }

  /// A field of a line; nil behind the line's last one.
  @inline(__always)
  func field(_ line: Int, _ place: Int) -> Field? {
    let position = Int(firstFields[line]) + place
    guard position < endOfFields(line) else { return nil }
    let start = starts[position]
    let end = starts[position + 1].place - 1
    let first = lines[line]
    return Field(range: first + start.place..<first + end, isQuoted: start.isQuoted)
  }

  @inline(__always)
  private func endOfFields(_ line: Int) -> Int {
    (line + 1 < lines.count ? Int(firstFields[line + 1]) : starts.count) - 1
  }

  init(
    _ text: UnsafeBufferPointer<UInt8>, separator: UInt8, comment: UInt8?, lineLimit: Int?
  ) {
    let count = text.count
    let lineFeed = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    let quote = UInt8(ascii: "\"")
    var place = 0
    // Growing arrays would have the most of their memory twice.
    let ends = text.count { $0 == lineFeed || $0 == carriageReturn } + 1
    lines.reserveCapacity(min(ends, lineLimit ?? ends))
    firstFields.reserveCapacity(lines.capacity)
    if lineLimit == nil {
      starts.reserveCapacity(text.count { $0 == separator } + 2 * ends)
    }
    while place < count {
      if let lineLimit, lineCount >= lineLimit { break }
      let firstField = starts.count
      if let end = Self.endOfEmptyLine(text, place, separator, comment) {
        place = end
        skipped.append(lineCount)
        continue
      }
      let lineStart = place
      var isLineOpen = true
      while isLineOpen {
        let start = place - lineStart
        var isQuoted = false
        if place < count, text[place] == quote {
          isQuoted = true
          guard let end = Self.endOfQuotes(text, place + 1) else {
            unclosedRow = lineCount + skipped.count
            starts.removeLast(starts.count - firstField)
            return
          }
          place = end
        }
        while place < count {
          let byte = text[place]
          if byte == separator || byte == lineFeed || byte == carriageReturn || byte == comment {
            break
          }
          place += 1
        }
        starts.append(Start(start, isQuoted: isQuoted))
        if place < count, text[place] == separator {
          place += 1
          continue
        }
        isLineOpen = false
        starts.append(Start(place + 1 - lineStart))
        if let comment, place < count, text[place] == comment {
          while place < count, text[place] != lineFeed, text[place] != carriageReturn {
            place += 1
          }
        }
        place = Self.afterLineEnd(text, place)
      }
      lines.append(lineStart)
      firstFields.append(UInt32(firstField))
    }
  }

  /// The place behind the quote that closes a field whose contents begin at `start`.
  private static func endOfQuotes(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int? {
    var place = start
    while place < text.count {
      if text[place] == UInt8(ascii: "\"") {
        guard place + 1 < text.count, text[place + 1] == UInt8(ascii: "\"") else {
          return place + 1
        }
        place += 1
      }
      place += 1
    }
    return nil
  }

  /// Where the next line begins if this one holds nothing but spaces or a comment.
  private static func endOfEmptyLine(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ separator: UInt8, _ comment: UInt8?
  ) -> Int? {
    var place = start
    while place < text.count {
      let byte = text[place]
      if byte == separator { return nil }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if let comment, byte == comment {
        while place < text.count, text[place] != UInt8(ascii: "\n"),
          text[place] != UInt8(ascii: "\r")
        { place += 1 }
        break
      }
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else { return nil }
      place += 1
    }
    return afterLineEnd(text, place)
  }

  private static func afterLineEnd(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    guard place < text.count else { return place }
    if text[place] == UInt8(ascii: "\r") {
      return place + 1 < text.count && text[place + 1] == UInt8(ascii: "\n") ? place + 2 : place + 1
    }
    return text[place] == UInt8(ascii: "\n") ? place + 1 : place
  }
}
