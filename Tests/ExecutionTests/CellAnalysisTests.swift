import Execution
import Testing

/// A cell and what its text says about a set of names.
struct NamesCase: CustomTestStringConvertible, Sendable {
  let code: String
  let names: Set<String>

  init(_ code: String, _ names: String...) {
    self.code = code
    self.names = Set(names)
  }

  var testDescription: String { code }
}

@Suite struct CellAnalysisTests {
  @Test(
    "Declared are the names that later cells can use",
    arguments: [
      NamesCase("let a = 1, b = 2\nvar (c, (d, _)) = (1, (2, 3))", "a", "b", "c", "d"),
      NamesCase("func f(a: Int) { let local = a }\nfunc +(a: P, b: P) {}", "f", "+"),
      NamesCase(
        "struct S { var x = 1 }\nclass C {}\nenum E { case e }\nactor A {}\nprotocol P {}",
        "S", "C", "E", "A", "P"),
      NamesCase(
        "typealias T = Int\ninfix operator <+>: Power\nprecedencegroup Power {}",
        "T", "<+>", "Power"),
      NamesCase("extension Int { var twice: Int { 2 } }"),
      NamesCase("for i in 0..<3 { let x = i }\nif let y = z {}\ndo { let w = 1 }"),
      NamesCase("guard let g = h else { fatalError() }", "g"),
      NamesCase("#if os(Linux)\nlet a = 1\n#else\nlet b = 1\n#endif", "a", "b"),
      NamesCase("let `class` = 1", "class"),
      NamesCase("private let p = 1", "p"),
      NamesCase("a = 1; b.c = 2"),
    ])
  func declared(names: NamesCase) {
    #expect(CellAnalysis(names.code).declared == names.names)
  }

  @Test(
    "Hidden are declared names that only their cell sees",
    arguments: [
      NamesCase("private let p = 1\nfileprivate func f() {}\nlet q = 1", "p", "f"),
      NamesCase("guard let g = h, case let k? = l else { fatalError() }", "g"),
      NamesCase("struct S { private var x = 1 }"),
    ])
  func hidden(names: NamesCase) {
    #expect(CellAnalysis(names.code).hidden == names.names)
  }

  @Test(
    "Mentioned is every name that is used, but no label, declaration or parameter",
    arguments: [
      NamesCase("let a = b + f(label: c)", "b", "+", "f", "c"),
      NamesCase("func f(x: Int, _ y: Double) -> T { x + y + z }", "Int", "Double", "T", "+", "z"),
      NamesCase("a.b.c", "a", "b", "c"),
      NamesCase("{ x in x + y }(1)", "+", "y"),
      NamesCase("{ (x: Int, y) in x.y }", "Int", "y"),
      NamesCase("if let x { print(x) }", "x", "print"),
      NamesCase("-a ** b!", "-", "a", "**", "b"),
      NamesCase("\"text \\(inner)\"", "inner"),
      NamesCase("extension P: Q {}", "P", "Q"),
      NamesCase("@W var a: [K: V]", "W", "K", "V"),
      NamesCase("$projected", "$projected"),
      NamesCase("#if DEBUG\nonlyThere\n#endif", "DEBUG", "onlyThere"),
      NamesCase("\\.path.here", "path", "here"),
      NamesCase("// a comment\n\"a string\""),
    ])
  func mentioned(names: NamesCase) {
    #expect(CellAnalysis(names.code).mentioned == names.names)
  }

  @Test(
    "Changed are variables that are assigned, passed inout or called a method on",
    arguments: [
      NamesCase(
        "a = 1\nb += 2\nc.d = 3\ne[0].f = 4\n(g, h) = (1, 2)", "a", "b", "c", "e", "g", "h"),
      NamesCase("swap(&a, &b.c)", "a", "b"),
      NamesCase("a.append(1)\nb?.c()\nd!.e()\nf[0].g()", "a", "b", "d", "f"),
      NamesCase("a == b; c <= d; e != f; g(h)"),
      NamesCase("a .= 1\nb <<= 2\nc &+= 3", "a", "b", "c"),
      NamesCase("let a = b\nprint(c.d)"),
      NamesCase("func f() { a = 1 }", "a"),
      NamesCase("a.b.c.d()", "a"),
    ])
  func changed(names: NamesCase) {
    #expect(CellAnalysis(names.code).changed == names.names)
  }

  @Test(
    "A cell depends on what it mentions and does not make itself",
    arguments: [
      NamesCase("let a = 1\na + b", "+", "b"),
      NamesCase("let a = a * 2", "a", "*"),
      NamesCase("func f() { f(1) }", "f"),
      NamesCase("struct S { var s: S? }"),
      NamesCase("guard let x = y else { fatalError() }\nx", "x", "y", "fatalError"),
    ])
  func dependencies(names: NamesCase) {
    #expect(CellAnalysis(names.code).dependencies == names.names)
  }

