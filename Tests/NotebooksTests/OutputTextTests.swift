import Notebooks
import Testing

@Suite struct OutputTextTests {
  @Test(
    "Captured bytes become the text a terminal would show",
    arguments: [
      ("", ""), ("a", "a\n"), ("a\n", "a\n"), ("\n", "\n"), ("a\n\n", "a\n\n"),
      ("a\r\nb", "a\nb\n"),
      ("10%\r20%\r100%\n", "100%\n"), ("abc\rX\n", "Xbc\n"), ("abc\r", "abc\n"),
      ("a\r\r\nb\n", "a\nb\n"),
      ("\u{1B}[31mred\u{1B}[0m\n", "red\n"), ("\u{1B}[1;38;5;9mx\u{1B}[K", "x\n"),
      ("\u{1B}]0;title\u{07}x", "x\n"),
      ("\u{1B}]8;;http://a\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link\n"),
      ("\u{1B}(Bx\u{1B}7y\u{1B}=z", "xyz\n"), ("\u{1B}P1$r\u{1B}\\x", "x\n"), ("x\u{1B}", "x\n"),
      ("x\u{1B}[31", "x\n"), ("\u{1B}]never closed\nnext\n", "\nnext\n"), ("\u{1B}[31\nx", "\nx\n"),
      ("\u{1B}\u{1B}[31mx", "x\n"), ("\u{1B}]a\u{1B}[1mb", "b\n"),
      ("a\tb\n", "a\tb\n"),
      ("\0\u{07}\u{08}\u{0B}\u{7F}\u{9B}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\n"),
      ("é漢👍🏽\u{2028}\n", "é漢👍🏽\u{2028}\n"), ("  \n", "  \n"),
    ])
  func normalized(text: String, expected: String) {
    let found = CellOutput.normalized(Array(text.utf8))
    #expect(found == expected)
    #expect(CellOutput.normalized(Array(found.utf8)) == found)
  }

  @Test(
    "Invalid UTF-8 becomes U+FFFD",
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b\n"), ([0xC3], "\u{FFFD}\n"),
      ([0xE2, 0x82, 0x0A], "\u{FFFD}\n"),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\n"), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}\n"),
    ] as [([UInt8], String)])
  func invalid(bytes: [UInt8], expected: String) {
    #expect(CellOutput.normalized(bytes) == expected)
  }

  @Test("An output is empty when it has no text") func empty() {
    #expect(CellOutput().isEmpty)
    #expect(CellOutput(text: "", error: "", rich: "").isEmpty)
    #expect(!CellOutput(text: "\n").isEmpty)
    #expect(!CellOutput(error: "a").isEmpty)
    #expect(!CellOutput(rich: "a").isEmpty)
  }
}
