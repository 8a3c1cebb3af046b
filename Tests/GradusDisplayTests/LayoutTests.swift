import GradusDisplay
import Testing

@Suite struct LayoutTests {
  /// `[` … `/` is a list, `t` … `;` a value with that text, a bar a line break.
  private static func value(_ text: inout Substring) -> Any {
    if text.removeFirst() == "t" {
      let lines = text.prefix { $0 != ";" }
      text = text.dropFirst(lines.count + 1)
      return Lines(String(lines))
    }
    var elements: [Any] = []
    while text.first != "/" { elements.append(value(&text)) }
    text.removeFirst()
    return elements
  }

  @Test func `nested values are laid out as IPython recorded them`() throws {
    let lines = try fixture("layouts.txt")
    #expect(lines.count >= 120)
    for index in stride(from: 0, to: lines.count, by: 2) {
      var text = lines[index][...]
      let shown = DisplayText.of(Self.value(&text))
      #expect(shown == Lines(lines[index + 1]).description, "\(lines[index])")
    }
  }

  @Test func `lines of tuple elements stand below each other`() {
    let a = Lines("tensor([[0],|        [1],|        [2]])")
    let b = Lines("tensor([[0, 1]])")
    #expect(
      DisplayText.of((a, b)) == """
        (tensor([[0],
                 [1],
                 [2]]),
         tensor([[0, 1]]))
        """)
    #expect(
      DisplayText.of(((a, 5), b)) == """
        ((tensor([[0],
                  [1],
                  [2]]),
          5),
         tensor([[0, 1]]))
        """)
  }

  @Test func `an empty line inside an element keeps the indentation`() {
    #expect(DisplayText.of((Lines("a||b"), 1)) == "(a\n \n b,\n 1)")
  }

  @Test func `lines of labelled elements stand below the value`() {
    #expect(DisplayText.of((x: Lines("ab|cd"), y: 1)) == "(x: ab\n    cd,\n y: 1)")
  }

  @Test func `a dictionary with a value of several lines breaks at every comma`() {
    let values: KeyValuePairs<String, Any> = ["a": Lines("t([[1, 2],|   [3, 4]])"), "b": 3]
    #expect(DisplayText.of(values) == "[\"a\": t([[1, 2],\n    [3, 4]]),\n \"b\": 3]")
  }

  @Test func `a line may have 79 columns`() {
    let fits = [String(repeating: "a", count: 35), String(repeating: "b", count: 36)]
    #expect(DisplayText.of(fits)?.count == 79)
    #expect(DisplayText.of(fits)?.contains("\n") == false)
    #expect(DisplayText.of([fits[0], fits[1] + "b"])?.contains(",\n ") == true)
  }

  @Test func `sequences end after a thousand elements`() throws {
    let lines = try #require(DisplayText.of(Array(0..<1200))).split(separator: "\n")
    #expect(lines.count == 1001)
    #expect(lines[999] == " 999,")
    #expect(lines[1000] == " ...]")
  }

  @Test func `the width can be set`() {
    #expect(DisplayText.of([1, 2, 3], width: 8) == "[1,\n 2,\n 3]")
    #expect(DisplayText.of([1, 2, 3], width: 10) == "[1, 2, 3]")
  }
}
