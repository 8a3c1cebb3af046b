/// A streaming pretty printer that lays nested values out as IPython does.
///
/// Texts and breakables wait in a buffer until it is known whether their line fits. When a line
/// is too long, or a text needs a line of its own, groups are broken from the outermost inwards.
/// The choice of the group to break follows IPython's queue, which deletes the entry at the
/// mirrored place of the list; layouts of deeply nested values depend on it.
package struct PrettyPrinter {
  /// A pair of brackets, all of whose breakables become line breaks together.
  private final class Group {
    let depth: Int
    var pendingBreakables = 0
    var isBroken = false

    init(depth: Int) {
      self.depth = depth
    }
  }

  private enum Item {
    case text(String, width: Int)
    case breakable(Group, indentation: Int)
  }

  private let width: Int
  private var output = ""
  private var column = 0
  private var indentation = 0
  private var buffer: [Item] = []
  private var bufferStart = 0
  private var bufferedWidth = 0
  private var stack: [Group] = []
  private var breakableGroups: [[Group]] = [[]]

  /// A printer whose lines have at most `width` columns where a break is possible.
  package init(width: Int) {
    self.width = width
  }

  /// The laid-out text.
  package consuming func finish() -> String {
    flush()
    return output
  }

  /// Adds a text without line breaks.
  package mutating func text(_ text: String) {
    let width = text.scalarCount
    if bufferStart == buffer.count {
      output += text
      column += width
    } else {
      buffer.append(.text(text, width: width))
      bufferedWidth += width
      breakWhileTooLong()
    }
  }

  /// Adds a space that may become a line break.
  package mutating func breakable() {
    guard let group = stack.last, !group.isBroken else {
      flush()
      startLine(indentation)
      return
    }
    group.pendingBreakables += 1
    buffer.append(.breakable(group, indentation: indentation))
    bufferedWidth += 1
    breakWhileTooLong()
  }

  /// Adds a line break.
  package mutating func hardBreak() {
    if let group = takeGroup() {
      breakGroup(group)
    }
    flush()
    startLine(indentation)
  }

  /// Adds what `contents` adds, with `opening` and `closing` around it and `step` more indentation.
  package mutating func group(
    _ opening: String = "", _ closing: String = "", indentedBy step: Int,
    contents: (inout PrettyPrinter) -> Void
  ) {
    if !opening.isEmpty { text(opening) }
    let group = Group(depth: stack.count)
    stack.append(group)
    while breakableGroups.count <= group.depth { breakableGroups.append([]) }
    breakableGroups[group.depth].append(group)
    indentation += step
    contents(&self)
    indentation -= step
    stack.removeLast()
    if group.pendingBreakables == 0 { forget(group) }
    if !closing.isEmpty { text(closing) }
  }

  private mutating func breakWhileTooLong() {
    while width < column + bufferedWidth, let group = takeGroup() {
      breakGroup(group)
    }
  }

  private mutating func takeGroup() -> Group? {
    for depth in breakableGroups.indices {
      let groups = breakableGroups[depth]
      if let index = groups.lastIndex(where: { $0.pendingBreakables > 0 }) {
        groups[index].isBroken = true
        breakableGroups[depth].remove(at: groups.count - 1 - index)
        return groups[index]
      }
      for group in groups { group.isBroken = true }
      breakableGroups[depth].removeAll()
    }
    return nil
  }

  private mutating func breakGroup(_ group: Group) {
    while group.pendingBreakables > 0, bufferStart < buffer.count {
      emitFirst()
    }
    while bufferStart < buffer.count, case .text = buffer[bufferStart] {
      emitFirst()
    }
    if bufferStart == buffer.count { emptyBuffer() }
  }

  private mutating func flush() {
    while bufferStart < buffer.count { emitFirst() }
    emptyBuffer()
  }

  private mutating func emptyBuffer() {
    buffer.removeAll(keepingCapacity: true)
    bufferStart = 0
    bufferedWidth = 0
  }

  private mutating func emitFirst() {
    let item = buffer[bufferStart]
    bufferStart += 1
    switch item {
    case .text(let text, let width):
      output += text
      column += width
      bufferedWidth -= width
    case .breakable(let group, let indentation):
      group.pendingBreakables -= 1
      bufferedWidth -= 1
      if group.isBroken {
        startLine(indentation)
      } else {
        if group.pendingBreakables == 0 { forget(group) }
        output += " "
        column += 1
      }
    }
  }

  private mutating func startLine(_ indentation: Int) {
    output += "\n"
    output += String(repeating: " ", count: indentation)
    column = indentation
  }

  private mutating func forget(_ group: Group) {
    if let index = breakableGroups[group.depth].firstIndex(where: { $0 === group }) {
      breakableGroups[group.depth].remove(at: index)
    }
  }
}

extension String {
  /// The number of columns, counted as Python counts them: one for each Unicode scalar.
  package var scalarCount: Int {
    utf8.count { $0 & 0xC0 != 0x80 }
  }
}
