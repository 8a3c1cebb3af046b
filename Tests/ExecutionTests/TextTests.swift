import Execution
import Testing

/// What a process printed before it died, and what that says.
struct TrapCase: Sendable {
  let printed: String
  var reason: String?
  let text: String?
  let rest: String
}

@Suite struct TextTests {
  @Test(
    "The message of a trap is taken out of what was printed",
    arguments: [
      TrapCase(
        printed: "out\nM/a.md:3: Fatal error: boom\n", text: "Fatal error: boom", rest: "out\n"),
      TrapCase(printed: "Fatal error: boom\n", text: "Fatal error: boom", rest: ""),
      TrapCase(
        printed: "out\na.md:3: Fatal error: two\nlines\n", text: "Fatal error: two\nlines",
        rest: "out\n"),
      TrapCase(
        printed: "Could not cast value of type 'A' (0x7f00) to 'B' (0x7f01).\n",
        text: "Could not cast value of type 'A' to 'B'.", rest: ""),
      TrapCase(printed: "out\n", text: nil, rest: "out\n"),
      TrapCase(
        printed: "out\n", reason: "arithmetic overflow", text: "Fatal error: arithmetic overflow",
        rest: "out\n"),
      TrapCase(printed: "not a Fatal error\n", text: nil, rest: "not a Fatal error\n"),
      TrapCase(
        printed: "a.md:1: Fatal error: GradusCell4.P failed\n", text: "Fatal error: P failed",
        rest: ""
      ),
      TrapCase(printed: "", text: nil, rest: ""),
      TrapCase(printed: "\n\n", text: nil, rest: "\n\n"),
    ])
  func trap(trap: TrapCase) {
    let message = TrapMessage(printed: Array(trap.printed.utf8), reason: trap.reason)
    #expect(message.text == trap.text)
    #expect(String(decoding: message.rest, as: UTF8.self) == trap.rest)
  }

  @Test(
    "Names of generated modules do not show",
    arguments: [
      ("[GradusCell12.P(n: 1)]", "[P(n: 1)]"), ("GradusCell1", "notebook"),
      ("GradusCell7/a.md", "notebook/a.md"),
      ("GradusCell3.(unknown context at $7f1c3a).Local", "Local"),
      ("GradusCell3.(unknown context at $7f).(unknown context at $1a).Local", "Local"),
      ("(extension in GradusCell2):GradusCell1.P.Inner", "P.Inner"),
      ("GradusCell3.(kept)", "(kept)"), ("Gradus and Cell1.", "Gradus and Cell1."), ("", ""),
      ("GradusCell1.A GradusCell2.B", "A B"),
    ])
  func moduleNames(text: String, expected: String) {
    #expect(ModuleNames.removed(from: text) == expected)
  }

  @Test("A hash tells parts from each other") func hash() {
    #expect(ContentHash("a", "b") == ContentHash("a", "b"))
    #expect(ContentHash("ab") != ContentHash("a", "b"))
    #expect(ContentHash("a", "b") != ContentHash("b", "a"))
    #expect(ContentHash("a", "") != ContentHash("a"))
    #expect(ContentHash("é") != ContentHash("e\u{301}"))
    // By FNV-1a's definition: no input gives the offset basis, a zero byte that times the prime.
    #expect(ContentHash().description == "6c62272e07bb014262b821756295c58d")
    #expect(ContentHash("").description == "d228cb69101a8caf78912b704e4a147f")
    let names = (0..<1000).map { ContentHash("recipe \($0)").description }
    #expect(Set(names).count == 1000)
    #expect(names.allSatisfy { $0.count == 32 })
  }
}
