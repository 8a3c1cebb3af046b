/// A source line made safe to show, and the marks that go below it.
struct Excerpt {
  /// The line, or the part of a long one around the column.
  private(set) var source = ""
  /// The blanks and tabs that bring the marks below their characters.
  private(set) var margin = ""
  /// `^~~~`.
  private(set) var marks = ""

  /// A line longer than this many bytes is cut around the column.
  private static let longest = 240

  init(line: ArraySlice<UInt8>, column: Int, length: Int) {
    let target = min(line.startIndex + max(0, column - 1), line.endIndex)
    let targetEnd = target + max(1, length)
    let window = Self.window(of: line, around: target)
    if window.lowerBound > line.startIndex { append("…", columns: 1, to: \.margin) }

    var rest = line[window].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var offset = window.lowerBound
    parsing: while true {
      let scalar: Unicode.Scalar
      let width: Int
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        (scalar, width) = (Unicode.UTF8.decode(encoded), encoded.count)
      case .error(let length):
        (scalar, width) = ("\u{FFFD}", length)
      case .emptyInput:
        break parsing
      }
      let marked = offset + width > target && offset < targetEnd
      append(scalar, to: marked ? \.marks : offset < target ? \.margin : nil)
      offset += width
    }
    if window.upperBound < line.endIndex { source += "…" }
    marks = marks.isEmpty ? "^" : "^" + marks.dropFirst()
  }

  private mutating func append(_ scalar: Unicode.Scalar, to path: WritableKeyPath<Self, String>?) {
    if scalar == "\t" {
      source += "\t"
      if let path { self[keyPath: path] += path == \.margin ? "\t" : "~" }
    } else if scalar.drivesTerminal {
      append(scalar.escape, columns: scalar.escape.utf8.count, to: path)
    } else {
      append(String(scalar), columns: scalar.columns, to: path)
    }
  }

  private mutating func append(
    _ text: String, columns: Int, to path: WritableKeyPath<Self, String>?
  ) {
    source += text
    guard let path else { return }
    self[keyPath: path] += String(repeating: path == \.margin ? " " : "~", count: columns)
  }

  private static func window(of line: ArraySlice<UInt8>, around target: Int) -> Range<Int> {
    guard line.count > longest else { return line.indices }
    let lower = max(line.startIndex, target - longest / 3)
    let upper = min(line.endIndex, lower + longest)
    return boundary(lower, in: line)..<boundary(upper, in: line)
  }

  /// The nearest start of a character at or before `index`.
  private static func boundary(_ index: Int, in line: ArraySlice<UInt8>) -> Int {
    var index = index
    var steps = 0
    while index > line.startIndex, index < line.endIndex, line[index] & 0xC0 == 0x80, steps < 3 {
      index -= 1
      steps += 1
    }
    return index
  }
}