  @Test("What functions, members and closures use is known by the names that call them")
  func uses() {
    let uses = CellAnalysis(
      """
      func f() { a }
      var computed: Int { b }
      let closure = { c }
      let plain = d
      struct S { init() { e }; func m() { g } }
      extension T { subscript(n: Int) -> Int { h } }
      """
    ).uses
    #expect(uses["f"] == ["a"])
    #expect(uses["computed"] == ["b"])
    #expect(uses["closure"] == ["c"])
    #expect(uses["plain"] == nil)
    #expect(uses["m"] == ["g"])
    #expect(uses["S"]?.isSuperset(of: ["e", "g"]) == true)
    #expect(uses["T"]?.contains("h") == true)
  }

  @Test("Members are known with their types") func members() {
    let members = CellAnalysis(
      "struct S { let a = 1; func f() {} }\nextension T.U { static var b = 1 }\nenum E { case c, d }"
    ).members
    let names = Set(members.map { $0.type + "." + $0.name })
    #expect(names == ["S.a", "S.f", "T.U.b", "E.c", "E.d"])
  }

  @Test("Imports are found with what stands beside them") func imports() {
    let code = "import A\n  import struct B.C // why\n@testable import D\nlet x = 1; import E\n"
    let imports = CellAnalysis(code).imports
    #expect(imports.map(\.text) == ["import A", "import struct B.C", "import D", "import E"])
    #expect(imports.map(\.module) == ["A", "B", "D", "E"])
    #expect(imports.map(\.isAlone) == [true, true, false, false])
    let bytes = Array(code.utf8)
    for item in imports {
      #expect(String(decoding: bytes[item.range], as: UTF8.self) == item.text)
    }
  }

  /// A cell in which the last expression stands between the marks.
  @Test(
    "Shown is the last expression, whole and without what stands around it",
    arguments: [
      "let a = 1\n«a»", "«a\n  .b() // why\n  .c { $0 }»  // end\n", "«try f()»", "f(); «g»",
      "«(1, \"é\")»\n// comment", "«a = 2»", "«{ $0 + 1 }(2)»", "  «x»  \n\n", "«x as Int»",
      "func f() {}\n«[1,\n2]»", "#if X\n#endif\n«a ?? b»", "«await x»",
    ])
  func shown(marked: String) throws {
    let code = marked.filter { !"«»".contains($0) }
    let shown = try #require(CellAnalysis(code).shown)
    let start = marked.firstIndex(of: "«")!
    let end = marked.firstIndex(of: "»")!
    #expect(
      String(decoding: Array(code.utf8)[shown], as: UTF8.self)
        == marked[marked.index(after: start)..<end])
  }

  @Test(
    "Nothing is shown of statements, declarations and what a semicolon ends",
    arguments: [
      "", "// only", "let a = 1", "a;", "if a { b }", "switch a { default: b }",
      "for x in y { x }", "throw e", "func f() {}", "a\nlet b = 1", "while true {}", "a +",
      "import X",
    ])
  func notShown(code: String) { #expect(CellAnalysis(code).shown == nil) }

  @Test(
    "Flags say what decides about units",
    arguments: [
      ("extension P {}", "other"), ("struct P {}\nextension P {}", ""),
      ("extension A.B {}", "other"),
      ("typealias IntegerLiteralType = Double", "literals"), ("typealias A = Int", ""),
      ("defer { a }", "defers"), ("func f() { defer { a } }", ""),
      ("@main struct A { static func main() {} }", "program"), ("let a = (", "broken"),
      ("await f()", "waits"), ("let a = try await f()", "waits"), ("Task { await f() }", ""),
      ("for await x in y {}", "waits"), ("func f() async { await g() }", ""),
      ("async let a = f()", ""),
    ])
  func flags(code: String, expected: String) {
    let analysis = CellAnalysis(code)
    let flags = [
      ("other", analysis.extendsOther), ("literals", analysis.changesLiterals),
      ("defers", analysis.defers), ("program", analysis.mainAttribute != nil),
      ("broken", analysis.isBroken),
      ("waits", !analysis.waits.isEmpty),
    ]
    #expect(flags.filter { $0.1 }.map(\.0).joined(separator: " ") == expected)
  }

  @Test("Variables without a value are found with their lines") func unset() {
    let unset = CellAnalysis(
      "let a: Int\n\nvar b: [Int], c = 1\nvar d: Int { 1 }\nlet (e, f): (Int, Int)\n"
    )
    .unset
    #expect(unset.map(\.name) == ["a", "b", "e", "f"])
    #expect(unset.map(\.line) == [0, 2, 4, 4])
  }

  @Test("Initial values that use an older variable of the name are found")
  func ownReferences() {
    let own = CellAnalysis("let x = x * 2\nlet y = z.y\nlet (a, b) = (b, 1)\nlet c = { c in c }(1)")
    #expect(own.ownReferences.map(\.name) == ["x", "b"])
  }
}
