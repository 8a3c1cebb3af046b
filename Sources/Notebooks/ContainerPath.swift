import CommonMark
import Diagnostics

/// The block quotes and list items around a block, from the outermost on.
struct ContainerPath: Sendable {
  private var containers: [Container] = []

  private struct Container: Sendable {
    let kind: Kind
    let openingLine: Int

    enum Kind {
      case blockQuote
      /// Later lines belong to the item when indented by `indentation` columns.
      case item(indentation: Int)
    }
  }

  var isInList: Bool {
    containers.contains { if case .item = $0.kind { true } else { false } }
  }

  /// Where the block's content starts in a line; `nil` where the line is outside a container.
  func cursor(_ source: SourceText, line: Int) -> LineCursor? {
    var cursor = LineCursor(source, line: line)
    for container in containers {
      switch container.kind {
      case .blockQuote:
        guard cursor.enterBlockQuote() else { return nil }
      case .item where container.openingLine == line:
        guard cursor.openItem() != nil else { return nil }
      case .item(let indentation):
        guard cursor.enterItem(indentation: indentation) else { return nil }
      }
    }
    return cursor
  }

  /// The path of what is directly inside `node`, a container inside of this path; `nil` if the line
  /// does not read as libcmark says.
  func appending(_ kind: Node.Kind, openingLine line: Int, _ source: SourceText) -> ContainerPath? {
    var path = self
    switch kind {
    case .blockQuote:
      path.containers.append(Container(kind: .blockQuote, openingLine: line))
    case .item:
      guard var cursor = cursor(source, line: line), let indentation = cursor.openItem() else {
        return nil
      }
      path.containers.append(
        Container(kind: .item(indentation: indentation), openingLine: line))
    default:
      break
    }
    return path
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
