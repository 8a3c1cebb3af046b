/// Splits a line into numbers, words, blanks and single characters.
///
/// A number stands alone: digits in a name (`x1`, `float32`), a version (`1.2.3`), a date, a time, a
/// UUID or a hexadecimal number are text. A unit may follow without a blank, `12ms`. Groups of
/// three digits may be separated by commas or underscores.
struct TokenScanner {
  private let line: ArraySlice<UInt8>
  private var index: Int
  private var tokens: [Token] = []

  static func tokens(_ line: ArraySlice<UInt8>) -> [Token] {
    var scanner = TokenScanner(line)
    while scanner.index < line.endIndex { scanner.scan() }
    return scanner.tokens
  }

  private init(_ line: ArraySlice<UInt8>) {
    self.line = line
    index = line.startIndex
  }

  private func byte(_ index: Int) -> UInt8 {
    line.startIndex <= index && index < line.endIndex ? line[index] : 0
  }

  private mutating func add(_ kind: Token.Kind, to end: Int) {
    tokens.append(Token(kind: kind, bytes: line[index..<end]))
    index = end
  }

  private func end(from start: Int, while isPart: (UInt8) -> Bool) -> Int {
    var end = start
    while end < line.endIndex, isPart(line[end]) { end += 1 }
    return end
  }

  private mutating func scan() {
    let first = line[index]
    if first.isBlank {
      add(.blank, to: end(from: index) { $0.isBlank })
    } else if let end = Compound.end(in: line, at: index) {
      add(.text, to: end)
    } else if first == UInt8(ascii: "0"), byte(index + 1) | 0x20 == UInt8(ascii: "x"),
      byte(index + 2).isHexadecimal || byte(index + 2) == UInt8(ascii: ".")
    {
      // Two tokens, so that `0x...` stands for any address.
      add(.text, to: index + 2)
      let digits = end(from: index) { $0.isWord }
      if digits > index { add(.text, to: digits) }
    } else if let end = scanEllipsis() ?? scanRule() {
      _ = end
    } else if !scanNumber() {
      scanText()
    }
  }

  /// Three points or more, so that a range such as `0...5` has no number `5` with a point before.
  private mutating func scanEllipsis() -> Int? {
    let end = end(from: index) { $0 == UInt8(ascii: ".") }
    guard end - index >= 3 else { return nil }
    add(.text, to: end)
    return end
  }

  private mutating func scanRule() -> Int? {
    let first = line[index]
    guard "-=_~*".utf8.contains(first) else { return scanDrawnRule() }
    let end = end(from: index) { $0 == first }
    guard end - index >= 3 else { return nil }
    add(.rule, to: end)
    return end
  }

  /// A run of one character from the block of lines, U+2500 to U+257F.
  private mutating func scanDrawnRule() -> Int? {
    guard byte(index) == 0xE2, (0x94...0x95).contains(byte(index + 1)) else { return nil }
    var end = index + 3
    while end + 3 <= line.endIndex, line[end..<end + 3].elementsEqual(line[index..<index + 3]) {
      end += 3
    }
    guard end - index >= 9 else { return nil }
    add(.rule, to: end)
    return end
  }

  private mutating func scanText() {
    let first = line[index]
    guard first.isWord else {
      add(.text, to: min(line.endIndex, index + first.scalarLength))
      return
    }
    var end = end(from: index) { $0.isWord }
    // The version in `v1.2`.
    while line[end - 1].isDigit, byte(end) == UInt8(ascii: "."), byte(end + 1).isDigit {
      end = self.end(from: end + 1) { $0.isWord }
    }
    let word = line[index..<end]
    add(WrittenNumber(word: word).map { .number($0) } ?? .text, to: end)
  }

