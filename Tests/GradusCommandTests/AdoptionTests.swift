import Foundation
import Testing

@Suite struct AdoptionTests {
  /// A README that never heard of Gradus: what runs, what does not, and what was never meant to.
  private let readme = """
    # Boxes

    Add the package:

    ```swift
    .package(url: "https://example.com/boxes", from: "1.0.0"),
    ```

    - A type, in a list:

      ```swift
      struct Box { var side: Int }
      ```

    > And in a quote:
    > ```swift
    > import Foundation
    > func volume(of box: Box) -> Int
    > ```

    ```swift
    let box = Box(side: 3)
    print(box.side, Date(timeIntervalSince1970: 0))
    ```

    ```swift
    func weigh(_ box: Box) -> Double { ... }
    ```

    ```swift
    shelf.count
    ```

    ```swift
    let count: Int = "three"
    ```

    ```swift
    enum Lid: Error { case stuck }
    throw Lid.stuck
    ```

    ```swift
    @main
    struct Tool {
      static func main() { print("ran") }
    }
    ```

    ```swift
    Tool.self
    ```

    """

  @Test("A check says what ran, what looks like a fragment, and what is wrong; nothing is written")
  func check() throws {
    let folder = try Folder(["README.md": readme])
    let check = try Command(["check", "README.md"], in: folder)
    #expect(check.status == 2)
    for (line, reason, option) in [
      (6, "shows lines of a package's manifest", "skip"),
      (18, "declares something without a body", "skip"), (27, "leaves parts out", "skip"),
      (31, "uses 'shelf', which no block declares", "skip"),
      (40, "compiles, and stops when it runs: uncaught error: stuck", "compile-only"),
    ] {
      let text = check.errors.components(separatedBy: "README.md:\(line):").dropFirst().first ?? ""
      let advice = text.components(separatedBy: "  a fragment? it ").dropFirst().first ?? ""
      #expect(
        advice.hasPrefix("\(reason); <!-- gradus: \(option) -->"), "line \(line): \(check.errors)")
    }
    // A mistake is no fragment.
    #expect(check.errors.contains("README.md:35:18: error: cannot convert value of type 'String'"))
    #expect(check.errors.contains("README.md:44:1: warning: a cell with '@main' only declares"))
    // What the import of a block that fails brings is there for the others.
    #expect(check.output.contains("4 cells ran, 6 failed (ran: lines 11, 21, 43, 50)"))
    #expect(try folder.text("README.md") == readme)
  }

  @Test("Adopting writes options above the fences of fragments after showing them")
  func adopt() throws {
    let folder = try Folder(["README.md": readme])
    let shown = try Command(["check", "--adopt", "README.md"], in: folder)
    #expect(shown.status == 2)
    #expect(shown.errors.contains("README.md:5: <!-- gradus: skip --> since it shows lines"))
    #expect(shown.errors.contains("gradus: nothing is written; --yes writes it without asking"))
    #expect(try folder.text("README.md") == readme)

    let adopted = try Command(["check", "--adopt", "--yes", "README.md"], in: folder)
    #expect(adopted.status == 2, "the mistake is left")
    let expected =
      "<!-- gradus\nimports: [Foundation]\n-->\n\n"
      + readme.replacing("```swift\n.package", with: "<!-- gradus: skip -->\n```swift\n.package")
      .replacing("> ```swift\n", with: "> <!-- gradus: skip -->\n> ```swift\n")
      .replacing("```swift\nfunc weigh", with: "<!-- gradus: skip -->\n```swift\nfunc weigh")
      .replacing("```swift\nshelf", with: "<!-- gradus: skip -->\n```swift\nshelf")
      .replacing(
        "```swift\nenum Lid", with: "<!-- gradus: compile-only -->\n```swift\nenum Lid")
    #expect(try folder.text("README.md") == expected)

    let again = try Command(["check", "--adopt", "--yes", "README.md"], in: folder)
    #expect(again.status == 2)
    #expect(try folder.text("README.md") == expected)
    try folder.write(expected.replacing("\"three\"", with: "3"), to: "README.md")
    #expect(try Command(["check", "README.md"], in: folder).status == 0)
  }

  @Test("Where no comment can stand above a fence, the option goes behind its language")
  func inList() throws {
    let text = "1. ```swift\n   .package(path: \"a\")\n   ```\n"
    let folder = try Folder(["README.md": text])
    #expect(try Command(["check", "--adopt", "--yes", "README.md"], in: folder).status == 0)
    #expect(
      try folder.text("README.md") == text.replacing("```swift\n", with: "```swift skip\n"))
  }

  @Test("A notebook with records is not taken for a document of fragments") func recorded() throws {
    let text = "```swift\n1\n```\n\n```output\n1\n```\n\n```swift\nfunc f() -> Int\n```\n"
    let folder = try Folder(["a.md": text])
    let check = try Command(["check", "a.md"], in: folder)
    #expect(check.status == 2)
    #expect(!check.errors.contains("a fragment?"))
  }

  @Test("JSON says what may be done about a block") func json() throws {
    struct Report: Decodable {
      struct Book: Decodable { let cells: [Cell] }
      struct Cell: Decodable { let suggestion: Advice? }
      struct Advice: Decodable { let kind, reason, option: String }
      let notebooks: [Book]
    }
    let folder = try Folder(["README.md": readme])
    let check = try Command(["check", "--json", "README.md"], in: folder)
    let report = try JSONDecoder().decode(Report.self, from: Data(check.output.utf8))
    #expect(
      report.notebooks[0].cells.map { $0.suggestion?.kind } == [
        "manifest", nil, "signature", nil, "elision", "undeclared", nil, "setting", nil, nil,
      ])
  }

  @Test("A module can be imported for all cells from the command line") func imports() throws {
    let folder = try Folder([
      "a.md": "```swift\nDate(timeIntervalSince1970: 0).description.count\n```\n"
    ])
    #expect(try Command(["check", "a.md"], in: folder).status == 2)
    #expect(try Command(["check", "--import", "Foundation", "a.md"], in: folder).status == 0)
  }
}
