import GradusDisplay

/// Columns of text laid out as pandas prints them.
enum TextTable {
  static let longestCell = 50

  /// The texts of a column's values, right-aligned to one width, with a leading space or sign.
  static func cells(of storage: ColumnStorage) -> [String] {
    fixedWidth(texts(of: storage), alignedLeft: false)
  }

  /// The texts of a column's values, before they are aligned.
  static func texts(of storage: ColumnStorage) -> [String] {
    switch storage {
    case .int(let values): values.map { $0 < 0 ? "\($0)" : " \($0)" }
    case .float(let values): FloatTexts(values).texts
    case .bool(let values): values.map { $0 ? " True" : " False" }
    case .string(let values): values.map { " " + ($0.map(escaped) ?? "NaN") }
    case .object(let values):
      values.map { value in
        guard case .float(let number) = value, !number.isNaN else {
          return " " + escaped(value.description)
        }
        return FloatTexts.single(number)
      }
    }
  }

  /// The texts of labels: without the space that all of them begin with.
  static func labels(of storage: ColumnStorage) -> [String] {
    var texts = texts(of: storage)
    switch storage {
    case .string, .object: break
    case .float(let values):
      texts = fixedWidth(
        zip(values, texts).map { $0.isNaN ? " NaN" : $1 }, alignedLeft: true)
    case .bool, .int: texts = fixedWidth(texts, alignedLeft: true)
    }
    let margin = texts.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return margin == 0 ? texts : texts.map { String($0.dropFirst(margin)) }
  }

  /// A text on one line.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The texts padded to one width, which is at most ``longestCell``.
  static func fixedWidth(
    _ texts: [String], alignedLeft: Bool, minimum: Int = 0
  ) -> [String] {
    let longest = max(minimum, texts.lazy.map(\.scalarCount).max() ?? 0)
    let width = min(longest, longestCell)
    return texts.map { text in
      guard text.scalarCount > width else { return padded(text, to: width, alignedLeft) }
      return String(String.UnicodeScalarView(text.unicodeScalars.prefix(width - 3))) + "..."
    }
  }

  static func padded(_ text: String, to width: Int, _ alignedLeft: Bool) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.scalarCount))
    return alignedLeft ? text + padding : padding + text
  }

  /// The columns beside each other, `space` columns apart.
  static func joined(_ columns: [[String]], space: Int) -> [String] {
    let height = columns.map(\.count).max() ?? 0
    var lines = [String](repeating: "", count: height)
    for (position, column) in columns.enumerated() {
      let gap = position < columns.count - 1 ? space : 0
      let width = (column.lazy.map(\.scalarCount).max() ?? 0) + gap
      for row in 0..<height {
        lines[row] += padded(row < column.count ? column[row] : "", to: width, true)
      }
    }
    return lines
  }

  /// Where the columns are cut so that each block fits into `width`.
  static func blocks(of widths: [Int], width: Int) -> [Range<Int>] {
    var cuts = [0]
    var current = 0
    for (position, columnWidth) in widths.enumerated() {
      current += columnWidth + 1
      let margin = position == widths.count - 1 ? 1 : 2
      if current + margin > width, position > 0 {
        cuts.append(position)
        current = columnWidth + 1
      }
    }
    cuts.append(widths.count)
    return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }
}
