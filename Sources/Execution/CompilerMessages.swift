import Diagnostics

/// What the compiler wrote, as diagnostics at places in the notebook.
struct CompilerMessages {
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - text: the compiler's output in LLVM style: a line `file:line:column: error: message`, then
  ///     the source line and a line with a caret and tildes
  ///   - unit: what was compiled
  ///   - source: the notebook
  init(_ text: String, unit: UnitSource, source: SourceText) {
    guard !text.isEmpty else { return }
    let insertions = unit.generated.insertions
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var index = 0
    while index < lines.count {
      defer { index += 1 }
      guard let header = Header(lines[index]) else { continue }
      var rest = header.message
      // A message of several lines goes on until the source line, which a caret line follows.
      while index + 1 < lines.count, Header(lines[index + 1]) == nil,
        !(index + 2 < lines.count && CompilerMessages.isMarks(lines[index + 2])),
        !lines[index + 1].isEmpty,
        !CompilerMessages.isMarks(lines[index + 1])
      {
        index += 1
        rest += " " + lines[index]
      }
      var length = 1
      if index + 2 < lines.count, CompilerMessages.isMarks(lines[index + 2]) {
        let marks = lines[index + 2]
        length =
          marks.firstIndex(of: "^").map { marks[$0...].prefix { $0 == "^" || $0 == "~" }.count }
          ?? 1
        index += 2
      }
      add(
        header, message: CompilerMessages.cleaned(rest), length: length, unit: unit, source: source,
        insertions)
    }
  }

  private mutating func add(
    _ header: Header, message: String, length: Int, unit: UnitSource, source: SourceText,
    _ insertions: [Insertion]
  ) {
    let isGenerated =
      header.column > UnitSource.margin.utf8.count
      && header.column > (source.line(header.line)?.utf8.count ?? 0) + 1
    guard !isGenerated || header.severity == .error else { return }
    let isOurs = header.file == unit.file && !isGenerated
    // Notes about declarations in other modules have no place that a reader could open.
    guard isOurs || header.severity == .error else { return }
    let place =
      isOurs
      ? SourceLocation(
        file: source.file, line: header.line,
        column: insertions.original(line: header.line, column: header.column))
      : SourceLocation(file: source.file, line: unit.parts.first?.line ?? 1, column: 1)
    let diagnostic = Diagnostic(header.severity, at: place, message, length: length)
    if header.severity == .note, let last = diagnostics.popLast() {
      diagnostics.append(
        Diagnostic(
          last.severity, at: last.location, last.message, length: last.length,
          notes: last.notes + [diagnostic]))
    } else if header.severity != .note {
      diagnostics.append(diagnostic)
    }
  }

  /// The message without the names of generated modules.
  static func cleaned(_ message: String) -> String {
    var message = message
    while let start = message.firstRange(of: Planner.modulePrefix) {
      var end = start.upperBound
      while end < message.endIndex, message[end].isNumber { end = message.index(after: end) }
      if end < message.endIndex, message[end] == "." {
        message.removeSubrange(start.lowerBound...end)
      } else {
        message.replaceSubrange(start.lowerBound..<end, with: "notebook")
      }
    }
    return message
  }

  private static func isMarks(_ line: Substring) -> Bool {
    line.contains("^") && line.allSatisfy { " \t^~".contains($0) }
  }

  private struct Header {
    let file: Substring
    let line: Int
    let column: Int
    let severity: Severity
    var message: String

    init?(_ text: Substring) {
      for severity in [Severity.error, .warning, .note] {
        guard let range = text.firstRange(of: ": \(severity.rawValue): ") else { continue }
        let place = text[..<range.lowerBound].split(
          separator: ":", omittingEmptySubsequences: false)
        guard place.count >= 2 else { continue }
        if place.count >= 3, let column = Int(place[place.count - 1]),
          let line = Int(place[place.count - 2])
        {
          (self.line, self.column) = (line, column)
          file = text[..<place[place.count - 3].endIndex]
        } else if let line = Int(place[place.count - 1]) {
          (self.line, column) = (line, 1)
          file = text[..<place[place.count - 2].endIndex]
        } else {
          continue
        }
        self.severity = severity
        message = String(text[range.upperBound...])
        return
      }
      return nil
    }
  }
}
