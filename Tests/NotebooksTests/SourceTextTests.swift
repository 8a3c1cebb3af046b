import Diagnostics
import Testing

@Suite struct SourceTextTests {
  @Test(
    "Lines end as CommonMark says",
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("a\nb", ["a", "b"]),
      ("a\r\nb\r\n", ["a", "b"]), ("a\rb\r", ["a", "b"]), ("a\r\n\rb", ["a", "", "b"]),
      ("a\n\r\nb", ["a", "", "b"]), ("a\r\r\n", ["a", ""]), ("é\u{2028}\n", ["é\u{2028}"]),
    ])
  func lines(text: String, expected: [String]) {
    let source = SourceText(file: "a.md", bytes: Array(text.utf8))
    #expect((0..<source.lineCount).map { source.line($0 + 1) } == expected)
    #expect(source.line(0) == nil)
    #expect(source.line(source.lineCount + 1) == nil)
    let whole = (0..<source.lineCount).flatMap {
      source.bytes[source.content(ofLine: $0 + 1)] + source.bytes[source.ending(ofLine: $0 + 1)]
    }
    #expect(whole == source.bytes)
  }

  @Test("Every byte is on one line, at one column") func locations() {
    let source = SourceText(file: "a.md", bytes: Array("é\r\nab\r\rc".utf8))
    let places = source.bytes.indices.map { source.location(ofByte: $0).place.description }
    #expect(places == ["1:1", "1:2", "1:3", "1:4", "2:1", "2:2", "2:3", "3:1", "4:1"])
  }

  @Test("Invalid UTF-8 is repaired") func invalid() {
    #expect(SourceText(file: "a.md", bytes: [0x61, 0xFF, 0x62]).line(1) == "a\u{FFFD}b")
  }
}
