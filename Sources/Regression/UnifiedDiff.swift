/// Two texts line by line, as `diff -u` shows them.
package struct UnifiedDiff: Sendable {
  fileprivate enum Line {
    case same(Substring)
    case removed(Substring)
    case added(Substring)
  }

  /// The lines of the difference, without headers; empty when the texts are equal.
  package let text: String

  /// - Parameter context: how many equal lines are shown around a difference
  package init(from old: String, to new: String, context: Int = 3) {
    let lines = UnifiedDiff.merged(
      old.split(separator: "\n", omittingEmptySubsequences: false),
      new.split(separator: "\n", omittingEmptySubsequences: false))
    var text = ""
    var start = 0
    var (oldLine, newLine) = (1, 1)
    while let change = lines[start...].firstIndex(where: { $0.isChange }) {
      let first = max(start, change - context)
      var end = change
      while let next = lines[end...].prefix(2 * context + 1).firstIndex(where: { $0.isChange }) {
        end = next + 1
      }
      end = min(lines.count, end + context)
      for line in lines[start..<first] { line.count(&oldLine, &newLine) }
      let hunk = lines[first..<end]
      let (firstOld, firstNew) = (oldLine, newLine)
      for line in hunk { line.count(&oldLine, &newLine) }
      text +=
        "@@ -\(UnifiedDiff.range(firstOld..<oldLine)) +\(UnifiedDiff.range(firstNew..<newLine)) @@\n"
      for line in hunk { text += line.text + "\n" }
      start = end
    }
    self.text = text
  }

  /// The first line and the count; of no lines, the line before.
  private static func range(_ lines: Range<Int>) -> String {
    "\(lines.isEmpty ? lines.lowerBound - 1 : lines.lowerBound),\(lines.count)"
  }

  private static func merged(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let difference = new.difference(from: old)
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i), i < old.count {
        lines.append(.removed(old[i]))
        i += 1
      } else if added.contains(j), j < new.count {
        lines.append(.added(new[j]))
        j += 1
      } else {
        lines.append(.same(old[i]))
        (i, j) = (i + 1, j + 1)
      }
    }
    return lines
  }
}

extension UnifiedDiff.Line {
  fileprivate var isChange: Bool {
    if case .same = self { false } else { true }
  }

  fileprivate var text: String {
    switch self {
    case .same(let line): " " + line
    case .removed(let line): "-" + line
    case .added(let line): "+" + line
    }
  }

  fileprivate func count(_ old: inout Int, _ new: inout Int) {
    switch self {
    case .same: (old, new) = (old + 1, new + 1)
    case .removed: old += 1
    case .added: new += 1
    }
  }
}
