/// A part of a line that is compared as one.
struct Token: Sendable {
  enum Kind: Sendable {
    case number(WrittenNumber)
    /// A run of blanks or tabs.
    case blank
    /// Three or more equal characters of those that tables draw lines with.
    case rule
    case text
    /// An ellipsis that stands for any run of text.
    case wild
  }

  let kind: Kind
  /// As it is written in the line.
  let bytes: ArraySlice<UInt8>

  var isBlank: Bool {
    if case .blank = kind { true } else { false }
  }

  var isWild: Bool {
    if case .wild = kind { true } else { false }
  }

  var number: WrittenNumber? {
    if case .number(let number) = kind { number } else { nil }
  }
}

extension Token: Equatable {
  static func == (a: Token, b: Token) -> Bool { a.bytes == b.bytes }
}
