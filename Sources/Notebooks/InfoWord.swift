import Diagnostics

/// One word of an info string: `silent`, `timeout=20s`, `name="a b"` or `error=/no such .*/`.
struct InfoWord {
  enum Quoting {
    case none, quotes, slashes
  }

  let name: String
  /// What follows the equals sign, without the quotes or slashes.
  let value: String?
  let quoting: Quoting
  /// The bytes of the word in the file.
  let range: Range<Int>
  /// The bytes of the value in the file, quotes or slashes included.
  let valueRange: Range<Int>
  /// Whether the value starts with a quote or slash that nothing closes at the end of the word.
  let isUnclosed: Bool

  /// The words in a part of a line.
  static func words(of source: SourceText, in range: Range<Int>) -> [InfoWord] {
    var words: [InfoWord] = []
    var rest = range
    while !rest.isEmpty {
      if isBlank(source.bytes[rest.lowerBound]) {
        rest = rest.lowerBound + 1..<rest.upperBound
      } else {
        let word = InfoWord(source.bytes, startingIn: rest)
        words.append(word)
        rest = word.range.upperBound..<rest.upperBound
      }
    }
    return words
  }

  /// Reads the word that starts at the lower bound of `range`.
  private init(_ bytes: [UInt8], startingIn range: Range<Int>) {
    let rest = bytes[range]
    let end = rest.firstIndex(where: Self.isBlank) ?? range.upperBound
    guard let equals = rest[..<end].firstIndex(of: UInt8(ascii: "=")) else {
      name = String(decoding: rest[..<end], as: UTF8.self)
      (value, quoting, isUnclosed) = (nil, .none, false)
      (self.range, valueRange) = (range.lowerBound..<end, end..<end)
      return
    }
    name = String(decoding: rest[..<equals], as: UTF8.self)
    let start = equals + 1
    let delimiter = start < end ? bytes[start] : 0
    let isDelimited = [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/")].contains(delimiter)
    if isDelimited, let close = Self.close(of: delimiter, in: rest[(start + 1)...]) {
      value = Self.unescaped(rest[start + 1..<close], delimiter)
      quoting = delimiter == UInt8(ascii: "/") ? .slashes : .quotes
      isUnclosed = false
      (self.range, valueRange) = (range.lowerBound..<close + 1, start..<close + 1)
    } else {
      value = String(decoding: rest[start..<end], as: UTF8.self)
      (quoting, isUnclosed) = (.none, isDelimited)
      // One mistake is reported as one.
      let isOurs = isDelimited && OptionReader.names.contains(name)
      let last = isOurs ? bytes.trimmingBlanks(range).upperBound : end
      (self.range, valueRange) = (range.lowerBound..<last, start..<last)
    }
  }

  /// The index of the delimiter that no backslash escapes and that ends the word.
  private static func close(of delimiter: UInt8, in rest: ArraySlice<UInt8>) -> Int? {
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index] == UInt8(ascii: "\\") {
        index += 1
      } else if rest[index] == delimiter {
        return index + 1 == rest.endIndex || isBlank(rest[index + 1]) ? index : nil
      }
      index += 1
    }
    return nil
  }

  /// The text with `\` taken off in front of the delimiter, and in front of `\` between quotes; a
  /// pattern keeps its other backslashes.
  private static func unescaped(_ text: ArraySlice<UInt8>, _ delimiter: UInt8) -> String {
    let backslash = UInt8(ascii: "\\")
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == backslash, index + 1 < text.endIndex {
        let next = text[index + 1]
        let isPlain = next == delimiter || next == backslash && delimiter != UInt8(ascii: "/")
        result += isPlain ? [next] : [backslash, next]
        index += 2
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// CommonMark trims an info string by the C library's `isspace`.
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
