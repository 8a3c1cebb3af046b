/// The places of the fields in a text of separated values, line by line.
///
/// Quotes open at the start of a field only; a doubled quote inside is a quote; text after a
/// closing quote belongs to the field. Lines end with LF, CR LF or CR; empty lines, and those of
/// spaces alone, are skipped. (RFC 4180, and what pandas does beyond it.)
struct CSVFields {
  /// Where a field starts, and whether it starts with a quote. It ends where the next one starts,
  /// so that a field takes one word.
  private struct Start {
    private let bits: UInt64

    init(_ place: Int, isQuoted: Bool) {
      bits = UInt64(place) << 1 | (isQuoted ? 1 : 0)
    }

    var place: Int { Int(bits >> 1) }
    var isQuoted: Bool { bits & 1 == 1 }
  }

  /// The place of a field in the text.
  struct Field {
    let range: Range<Int>
    let isQuoted: Bool
  }

  private struct Line {
    let firstField: Int
    let end: Int
    let number: Int
  }

  private var starts: [Start] = []
  private var lines: [Line] = []

  /// The line, from 0, in which a quoted field begins that does not end.
  private(set) var unclosedRow: Int?

  /// The number of lines that have fields.
  var lineCount: Int { lines.count }

  /// The number of fields in a line.
  func fieldCount(_ line: Int) -> Int { endOfFields(line) - lines[line].firstField }

  /// The number of a line in the file, from 1.
  func number(_ line: Int) -> Int { lines[line].number }

  /// A field of a line; nil behind the line's last one.
  @inline(__always)
  func field(_ line: Int, _ place: Int) -> Field? {
    let position = lines[line].firstField + place
    let endOfFields = endOfFields(line)
    guard position < endOfFields else { return nil }
    let start = starts[position]
    let end = position + 1 < endOfFields ? starts[position + 1].place - 1 : lines[line].end
    return Field(range: start.place..<end, isQuoted: start.isQuoted)
  }

  @inline(__always)
  private func endOfFields(_ line: Int) -> Int {
    line + 1 < lines.count ? lines[line + 1].firstField : starts.count
  }

  init(
    _ text: UnsafeBufferPointer<UInt8>, separator: UInt8, comment: UInt8?, lineLimit: Int?
  ) {
    let count = text.count
    let lineFeed = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    let quote = UInt8(ascii: "\"")
    var place = 0
    var number = 0
    starts.reserveCapacity(count / 8)
    while place < count {
      if let lineLimit, lineCount >= lineLimit { break }
      number += 1
      let firstField = starts.count
      if let end = Self.endOfEmptyLine(text, place, separator, comment) {
        place = end
        continue
      }
      var end = place
      var isLineOpen = true
      while isLineOpen {
        let start = place
        var isQuoted = false
        if place < count, text[place] == quote {
          isQuoted = true
          guard let end = Self.endOfQuotes(text, place + 1) else {
            unclosedRow = number - 1
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
        end = place
        if place < count, text[place] == separator {
          place += 1
          continue
        }
        isLineOpen = false
        if let comment, place < count, text[place] == comment {
          while place < count, text[place] != lineFeed, text[place] != carriageReturn {
            place += 1
          }
        }
        place = Self.afterLineEnd(text, place)
      }
      lines.append(Line(firstField: firstField, end: end, number: number))
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
