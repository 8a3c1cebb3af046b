// The module over libcmark. It alone imports the library.

/// The block structure of a CommonMark document.
package struct Document: Sendable {
  /// The document node, then every block and every piece of inline HTML in document order.
  package let nodes: Nodes
  /// The same with the text, for writers.
  package let tree: MarkdownTree

  /// More bytes than this do not fit the 32-bit sizes of cmark's buffers, which may triple.
  package static let largestSize = 256 << 20

  /// Parses any bytes: NUL and invalid UTF-8 count as U+FFFD.
  ///
  /// - Precondition: there are at most `largestSize` bytes.
  package init(parsing bytes: ArraySlice<UInt8>) {
    tree = MarkdownTree(parsing: bytes)
    nodes = Nodes(of: tree)
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
