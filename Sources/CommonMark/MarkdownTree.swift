import CCMark
import Glibc

/// A parsed CommonMark document with its inline text, for writers that walk it.
///
/// The tree is cmark's own: a walk over ten megabytes makes no object a node. Nothing changes it once
/// it is there, so several threads may walk it.
package final class MarkdownTree: @unchecked Sendable {
  let root: OpaquePointer

  /// Parses any bytes: NUL and invalid UTF-8 count as U+FFFD.
  ///
  /// - Precondition: there are at most `Document.largestSize` bytes.
  package init(parsing bytes: ArraySlice<UInt8>) {
    precondition(bytes.count <= Document.largestSize, "too large for cmark")
    let root = bytes.withUnsafeBytes { bytes in
      let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      return withUnsafePointer(to: CChar(0)) { empty in
        cmark_parse_document(start ?? empty, bytes.count, CMARK_OPT_VALIDATE_UTF8)
      }
    }
    guard let root else { fatalError("cmark gave no document") }
    self.root = root
  }

  deinit { cmark_node_free(root) }

  /// Calls `visit` when a node begins and, of nodes that hold others, again when it ends.
  ///
  /// - Parameter visit: answers to a beginning whether what is in the node, and its end, are to
  ///   be visited; the element is valid during the call
  package func walk(_ visit: (Element, _ isEntering: Bool) -> Bool) {
    Element(node: root).walk(visit)
  }

  /// The text without markup; line ends are blanks.
  package var plainText: String { Element(node: root).plainText }
}

/// A node of a `MarkdownTree`.
package struct Element {
  package enum Kind: Sendable {
    case document, blockQuote, list, item, codeBlock, htmlBlock, paragraph, heading, thematicBreak
    case text, softBreak, lineBreak, code, inlineHTML, emphasis, strong, link, image, other
  }

  let node: OpaquePointer

  /// Calls `visit` for the element and what is in it, in document order.
  package func walk(_ visit: (Element, _ isEntering: Bool) -> Bool) {
    guard let iterator = cmark_iter_new(node) else { fatalError("cmark gave no iterator") }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard let current = cmark_iter_get_node(iterator) else { return }
      let isEntering = event == CMARK_EVENT_ENTER
      if !visit(Element(node: current), isEntering), isEntering {
        // From its end cmark's iterator goes on behind the node; a leaf has none.
        let isLeaf = Element(node: current).isLeaf
        if !isLeaf {
          cmark_iter_reset(iterator, current, CMARK_EVENT_EXIT)
          if current == node { return }
        }
      }
    }
  }

  package var kind: Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_HTML_INLINE: .inlineHTML
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_BLOCK_QUOTE: .blockQuote
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_DOCUMENT: .document
    default: .other
    }
  }

  private var isLeaf: Bool {
    switch kind {
    case .codeBlock, .htmlBlock, .thematicBreak, .text, .softBreak, .lineBreak, .code, .inlineHTML:
      true
    default: false
    }
  }

  /// What a text, code or HTML holds, without a copy; valid as long as the tree.
  package var literal: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_literal(node)) }
  /// The info string of a code block, unescaped.
  package var info: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_fence_info(node)) }
  /// Where a link leads or an image lies, unescaped.
  package var url: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_url(node)) }
  /// The title of a link or image.
  package var title: UnsafeBufferPointer<UInt8> { Self.bytes(cmark_node_get_title(node)) }
  /// Of a heading, from 1 to 6.
  package var level: Int { Int(cmark_node_get_heading_level(node)) }
  package var isOrdered: Bool { cmark_node_get_list_type(node) == CMARK_ORDERED_LIST }
  /// The number an ordered list begins with.
  package var listStart: Int { Int(cmark_node_get_list_start(node)) }
  /// The line of the parsed text, from 1, on which a block starts.
  package var line: Int { Int(cmark_node_get_start_line(node)) }
  /// What follows in the same parent.
  package var next: Element? { cmark_node_next(node).map(Element.init) }
  package var parent: Element? { cmark_node_parent(node).map(Element.init) }

  /// Whether a paragraph stands in a list whose items are not set apart.
  package var isTight: Bool {
    guard let list = cmark_node_parent(cmark_node_parent(node)),
      cmark_node_get_type(list) == CMARK_NODE_LIST
    else { return false }
    return cmark_node_get_list_tight(list) != 0
  }

  /// The text in the element without markup; line ends are blanks.
  package var plainText: String {
    var bytes: [UInt8] = []
    walk { element, isEntering in
      guard isEntering else { return true }
      switch element.kind {
      case .text, .code: bytes += element.literal
      case .softBreak, .lineBreak: bytes.append(0x20)
      default: break
      }
      return true
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: text, count: strlen(text)).assumingMemoryBound(
      to: UInt8.self)
  }
}
