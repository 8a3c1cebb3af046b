import CommonMark
import Diagnostics

/// The block quotes and list items around a block, from the outermost on.
struct ContainerPath: Sendable {
  private var containers: [Container] = []

  enum Kind {
    case blockQuote, item

    init?(_ kind: Node.Kind) {
      switch kind {
      case .blockQuote: self = .blockQuote
      case .item: self = .item
      default: return nil
      }
    }
  }

  private struct Container: Sendable {
    let openingLine: Int
    /// How many columns a further line of a list item is indented by; `nil` for a block quote.
    let indentation: Int?

    /// Moves past what the container takes of a line.
    func enter(_ cursor: inout LineCursor, line: Int) -> Bool {
      guard let indentation else { return cursor.enterBlockQuote() }
      if line == openingLine { return cursor.openItem() != nil }
      return cursor.enterItem(indentation: indentation)
    }
  }

  /// The path through containers that open on these lines, the outermost first; `nil` if a line
  /// does not open its container.
  init?(_ kinds: [(kind: Kind, openingLine: Int)], _ source: SourceText) {
    var line = 0
    var cursor: LineCursor?
    for (kind, openingLine) in kinds {
      if openingLine != line { cursor = self.cursor(source, line: openingLine) }
      line = openingLine
      switch kind {
      case .blockQuote:
        guard cursor?.enterBlockQuote() == true else { return nil }
        containers.append(Container(openingLine: line, indentation: nil))
      case .item:
        guard let indentation = cursor?.openItem() else { return nil }
        containers.append(Container(openingLine: line, indentation: indentation))
      }
    }
  }

  var isInList: Bool { containers.contains { $0.indentation != nil } }

  /// Where the block's content starts in a line; `nil` where the line is outside a container.
  func cursor(_ source: SourceText, line: Int) -> LineCursor? {
    var cursor = LineCursor(source, line: line)
    for container in containers where !container.enter(&cursor, line: line) { return nil }
    return cursor
  }
}

extension LineCursor {
  /// Moves past `>` and the one space it takes.
  fileprivate mutating func enterBlockQuote() -> Bool {
    guard indentation <= 3 else { return false }
    let start = self
    skipBlanks()
    guard next == UInt8(ascii: ">") else {
      self = start
      return false
    }
    advance(bytes: 1)
    if next == 0x20 || next == 0x09 { advance(columns: 1) }
    return true
  }

  /// Moves past the indentation of a further line of a list item.
  fileprivate mutating func enterItem(indentation width: Int) -> Bool {
    if indentation >= width {
      advance(columns: width)
    } else if isBlank {
      skipBlanks()
    } else {
      return false
    }
    return true
  }

  /// Moves past a list marker and gives the columns further lines of the item are indented by.
  ///
  /// CommonMark 0.30, section 5.2: one to four blanks after the marker belong to it; with five or
  /// more, or with nothing else on the line, only one does.
  fileprivate mutating func openItem() -> Int? {
    let start = column
    skipBlanks()
    guard let first = next else { return nil }
    if [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*")].contains(first) {
      advance(bytes: 1)
    } else {
      while let digit = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit { advance(bytes: 1) }
      guard next == UInt8(ascii: ".") || next == UInt8(ascii: ")") else { return nil }
      advance(bytes: 1)
    }
    let afterMarker = column - start
    let blanks = indentation
    if isBlank || !(1...4 ~= blanks) {
      if blanks > 0 { advance(columns: 1) }
      return afterMarker + 1
    }
    advance(columns: blanks)
    return afterMarker + blanks
  }
}
