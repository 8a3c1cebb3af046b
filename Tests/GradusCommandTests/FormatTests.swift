import Foundation
import Testing

@Suite struct FormatTests {
  @Test("Cells are formatted where they stand; text, fences and outputs keep their bytes")
  func format() throws {
    let text = """
      #  A title   \u{20}

      ```swift   silent
      let   a=[1,2 ,3]
      ```

      * In a list

        ~~~swift
        func f( ){
            print( 1 )
        }
        ~~~

      > And a quote
      > ```swift
      > if  true{ f() }
      > ```
      >
      > ```output
      > 1
      > ```

      ```swift
      a ;
      ```

      ```swift skip
      let   b=1
      ```

      ```json
      {"a" :1}
      ```

      no line ending
      """
    let expected =
      text.replacing("let   a=[1,2 ,3]", with: "let a = [1, 2, 3]")
      .replacing("  func f( ){\n      print( 1 )\n", with: "  func f() {\n    print(1)\n")
      .replacing("> if  true{ f() }", with: "> if true { f() }")
      .replacing("a ;", with: "a;")
    let folder = try Folder(["a.md": text])
    let check = try Command(["fmt", "--check", "a.md"], in: folder)
    #expect(check.status == 1)
    #expect(check.output == "a.md: 4 cells would change\n")
    #expect(try folder.text("a.md") == text)
    #expect(try Command(["fmt", "a.md"], in: folder).status == 0)
    #expect(try folder.text("a.md") == expected)
    let again = try Command(["fmt", "--check", "a.md"], in: folder)
    #expect(again.status == 0)
    #expect(again.output == "")
  }

  @Test("Line endings of Windows stay") func lineEndings() throws {
    let text = "```swift\r\nlet a=1\r\nlet b=2\r\n```\r\n"
    let folder = try Folder(["a.md": text])
    #expect(try Command(["fmt", "a.md"], in: folder).status == 0)
    #expect(
      try folder.text("a.md")
        == text.replacing("a=1", with: "a = 1").replacing("b=2", with: "b = 2"))
  }

  @Test("The nearest configuration above the notebook holds") func configuration() throws {
    let folder = try Folder([
      ".swift-format": #"{"version": 1, "indentation": {"spaces": 8}}"#,
      "docs/a.md": "```swift\nif true {\n1\n}\n```\n",
    ])
    #expect(try Command(["fmt", "docs"], in: folder).status == 0)
    #expect(try folder.text("docs/a.md") == "```swift\nif true {\n        1\n}\n```\n")
  }

  @Test("A cell that does not parse is left alone and reported at its place") func broken() throws {
    let text = "- ```swift\n  let a=1\n  func f( {\n  ```\n\n```swift\nlet b=2\n```\n"
    let folder = try Folder(["a.md": text])
    let format = try Command(["fmt", "a.md"], in: folder)
    #expect(format.status == 2)
    #expect(format.errors.contains("a.md:3:10: error: expected ')'"), "\(format.errors)")
    #expect(try folder.text("a.md") == text.replacing("b=2", with: "b = 2"))
  }

  @Test("Code that would end its fence when formatted is not written") func fences() throws {
    let text = "```swift\nlet a=\"\"\"\n  x\n  \"\"\"\n```\n"
    let folder = try Folder(["a.md": text])
    #expect(try Command(["fmt", "a.md"], in: folder).status == 0)
    #expect(try folder.text("a.md") == text.replacing("a=", with: "a = "))
  }
}
