import Diagnostics
import Testing

@Suite struct DiagnosticPrinterTests {
  @Test(
    "The caret stands below the character",
    arguments: [
      ("let ▸x = 1", 1, "let x = 1", "    ^"),
      ("let ▸name = 1", 4, "let name = 1", "    ^~~~"),
      ("\tlet ▸x = 1", 1, "\tlet x = 1", "\t    ^"),
      ("é = ▸x", 1, "é = x", "    ^"),
      ("漢字 = ▸x", 1, "漢字 = x", "       ^"),
      ("e\u{301} = ▸x", 1, "e\u{301} = x", "    ^"),
      ("👍🏽 ▸x", 1, "👍🏽 x", "     ^"),
      ("a ▸漢字", 6, "a 漢字", "  ^~~~"),
      ("\u{1B}[31m▸x", 1, "\\u{1B}[31mx", "          ^"),
      ("a\u{202E}▸b", 1, "a\\u{202E}b", "         ^"),
      ("end▸", 1, "end", "   ^"),
      ("long ▸tail", 99, "long tail", "     ^~~~"),
      ("▸", 1, "", "^"),
    ])
  func caret(marked: String, length: Int, line: String, marks: String) throws {
    let source = Marked(marked)
    let place = try #require(source.places.first)
    let printer = DiagnosticPrinter(
      sources: ["a.md": SourceText(file: "a.md", bytes: source.bytes + [0x0A])], color: false)
    let diagnostic = Diagnostic(
      .error, at: SourceLocation(file: "a.md", line: place.line, column: place.column), "wrong",
      length: length)
    #expect(
      printer.text(diagnostic)
        == "a.md:\(place.line):\(place.column): error: wrong\n\(line)\n\(marks)\n")
  }

  @Test("Invalid bytes count as bytes and show as one character") func invalidBytes() {
    let source = SourceText(file: "a", bytes: [0xFF, 0xFE, 0x78])
    let text = DiagnosticPrinter(sources: ["a": source], color: false)
      .text(Diagnostic(.error, at: SourceLocation(file: "a", line: 1, column: 3), "m"))
    #expect(text == "a:1:3: error: m\n\u{FFFD}\u{FFFD}x\n  ^\n")
  }

  @Test("Of a long line the part around the column is shown") func longLine() {
    let bytes = [UInt8](repeating: 0x61, count: 1 << 20) + Array("é漢!".utf8)
    let printer = DiagnosticPrinter(
      sources: ["a": SourceText(file: "a", bytes: bytes)], color: false)
    let location = SourceLocation(file: "a", line: 1, column: bytes.count)
    let lines = printer.text(Diagnostic(.error, at: location, "m")).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("…aaa"))
    #expect(lines[1].hasSuffix("aé漢!"))
    #expect(lines[1].count < 300)
    // The two columns of the Chinese character are one character of the line.
    #expect(lines[2].count == lines[1].count + 1)
  }

  @Test("Messages, paths and colours cannot drive the terminal") func escapes() {
    let source = SourceText(file: "a\u{07}", bytes: Array("x\n".utf8))
    let location = SourceLocation(file: "a\u{07}", line: 1, column: 1)
    let note = Diagnostic(.note, at: SourceLocation(file: "b", line: 9, column: 2), "here")
    let diagnostic = Diagnostic(.warning, at: location, "a\u{1B}[2Jb\nc", notes: [note])
    let plain = DiagnosticPrinter(sources: [source.file: source], color: false).text(diagnostic)
    #expect(
      plain == "a\\u{7}:1:1: warning: a\\u{1B}[2Jb\\nc\nx\n^\nb:9:2: note: here\n")
    let colored = DiagnosticPrinter(sources: [source.file: source], color: true).text(diagnostic)
    #expect(colored.contains("\u{1B}[1;35mwarning: \u{1B}[0m"))
    #expect(colored.contains("a\\u{1B}[2Jb\\nc"))
  }

  @Test("A line the file does not have shows no source") func noSource() {
    let source = SourceText(file: "a", bytes: [])
    let text = DiagnosticPrinter(sources: ["a": source], color: false)
      .text(Diagnostic(.error, at: SourceLocation(file: "a", line: 1, column: 1), "m"))
    #expect(text == "a:1:1: error: m\n")
  }

  @Test("Locations sort by file, line and column") func order() {
    let place = { SourceLocation(file: $0, line: $1, column: $2) }
    let sorted = [place("a", 2, 9), place("a", 10, 1), place("b", 1, 1), place("b", 1, 2)]
    #expect(sorted.reversed().sorted() == sorted)
  }
}
