import Diagnostics

/// What the compiler wrote, as diagnostics at places in the notebook.
package struct CompilerMessages {
  package private(set) var diagnostics: [Diagnostic] = []
  /// Whether the last error or warning is one of those kept.
  private var takesNotes = false

  /// - Parameters:
  ///   - text: the compiler's output in LLVM style: a line `file:line:column: error: message`, then
  ///     the source line and a line with a caret and tildes
  ///   - unit: what was compiled
  ///   - source: the notebook
  package init(_ text: String, unit: UnitSource, source: SourceText) {
    guard !text.isEmpty else { return }
    let generated = unit.generated
    let code = Set(generated.text.split(separator: "\n").map { CompilerMessages.words($0) })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var index = 0
    while index < lines.count {
      defer { index += 1 }
      guard let header = Header(lines[index]) else { continue }
      var rest = header.message
      // A message of several lines goes on until the source line. A caret line follows that, unless
      // there are characters in it of which the compiler does not know the width.
      while index + 1 < lines.count, Header(lines[index + 1]) == nil,
        !(index + 2 < lines.count && CompilerMessages.isMarks(lines[index + 2])),
        !lines[index + 1].isEmpty,
        !CompilerMessages.isMarks(lines[index + 1]),
        !code.contains(CompilerMessages.words(lines[index + 1]))
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
      add(header, rest, length: length, unit, source, generated.insertions)
    }
    sort()
  }

  private mutating func add(
    _ header: Header, _ message: String, length: Int, _ unit: UnitSource, _ source: SourceText,
    _ insertions: [Insertion]
  ) {
    let original = unit.original(line: header.line, column: header.column, insertions)
    let isGenerated =
      header.column > UnitSource.margin.utf8.count
      && header.column > (source.line(original.line)?.utf8.count ?? 0) + 1
    let isOurs = header.file == unit.file && !isGenerated
    // Only errors about generated code concern the reader; notes belong to what they follow, and
    // those about declarations in other modules have no place that a reader could open.
    let isKept = (header.severity == .error || isOurs) && !CompilerMessages.isIdle(message)
    if header.severity != .note { takesNotes = isKept }
    guard isKept, takesNotes else { return }
    var place = SourceLocation(file: source.file, line: unit.parts.first?.line ?? 1, column: 1)
    if isOurs {
      place = unit.place(line: original.line, column: original.column, in: source)
    } else if isGenerated, header.file == unit.file {
      let blanks = source.line(original.line)?.prefix { $0 == " " }.count ?? 0
      place = SourceLocation(
        file: source.file, line: max(original.line, place.line), column: blanks + 1)
    }
    let diagnostic = Diagnostic(
      header.severity, at: place, CompilerMessages.cleaned(message), length: length)
    guard header.severity == .note else {
      diagnostics.append(diagnostic)
      return
    }
    guard let last = diagnostics.popLast() else { return }
    diagnostics.append(
      Diagnostic(
        last.severity, at: last.location, last.message, length: last.length,
        notes: last.notes + [diagnostic]))
  }

  /// Whether it says only that a condition is always the same: true of most examples, and whether
  /// the compiler sees it depends on what is compiled together.
  private static func isIdle(_ message: String) -> Bool { message == "will never be executed" }

  /// The compiler checks functions after the statements around them; a reader goes from top to
  /// bottom.
  private mutating func sort() {
    diagnostics = diagnostics.enumerated()
      .sorted { ($0.element.location, $0.offset) < ($1.element.location, $1.offset) }
      .map(\.element)
  }

  /// The message without the names of generated modules, and without the group it belongs to,
  /// which only the compiler's command line knows.
  private static func cleaned(_ message: String) -> String {
    var message = ModuleNames.removed(from: message)
    if message.hasSuffix("]"), let group = message.ranges(of: " [#").last {
      message.removeSubrange(group.lowerBound...)
    }
    return message
  }

  /// The line with single blanks: the compiler replaces tabs.
  private static func words(_ line: some StringProtocol) -> String {
    line.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
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
