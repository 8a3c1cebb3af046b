/// The text that a stream of characters for a terminal leaves behind.
struct TerminalText {
  /// In UTF-8; appending scalars to a string's view would copy all that is there each time.
  private var finished: [UInt8] = []
  private var line: [Unicode.Scalar] = []
  /// Where in the line the next character goes; `nil` at its end, the usual place.
  private var place: Int?
  private var state = State.text

  private enum State {
    case text
    /// After ESC.
    case escape
    /// In a control sequence, which ends with a byte from `@` to `~`.
    case controlSequence
    /// In an escape sequence with intermediate bytes.
    case intermediate
    /// In a command string, which ends with BEL or ESC `\`.
    case string
    /// After ESC in a command string.
    case stringEscape
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    switch state {
    case .text: show(scalar)
    case .escape: afterEscape(scalar)
    case .controlSequence: skip(scalar, through: 0x20...0x3F, end: 0x40...0x7E)
    case .intermediate: skip(scalar, through: 0x20...0x2F, end: 0x30...0x7E)
    case .string: inString(scalar)
    case .stringEscape:
      state = .text
      if scalar != "\\" { afterEscape(scalar) }
    }
  }

  /// The whole text; an unfinished sequence is dropped.
  mutating func finish() -> String {
    if !line.isEmpty { endLine() }
    return String(decoding: finished, as: UTF8.self)
  }

  private mutating func show(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{1B}": state = .escape
    case "\n": endLine()
    case "\r": place = 0
    case "\t": put(scalar)
    case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": put("\u{FFFD}")
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    guard let place, place < line.count else {
      place = nil
      line.append(scalar)
      return
    }
    line[place] = scalar
    self.place = place + 1
  }

  private mutating func endLine() {
    for scalar in line { finished.append(contentsOf: UTF8.encode(scalar)!) }
    finished.append(0x0A)
    line.removeAll(keepingCapacity: true)
    place = nil
  }

  private mutating func afterEscape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "[": state = .controlSequence
    case "]", "P", "X", "^", "_": state = .string
    default:
      state = .intermediate
      skip(scalar, through: 0x20...0x2F, end: 0x30...0x7E)
    }
  }

  /// Stays in a sequence or ends it; what cannot be in one is shown.
  private mutating func skip(
    _ scalar: Unicode.Scalar, through inner: ClosedRange<UInt32>, end: ClosedRange<UInt32>
  ) {
    if inner ~= scalar.value { return }
    state = .text
    if !(end ~= scalar.value) { show(scalar) }
  }

  private mutating func inString(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{07}": state = .text
    case "\u{1B}": state = .stringEscape
    case "\n":
      // Nobody means a title of several lines: the end was forgotten, and the text goes on.
      state = .text
      show(scalar)
    default: break
    }
  }
}
