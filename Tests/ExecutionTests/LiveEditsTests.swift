import Diagnostics
import Execution
import Fixtures
import Foundation
import Notebooks
import Testing

/// Whatever was edited in whatever order: what a live session shows is what one run from top to
/// bottom shows.
@Suite struct LiveEditsTests {
  private static let pool = [
    "var a = 1", "a += 1", "a", "print(a * 2)", " crash\nfatalError(\"stop\")",
    " isolate\na = 100\na", "let b = a", "b + 1", "struct P { var v = 3 }", "P().v",
    "missingName", "[1][5]", " error\nlet q: Int = \"text\"", "func f() -> Int { a }", "f()",
    " reset\nvar a = 7", " skip\nnothing at all", "struct E: Error {}\nthrow E()",
    " throws\nstruct F: Error {}\nthrow F()", "var list = [a]", "list.append(a)\nlist",
    "extension P { var w: Int { v + a } }", "P().w", " compile-only\na = 5",
    " nondeterministic\nprint(\"n\")",
    "infix operator <+>\nfunc <+> (x: Int, y: Int) -> Int { x + y }",
    "1 <+> 2", "let a = \"another\"", "let a = a + a", "Int.random(in: 0..<1_000_000)",
  ]

  private static var seeds: Range<UInt64> {
    ProcessInfo.processInfo.environment["GRADUS_EXHAUSTIVE"] == nil ? 0..<6 : 0..<150
  }

  @Test(arguments: seeds) func showsWhatOneRunFromTheTopShows(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    var all = (0..<8).map { _ in Self.pool.randomElement(using: &random)! }
    all.insert("var a = 0", at: 0)
    let live = try Live(notebook(of: all))
    live.session.run()
    for edit in 0..<9 {
      let place = Int.random(in: 0..<all.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: all.insert(Self.pool.randomElement(using: &random)!, at: place)
      case 1 where all.count > 3: all.remove(at: place)
      case 2: all.swapAt(place, Int.random(in: 0..<all.count, using: &random))
      case 3: all.append(Self.pool.randomElement(using: &random)!)
      default: all[place] = Self.pool.randomElement(using: &random)!
      }
      let text = String(repeating: "Prose.\n\n", count: edit % 3) + notebook(of: all)
      live.begin(text)
      // Now and then the next change comes while this one runs.
      if edit == 8 || edit % 3 == 1 {
        try live.settle()
        let fresh = try Executed(text)
        for cell in fresh.notebook.cells {
          #expect(
            said(live.results[cell.index]!) == said(fresh.results[cell.index]),
            "cell \(cell.index + 1) of seed \(seed), edit \(edit):\n\(text)")
        }
      }
    }
  }

  @Test("What ends at the moment when a new version comes is not lost")
  func moments() throws {
    var random = SplitMix(seed: 7)
    let versions = ["a", "a * 2"].map { notebook(of: ["var a = 1", "a += 1", "print(a)", $0]) }
    let live = try Live(versions[0])
    for text in versions {
      live.begin(text)
      live.session.run()
      try live.settle()
    }
    for round in 0..<100 {
      live.session.run(from: 0)
      usleep(UInt32.random(in: 0..<8000, using: &random))
      live.begin(versions[round % 2])
      try live.settle()
      #expect(live.texts == [nil, nil, "2\n", round % 2 == 0 ? "2\n" : "4\n"])
    }
  }

  private func said(_ result: CellResult) -> String {
    "\(result.status) \(result.output.text ?? "-") \(result.output.error ?? "-") "
      + result.diagnostics.map { "\($0)" }.joined(separator: "\n")
  }
}
