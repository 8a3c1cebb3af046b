import CommonMark
import Testing

@Suite struct CommonMarkTests {
  private func lines(_ text: String) -> [String] {
    Document(parsing: Array(text.utf8)[...]).nodes.map {
      "\($0.kind) \($0.start.line):\($0.start.column) in \($0.parent) to \($0.subtreeEnd)"
        + ($0.info + $0.literal == "" ? "" : " \($0.info)|\($0.literal)")
    }
  }

  @Test("Blocks stand in document order, each with its parent") func tree() {
    let text = """
      # The *first* `one` &amp; all

      - a <b>

        ~~~swift x\\*
        y
        ~~~
      > <!-- c -->
      """
    #expect(
      lines(text) == [
        "document 1:1 in 0 to 9", "heading(level: 1) 1:1 in 0 to 2 |The first one & all",
        "list 3:1 in 0 to 7", "item 3:1 in 2 to 7", "paragraph 3:3 in 3 to 6",
        "inlineHTML 3:5 in 4 to 6 |<b>", "codeBlock 5:3 in 3 to 7 swift x*|y\n",
        "blockQuote 8:1 in 0 to 9", "htmlBlock 8:3 in 7 to 9 |<!-- c -->\n",
      ])
  }

  @Test("Siblings and ancestors are found") func walking() {
    let document = Document(parsing: Array("> - a\n>\n>   b\n\nc\n".utf8)[...])
    let kinds = document.nodes.map(\.kind)
    #expect(
      kinds == [.document, .blockQuote, .list, .item, .paragraph, .paragraph, .paragraph])
    #expect(document.ancestors(of: 5) == [1, 2, 3])
    #expect(document.sibling(after: 4) == 5)
    #expect(document.sibling(after: 5) == nil)
    #expect(document.sibling(after: 1) == 6)
    #expect(document.sibling(after: 0) == nil)
  }

  @Test(
    "Nothing crashes the parser",
    arguments: [
      [], [0], [0xFF, 0xFE], Array("a\0b\n\0".utf8), [0xEF, 0xBB, 0xBF],
      Array(repeating: UInt8(ascii: ">"), count: 1 << 20),
      Array(repeating: UInt8(ascii: "["), count: 50_000),
      Array(repeating: UInt8(ascii: "*"), count: 50_000),
      Array(repeating: UInt8(ascii: "a"), count: 1 << 20),
      Array(String(repeating: "- ", count: 20_000).utf8),
    ])
  func hostile(bytes: [UInt8]) {
    let document = Document(parsing: bytes[...])
    #expect(document.nodes.first?.kind == .document)
    #expect(document.nodes.first?.subtreeEnd == document.nodes.count)
    #expect(!html(of: bytes[...], allowingRawHTML: false).contains("\0"))
  }

  @Test("HTML leaves raw HTML out unless it is allowed") func rendering() {
    let text = Array("*a* <b>\n".utf8)[...]
    #expect(html(of: text, allowingRawHTML: true) == "<p><em>a</em> <b></p>\n")
    #expect(html(of: text, allowingRawHTML: false).contains("<!-- raw HTML omitted -->"))
  }
}
