// The module over libcmark, and the one place that imports it.
import CCMark

/// The block structure of a CommonMark document.
///
/// The nodes are one array in document order instead of values that nest: a line of a million `>`
/// is a tree a million deep, and recursion over it would end the process.
package struct Document: Sendable {
  /// The document node, then every block and every piece of inline HTML in document order.
  package let nodes: [Node]
  /// The same with the text, for writers.
  package let tree: MarkdownTree

  /// More bytes than this do not fit the 32-bit sizes of cmark's buffers, which may triple.
  package static let largestSize = 256 << 20

  /// Parses any bytes: NUL and invalid UTF-8 count as U+FFFD.
  ///
  /// - Precondition: there are at most `largestSize` bytes.
  package init(parsing bytes: ArraySlice<UInt8>) {
    tree = MarkdownTree(parsing: bytes)
    nodes = tree.nodes
  }

  /// The next sibling of the node at `index`.
  package func sibling(after index: Int) -> Int? {
    let next = nodes[index].subtreeEnd
    return next < nodes.count && nodes[next].parent == nodes[index].parent ? next : nil
  }

  /// The ancestors of the node at `index` from the outermost on, without the document.
  package func ancestors(of index: Int) -> [Int] {
    var result: [Int] = []
    var index = nodes[index].parent
    while index != 0 {
      result.append(index)
      index = nodes[index].parent
    }
    return result.reversed()
  }
}

/// A tree in cmark's memory.
struct Tree {
  let root: OpaquePointer

  init(parsing bytes: ArraySlice<UInt8>, options: Int32 = CMARK_OPT_VALIDATE_UTF8) {
    precondition(bytes.count <= Document.largestSize, "too large for cmark")
    let root = bytes.withUnsafeBytes { bytes in
      let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      return withUnsafePointer(to: CChar(0)) { empty in
        cmark_parse_document(start ?? empty, bytes.count, options)
      }
    }
    guard let root else { fatalError("cmark gave no document") }
    self.root = root
  }

  func free() { cmark_node_free(root) }

  func nodes() -> [Node] {
    var nodes: [Node] = []
    var open: [Int] = []
    var heading: Int?
    guard let iterator = cmark_iter_new(root) else { fatalError("cmark gave no iterator") }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return nodes }
      let node = cmark_iter_get_node(iterator)
      let type = cmark_node_get_type(node)
      guard let kind = Node.Kind(type, node) else {
        if let heading, event == CMARK_EVENT_ENTER {
          nodes[heading].literal += Self.text(of: node, type)
        }
        continue
      }
      let isLeaf = kind.isLeaf
      if event == CMARK_EVENT_ENTER {
        if case .heading = kind { heading = nodes.count }
        if !isLeaf { open.append(nodes.count) }
        let parent = isLeaf ? open.last : open.dropLast().last
        nodes.append(Self.node(node, kind, parent: parent ?? 0, index: nodes.count))
      } else if let index = open.popLast() {
        nodes[index].subtreeEnd = nodes.count
        if heading == index { heading = nil }
      }
    }
  }

  private static func node(
    _ node: OpaquePointer?, _ kind: Node.Kind, parent: Int, index: Int
  ) -> Node {
    Node(
      kind: kind,
      start: Position(
        line: Int(cmark_node_get_start_line(node)), column: Int(cmark_node_get_start_column(node))),
      end: Position(
        line: Int(cmark_node_get_end_line(node)), column: Int(cmark_node_get_end_column(node))),
      parent: parent, subtreeEnd: index + 1,
      literal: kind.isLeaf ? string(cmark_node_get_literal(node)) : "",
      info: kind == .codeBlock ? string(cmark_node_get_fence_info(node)) : "")
  }

  private static func text(of node: OpaquePointer?, _ type: cmark_node_type) -> String {
    switch type {
    case CMARK_NODE_TEXT, CMARK_NODE_CODE: string(cmark_node_get_literal(node))
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: " "
    default: ""
    }
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}

extension Node.Kind {
  fileprivate init?(_ type: cmark_node_type, _ node: OpaquePointer?) {
    switch type {
    case CMARK_NODE_DOCUMENT: self = .document
    case CMARK_NODE_BLOCK_QUOTE: self = .blockQuote
    case CMARK_NODE_LIST: self = .list
    case CMARK_NODE_ITEM: self = .item
    case CMARK_NODE_CODE_BLOCK: self = .codeBlock
    case CMARK_NODE_HTML_BLOCK: self = .htmlBlock
    case CMARK_NODE_PARAGRAPH: self = .paragraph
    case CMARK_NODE_HEADING: self = .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_THEMATIC_BREAK: self = .thematicBreak
    case CMARK_NODE_HTML_INLINE: self = .inlineHTML
    default: return nil
    }
  }

  /// Whether cmark's iterator enters the node without ever leaving it.
  fileprivate var isLeaf: Bool {
    switch self {
    case .codeBlock, .htmlBlock, .thematicBreak, .inlineHTML: true
    default: false
    }
  }
}
