import Diagnostics
import Execution
import Notebooks
import Testing

@Suite struct UnitSourceTests {
  private func cells(_ text: String, showsLines: Bool = true) throws -> (SourceText, [PlannedCell])
  {
    let notebook = Notebook(path: "folder/a.md", bytes: Array(text.utf8))
    try #require(!notebook.isMalformed)
    let cells = notebook.cells.map {
      PlannedCell($0, frontMatter: notebook.frontMatter, showsLines: showsLines)
    }
    return (notebook.source, cells)
  }

  private let notebook = """
    ```swift
    let a = 1
    a
    ```

    - ```swift
      import Foundation
      \tlet b = [a]
        .map { $0 }; b
          .count // é
      ```

    > ```swift
    > let c = try await f(
    >   a)
    > c;
    > var d: Int
    > ```

    """

  @Test("Every line of a cell has its number and its columns in the unit") func places() throws {
    let (source, cells) = try cells(notebook)
    let unit = UnitSource(cells, file: "a.md", behind: Chain())
    // The words of the code, at the places that #sourceLocation gives them in the unit.
    var found: Set<String> = []
    var line = 0
    for text in unit.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let match = text.firstMatch(of: /^#sourceLocation\(file: "a\.md", line: (\d+)\)/) {
        line = Int(match.1)!
        continue
      }
      for word in text.matches(of: /[a-z]+|[é]/) {
        let column = text.utf8.distance(from: text.startIndex, to: word.range.lowerBound) + 1
        found.insert("\(line):\(column) \(word.0)")
      }
      line += 1
    }
    for cell in cells {
      let lines = cell.part.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      for (offset, text) in lines.enumerated() {
        // Code within a line moves columns, which are counted back elsewhere.
        if text.contains("await") { continue }
        for word in text.matches(of: /[a-z]+|[é]/) {
          let column = text.utf8.distance(from: text.startIndex, to: word.range.lowerBound) + 1
          let place = "\(cell.part.line + offset):\(column) \(word.0)"
          let inFile = source.line(cell.part.line + offset)!.utf8
          #expect(inFile.dropFirst(column - 1).starts(with: word.0.utf8))
          #expect(word.0 == "c" || found.contains(place), "\(place)")
        }
      }
    }
  }

  @Test("A later module re-exports the one before, repeats operators and imports once")
  func head() throws {
    let (_, cells) = try cells(
      """
      ```swift
      import Foundation
      infix operator <+>: AdditionPrecedence
      prefix operator <->
      ```

      ```swift
      postfix operator <->
      infix operator <+>
      import Foundation
      1 <+> 2
      ```

      """)
    let link = Chain.Link(module: "First", key: ContentHash("first"), interface: "/first")
    let chain = Chain().appending(link, cells[..<1].map(\.part))
    let unit = UnitSource(cells[1...], file: "a.md", behind: chain)
    let lines = unit.text.split(separator: "\n")
    #expect(lines[0] == "@_exported import First")
    #expect(lines[1] == "@testable import func First.__First")
    #expect(lines.contains("prefix operator <->"))
    #expect(!lines.contains("infix operator <+>: AdditionPrecedence"))
    #expect(!unit.text.contains("import Foundation"))

    let first = UnitSource(cells[..<1], file: "a.md", behind: Chain())
    #expect(first.text.contains("@_exported\nimport Foundation\n"))
  }

  @Test("Text above a cell does not change its unit, unless code asks for its line")
  func stability() throws {
    let (_, cells) = try cells("```swift\nlet a = 1\n```\n", showsLines: false)
    let (_, moved) = try self.cells("Text.\n\n```swift\nlet a = 1\n```\n", showsLines: false)
    let text = UnitSource(cells, file: "a.md", behind: Chain()).text
    #expect(UnitSource(moved, file: "a.md", behind: Chain()).text == text)
    let (_, exact) = try self.cells("Text.\n\n```swift\nlet a = 1\n```\n", showsLines: true)
    #expect(UnitSource(exact, file: "a.md", behind: Chain()).text != text)
  }

  @Test("A file name cannot end the literal it stands in") func fileName() throws {
    let (_, cells) = try cells(notebook)
    let unit = UnitSource(cells, file: "a\"\\\n.md", behind: Chain())
    #expect(unit.text.contains(#"#sourceLocation(file: "a\"\\\u{a}.md", line: 2)"#))
  }

  @Test(
    "Operators are one when their kind and name are",
    arguments: [
      ("infix operator <+>: AdditionPrecedence", "infix operator <+>"),
      ("infix operator <+>:AdditionPrecedence", "infix operator <+>"),
      ("infix operator <+>", "infix operator <+>"),
      ("prefix  operator\n√", "prefix operator √"),
      ("public postfix operator ++", "postfix operator ++"),
      ("precedencegroup Power { higherThan: A }", "precedencegroup Power"),
      ("precedencegroup Power{associativity: left}", "precedencegroup Power"),
    ])
  func operatorName(declaration: String, name: String) {
    #expect(Chain.operatorName(declaration) == name)
  }
}
