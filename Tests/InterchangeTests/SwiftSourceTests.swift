import Fixtures
import Foundation
import Interchange
import Notebooks
import Testing

@Suite struct SwiftSourceTests {
  @Test(
    "A notebook becomes the Swift source expected",
    arguments: Fixture.all(in: "source", ending: ".md"))
  func golden(fixture: Fixture) throws {
    let notebook = Notebook(path: fixture.name + ".md", bytes: try fixture.bytes())
    try fixture.expect(
      Array(try SwiftSource(notebook).text.utf8), equal: fixture.sibling(ending: "txt"))
  }

  @Test(
    "What no single file can hold is refused at its line",
    arguments: [
      (
        "```swift\nlet a = 1\n```\n```swift\nlet a = 2\nextension Int {}\n```\n",
        "6:1: an extension stands at a file's top level only, and 'a' of line 2 is declared again "
          + "in this cell, which needs a scope of its own; give it another name"
      ),
      (
        "```swift\nlet a = 1\n```\n```swift\nlet a = 2\n```\n- ```swift\n  1\n  infix operator **\n  ```\n",
        "9:3: an operator stands at a file's top level only, and a cell above declares a name "
          + "again, which needs a scope of its own; give it another name"
      ),
      ("```swift\nlet let\n```\n", "2:1: this cell is not well-formed Swift"),
      (
        "```swift name=a\n```\n```swift name=a\n```\n",
        "3:10: the name 'a' is taken by another cell"
      ),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: InterchangeError.self) {
      try SwiftSource(Notebook(path: "a.md", bytes: Array(text.utf8)))
    }
    #expect(error?.diagnostics.map { "\($0.location): \($0.message)" } == ["a.md:" + message])
  }

  @Test("Functions of one name and other parameters are no new declaration") func overloads() throws
  {
    let text = """
      ```swift
      func f(_ x: Int) {}
      ```
      ```swift
      func f(_ x: Double) {}
      infix operator **
      ```
      ```swift
      func ** (a: Int, b: Int) -> Int { a }
      ```
      """
    let source = try SwiftSource(Notebook(path: "a.md", bytes: Array(text.utf8))).text
    #expect(!source.contains("do {"))
  }
}