  /// - Returns: whether a number starts here
  private mutating func scanNumber() -> Bool {
    let signLength = self.signLength
    let start = index + signLength
    if signLength > 0, byte(start) | 0x20 == UInt8(ascii: "i") || byte(start) | 0x20 == 0x6E {
      let end = end(from: start) { $0.isWord }
      let sign = line[index] == UInt8(ascii: "+") ? [] : [UInt8(ascii: "-")]
      guard let number = WrittenNumber(word: sign + line[start..<end]) else { return false }
      add(.number(number), to: end)
      return true
    }
    let isPointed = byte(start) == UInt8(ascii: ".") && byte(start + 1).isDigit
    guard byte(start).isDigit || isPointed else { return false }

    var digits: [UInt8] = []
    if signLength > 0, line[index] != UInt8(ascii: "+") { digits.append(UInt8(ascii: "-")) }
    var end = scanWhole(from: start, into: &digits)
    // A second point follows a range's first bound.
    if byte(end) == UInt8(ascii: "."), byte(end + 1) != UInt8(ascii: ".") {
      let fraction = self.end(from: end + 1) { $0.isDigit }
      digits += line[end..<fraction]
      end = fraction
    }
    if byte(end) | 0x20 == UInt8(ascii: "e") {
      let isSigned = byte(end + 1) == UInt8(ascii: "-") || byte(end + 1) == UInt8(ascii: "+")
      let exponent = self.end(from: end + (isSigned ? 2 : 1)) { $0.isDigit }
      if exponent > end + (isSigned ? 2 : 1), !byte(exponent).isWord {
        digits += line[end..<exponent]
        end = exponent
      }
    }
    let isVersion = byte(end) == UInt8(ascii: ".") && byte(end + 1).isDigit
    let unit = self.end(from: end) { $0.isWord && !$0.isDigit }
    if isVersion || byte(unit).isDigit {
      index = start
      // The sign of a version is no sign.
      if signLength > 0 {
        index -= signLength
        add(.text, to: start)
      }
      var word = self.end(from: start) { $0.isWord || $0 == UInt8(ascii: ".") }
      while word > start + 1, line[word - 1] == UInt8(ascii: ".") { word -= 1 }
      add(.text, to: word)
      return true
    }
    guard var number = WrittenNumber(decimal: digits) else {
      add(.text, to: unit)
      return true
    }
    number.isPercentage = byte(end) == UInt8(ascii: "%")
    add(.number(number), to: end)
    return true
  }

  /// Digits with separators: underscores between digits, or commas before each group of three where
  /// no list can be meant.
  private func scanWhole(from start: Int, into digits: inout [UInt8]) -> Int {
    var end = start
    while byte(end).isDigit || byte(end) == UInt8(ascii: "_") && byte(end + 1).isDigit {
      if line[end] != UInt8(ascii: "_") { digits.append(line[end]) }
      end += 1
    }
    guard 1...3 ~= end - start, byte(start) != UInt8(ascii: "0"), !isInList(before: start) else {
      return end
    }
    var grouped = end
    while byte(grouped) == UInt8(ascii: ","),
      (1...3).allSatisfy({ byte(grouped + $0).isDigit }), !byte(grouped + 4).isDigit
    {
      grouped += 4
    }
    let next = byte(grouped)
    // `f(1,234)` has two arguments, `(1,234 rows)` one number.
    let isEnclosed = byte(start - 1) == UInt8(ascii: "(") && next == UInt8(ascii: ")")
    guard grouped > end, !isEnclosed, !",]}".utf8.contains(next) else { return end }
    digits += line[end..<grouped].filter { $0.isDigit }
    return grouped
  }

  private func isInList(before start: Int) -> Bool {
    ",[{".utf8.contains(byte(start - 1))
  }

  /// How many bytes before the digits are a sign; one behind a word or a closing bracket is an
  /// operator.
  private var signLength: Int {
    let isOperator = line.endsWord(before: index) || ").]".utf8.contains(byte(index - 1))
    guard !isOperator else { return 0 }
    if byte(index) == UInt8(ascii: "-") || byte(index) == UInt8(ascii: "+") { return 1 }
    // U+2212, minus sign
    return byte(index) == 0xE2 && byte(index + 1) == 0x88 && byte(index + 2) == 0x92 ? 3 : 0
  }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  var isHexadecimal: Bool { isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20 }
  /// A letter, a digit, an underscore, or a part of a letter beyond ASCII.
  ///
  /// Characters that start with 0xC2 or 0xE2 are the signs up to U+00BF and the punctuation, arrows
  /// and operators from U+2000 on; a number may stand right behind them.
  var isWord: Bool {
    isDigit || self == UInt8(ascii: "_") || self >= 0x80 && self != 0xC2 && self != 0xE2
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20
  }

  /// How many bytes the UTF-8 of the character has that starts with this one.
  var scalarLength: Int {
    switch self {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether a word ends right before the index.
  func endsWord(before index: Int) -> Bool {
    guard index > startIndex else { return false }
    var lead = index - 1
    while lead > startIndex, self[lead] & 0xC0 == 0x80 { lead -= 1 }
    return self[lead].isWord
  }
}
