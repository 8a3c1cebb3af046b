import CCMark

/// A line and a column of a document, both from 1; columns count bytes.
package struct Position: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A block of a document, or raw HTML among its text.
package struct Node: @unchecked Sendable {
  package enum Kind: Hashable, Sendable {
    case document, blockQuote, list, item, codeBlock, htmlBlock, paragraph, thematicBreak
    case heading(level: Int)
    case inlineHTML
  }

  let element: Element
  /// Keeps the element there.
  let tree: MarkdownTree
  /// The index of the parent; the document is its own.
  package let parent: Int
  /// The index after the node's last descendant: of the next sibling, if there is one.
  package let subtreeEnd: Int

  package var kind: Kind { Kind(element) ?? .paragraph }

  package var start: Position {
    Position(
      line: Int(cmark_node_get_start_line(element.node)),
      column: Int(cmark_node_get_start_column(element.node)))
  }

  /// Where cmark says the node ends. It is off for HTML blocks and for blocks that end with their
  /// container.
  package var end: Position {
    Position(
      line: Int(cmark_node_get_end_line(element.node)),
      column: Int(cmark_node_get_end_column(element.node)))
  }

  /// What a code block or HTML holds; the text of a heading.
  package var literal: String {
    switch element.kind {
    case .codeBlock, .htmlBlock, .inlineHTML: String(decoding: element.literal, as: UTF8.self)
    case .heading: element.plainText
    default: ""
    }
  }

  /// The info string of a fenced code block, unescaped.
  package var info: String {
    element.kind == .codeBlock ? String(decoding: element.info, as: UTF8.self) : ""
  }
}

extension Node.Kind {
  /// - Returns: `nil` for text and what marks it
  init?(_ element: Element) {
    switch element.kind {
    case .document: self = .document
    case .blockQuote: self = .blockQuote
    case .list: self = .list
    case .item: self = .item
    case .codeBlock: self = .codeBlock
    case .htmlBlock: self = .htmlBlock
    case .paragraph: self = .paragraph
    case .heading: self = .heading(level: element.level)
    case .thematicBreak: self = .thematicBreak
    case .inlineHTML: self = .inlineHTML
    default: return nil
    }
  }
}
