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
package struct Node: Sendable {
  package enum Kind: Hashable, Sendable {
    case document, blockQuote, list, item, codeBlock, htmlBlock, paragraph, thematicBreak
    case heading(level: Int)
    case inlineHTML
  }

  package let kind: Kind
  package let start: Position
  /// Where cmark says the node ends. It is off for HTML blocks and for blocks that end with their
  /// container.
  package let end: Position
  /// The index of the parent; the document is its own.
  package let parent: Int
  /// The index after the node's last descendant: of the next sibling, if there is one.
  package internal(set) var subtreeEnd: Int
  /// What a code block or HTML holds; the text of a heading.
  package internal(set) var literal: String
  /// The info string of a fenced code block, unescaped.
  package let info: String
}
