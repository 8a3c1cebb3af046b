/// Code put around a stretch of a cell.
struct Rewrite: Hashable, Sendable {
  /// In UTF-8 bytes of the cell.
  let range: Range<Int>
  let open: String
  let close: String
  /// Within a statement no line can be told its number, so there the code goes into the cell's own
  /// line and the columns are counted back.
  var isInline = false
}

/// Generated code within a line of a notebook.
struct Insertion: Hashable, Sendable {
  let line: Int
  /// The column of the notebook before which the code stands.
  let column: Int
  let length: Int
}

extension [Insertion] {
  /// The column of the notebook for one of the generated text.
  func original(line: Int, column: Int) -> Int {
    var column = column
    // Oldest last: an insertion's column counts no generated code before it.
    for insertion in filter({ $0.line == line }).sorted(by: { $0.column < $1.column })
    where column > insertion.column {
      column = Swift.max(insertion.column, column - insertion.length)
    }
    return column
  }
}

/// A cell's text with code put around parts of it, in which every line and column of the cell
/// stays what it was.
struct RewrittenCell {
  private let bytes: [UInt8]
  /// The `#sourceLocation` line for a line of the cell, counted from 0.
  private let location: (Int) -> String
  private(set) var text = ""
  /// With lines counted from 0, the cell's first.
  private(set) var insertions: [Insertion] = []
  private var done = 0
  private var line = 0

  init(_ code: String, location: @escaping (Int) -> String) {
    bytes = Array(code.utf8)
    self.location = location
    text = location(0)
  }

  /// Copies the cell up to a place, at most to its end.
  mutating func copy(to end: Int) {
    let end = min(end, bytes.count)
    guard end > done else { return }
    text += String(decoding: bytes[done..<end], as: UTF8.self)
    line += bytes[done..<end].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    done = end
  }

  /// Leaves out the cell up to a place in one line.
  mutating func skip(to end: Int) {
    text += String(repeating: " ", count: end - done)
    done = end
  }

  mutating func open(_ rewrite: Rewrite) {
    if rewrite.isInline { insertInline(rewrite.open + " ") } else { insert(rewrite.open) }
  }

  mutating func close(_ rewrite: Rewrite) {
    if rewrite.isInline { insertInline(" " + rewrite.close) } else { close(rewrite.close) }
  }

  private mutating func insertInline(_ code: String) {
    text += code
    let column = done - lineStart + 1
    insertions.append(Insertion(line: line, column: column, length: code.utf8.count))
  }

  /// Puts in a line, reported where no line of a notebook reaches; the cell goes on behind it.
  mutating func insert(_ code: String) {
    text += "\n" + location(line - 1) + UnitSource.margin + code + "\n" + indentation
  }

  /// Puts a line behind the cell, as if it stood in one of the cell's.
  mutating func append(_ code: String, line: Int) {
    text += location(line) + UnitSource.margin + code + "\n"
  }

  /// Puts in a line that ends something.
  private mutating func close(_ code: String) {
    text += "\n" + UnitSource.margin + code + "\n" + location(line) + indentation
  }

  private var lineStart: Int {
    bytes[..<done].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// As many blanks as keep the column of what follows.
  private var indentation: String {
    bytes[lineStart..<done].reduce(into: "") { $0 += $1 == UInt8(ascii: "\t") ? "\t" : " " }
  }
}
