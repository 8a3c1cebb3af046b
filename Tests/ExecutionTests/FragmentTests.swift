import Execution
import Testing

@Suite struct FragmentTests {
  @Test(
    "A block tells by its text that it is there to be read only",
    arguments: [
      (".package(url: \"a\", from: \"1.0.0\"),", Fragment.Kind.manifest),
      ("dependencies: [\n  .package(path: \"../a\")\n]", .manifest),
      (".target(name: \"a\", dependencies: [.product(name: \"b\", package: \"c\")])", .manifest),
      ("import PackageDescription\nlet package = Package(name: \"a\")", .manifest),
      ("func f() -> Int", .signature), ("extension Array {\n  func f() -> Int\n}", .signature),
      ("struct Box<Element>", .signature), ("struct Box {\n  init(side: Int)\n}", .signature),
      ("extension Box {\n  var side: Int { get }\n}", .signature),
      ("func f() -> Int { ... }", .elision), ("f(1, ...)", .elision),
      ("let a = [\n  1,\n  ...\n]", .elision), ("let a = …", .elision),
      ("typealias Command = <#Command#>", .elision),
      ("1 + 1\n==> 2", .transcript), ("init() {}", .member), ("static func f() {}", .member),
      ("mutating func f() {}", .member),
    ])
  func written(code: String, kind: Fragment.Kind) { #expect(Fragment(written: code)?.kind == kind) }

  @Test(
    "Whole code is none",
    arguments: [
      "protocol P {\n  func f()\n  init()\n  var a: Int { get }\n  subscript(i: Int) -> Int { get }\n}",
      "let a = 1...3\nfor i in 1... { print(i); break }", "let all = [1, 2, 3][...]",
      "let text = \"see .package\"", "struct Box { var side: Int }", "func f() {}",
      "import Foundation",
      "extension Int { static func f() {} }", "@main struct Tool { static func main() {} }",
    ])
  func whole(code: String) { #expect(Fragment(written: code) == nil) }

  @Test(
    "The failure of a cell tells the rest",
    arguments: [
      ("import Nowhere", Fragment.Kind.module, "imports 'Nowhere', which is not to be had here"),
      ("shelf.count", .undeclared, "uses 'shelf', which no block declares"),
      ("later + 1", .undeclared, "uses 'later', which another block declares"),
      ("func f() -> Int {\n  // as above\n}", .elision, "leaves parts out"),
      ("var a: Int\nprint(a)", .signature, "declares something without a value"),
      (
        "fatalError(\"no\")", .setting,
        "compiles, and stops when it runs: Fatal error: no"
      ),
    ])
  func failed(code: String, kind: Fragment.Kind, reason: String) throws {
    let run = try Executed("```swift\n\(code)\n```\n")
    let fragment = Fragment(code, run.results[0], declared: ["later"])
    #expect(fragment?.kind == kind)
    #expect(fragment?.reason == reason)
    #expect(fragment?.option == (kind == .setting ? "compile-only" : "skip"))
  }

  @Test("A mistake is no fragment") func mistake() throws {
    let code = "let a: Int = \"\""
    let run = try Executed("```swift\n\(code)\n```\n")
    #expect(Fragment(code, run.results[0], declared: []) == nil)
  }
}

@Suite struct KeptImportTests {
  @Test(
    "What a cell that fails or is not run imports is there for later cells",
    arguments: [
      "import Foundation\nlet a: Int = \"\"", "import Foundation\nfatalError()",
      "import Foundation\nmissing + 1", "import Foundation\n) (",
    ])
  func kept(code: String) throws {
    let text = """
      ```swift
      let missing: Int = ""
      ```

      ```swift
      \(code)
      ```

      ```swift
      Date(timeIntervalSince1970: 0).timeIntervalSince1970
      ```

      """
    for singly in [false, true] {
      #expect(try Executed(text, singly: singly).texts.last == "0.0\n", "\(code)")
    }
  }

  @Test("An import that cannot be made fails its own cell only") func unknown() throws {
    let run = try Executed("```swift\nimport Nowhere\n```\n\n```swift\n1\n```\n")
    #expect(run.texts == [nil, "1\n"])
  }

  @Test("A block that is no Swift takes no names away in a document without records")
  func sketch() throws {
    let text = "```swift\nlet a = 1\n```\n\n```swift\nstruct a\n```\n\n```swift\na\n```\n"
    #expect(try Executed(text).texts == [nil, nil, "1\n"])
    // Where outputs are recorded, the older value might be a wrong one.
    let recorded = text + "\n```output\n1\n```\n"
    #expect(try Executed(recorded).texts == [nil, nil, nil])
  }

  @Test("A program's type can be used without its being run, in its own columns") func program()
    throws
  {
    let run = try Executed(
      "```swift\n@main struct Tool { static func main() {} ; let a: Int = 1 }\nTool().a\n```\n")
    #expect(run.texts == ["1\n"])
    #expect(
      run.report.contains(
        "input.md:2:1: warning: a cell with '@main' only declares; with the option 'main' it is run"
      ))
    let wrong = try Executed("```swift\n@main struct Tool { let a: Int = \"\" }\n```\n")
    #expect(wrong.report.contains("input.md:2:34: error: cannot convert value of type 'String'"))
  }

  @Test(
    "What precondition and assert say is the message of a crash",
    arguments: ["precondition", "assert"])
  func messages(function: String) throws {
    let run = try Executed("```swift crash\n\(function)(false, \"too many\")\n```\n")
    #expect(run.results[0].output.error?.contains("failed: too many") == true)
  }
}
