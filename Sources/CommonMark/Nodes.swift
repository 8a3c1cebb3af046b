import CCMark

/// The nodes of a document in document order.
///
/// They are one array instead of values that nest: a line of a million `>` is a tree a million deep,
/// and recursion over it would end the process. What a node holds is read from cmark's tree when it
/// is asked for; the array has only what the tree cannot tell at once.
package struct Nodes: RandomAccessCollection, @unchecked Sendable {
  private struct Entry {
    let node: OpaquePointer
    let parent: Int32
    var subtreeEnd: Int32
  }

  private let tree: MarkdownTree
  private let entries: [Entry]

  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  package subscript(index: Int) -> Node {
    let entry = entries[index]
    return Node(
      element: CommonMark.Element(node: entry.node), tree: tree, parent: Int(entry.parent),
      subtreeEnd: Int(entry.subtreeEnd))
  }

  init(of tree: MarkdownTree) {
    self.tree = tree
    var entries: [Entry] = []
    var open: [Int32] = []
    tree.walk { element, isEntering in
      guard let kind = Node.Kind(element) else { return true }
      guard isEntering else {
        if let index = open.popLast() { entries[Int(index)].subtreeEnd = Int32(entries.count) }
        return true
      }
      let index = Int32(entries.count)
      entries.append(Entry(node: element.node, parent: open.last ?? 0, subtreeEnd: index + 1))
      if !kind.isLeaf { open.append(index) }
      return true
    }
    self.entries = entries
  }
}

extension Node.Kind {
  fileprivate var isLeaf: Bool {
    switch self {
    case .codeBlock, .htmlBlock, .thematicBreak, .inlineHTML: true
    default: false
    }
  }
}
