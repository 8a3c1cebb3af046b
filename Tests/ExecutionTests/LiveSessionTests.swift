import Diagnostics
import Execution
import Foundation
import Notebooks
import Testing

@Suite struct LiveSessionTests {
  @Test func nothingRunsBeforeItIsAskedFor() throws {
    let live = try Live(cells("print(1)"))
    live.begin(cells("print(2)"))
    live.session.run()
    #expect(try live.settle() == [1])
    #expect(live.texts == ["2\n"])
  }

  @Test func aChangeRunsItsCellAndWhatFollowsFromTheStateBefore() throws {
    let live = try Live(cells("var n = 1", "n += 1", "n *= 10", "n"))
    live.session.run()
    #expect(try live.settle() == [1, 2, 3, 4])
    #expect(try live.edit(cells("var n = 1", "n += 1", "n *= 100", "n")) == [3, 4])
    #expect(live.texts == [nil, nil, nil, "200\n"])
    #expect(try live.edit(cells("var n = 1", "n += 1", "n *= 100", "n + 1")) == [4])
    #expect(try live.edit(cells("var n = 1", "n += 1", "n *= 100", "n + 2")) == [4])
    #expect(try live.edit(cells("var n = 1", "n += 2", "n *= 100", "n + 2")) == [2, 3, 4])
    #expect(live.texts == [nil, nil, nil, "302\n"])
  }

  @Test func theSameCellAgainAndAgainIsCompiledAndLoadedAnew() throws {
    let live = try Live(cells("let a = 1", "struct P { var x = 1 }", "P().x + a"))
    live.session.run()
    _ = try live.settle()
    for value in 2...12 {
      let code = "struct P { var x = \(value); var y\(value) = 0 }"
      #expect(try live.edit(cells("let a = 1", code, "P().x + a")) == [2, 3])
      #expect(live.texts.last == "\(value + 1)\n")
    }
  }

  @Test func proseRunsNothingAndMovesWhatWasSaid() throws {
    let code = cells("let a = 1", "a + b")
    let live = try Live(code)
    live.session.run()
    _ = try live.settle()
    #expect(live.results[1]?.diagnostics.first?.location.line == 8)
    live.begin("# Title\n\nMore prose.\n\n" + code)
    #expect(live.results[1]?.diagnostics.first?.location.line == 12)
    // The next run has nothing but this cell.
    #expect(try live.edit("# Title\n\nMore prose.\n\n" + cells("let a = 1", "a + 1")) == [2])
    #expect(live.texts.last == "2\n")
  }

  @Test func aTrapInAnEarlierFunctionIsFoundInItsPresentLine() throws {
    let function = "func f(_ n: Int) -> Int {\n  precondition(n > 0)\n  return n\n}"
    let live = try Live(cells(function, "f(1)"))
    live.session.run()
    _ = try live.settle()
    live.begin("Above.\n\n" + cells(function, "f(1)"))
    _ = try live.edit("Above.\n\n" + cells(function, "f(0)"))
    let places = live.results[1]?.diagnostics.first
    #expect(places?.location.line == 5)
    #expect(places?.notes.first?.location.line == 13)
  }

  @Test func aFailedCellIsMendedWithoutTheCellsAbove() throws {
    let live = try Live(cells("let a = [1]", "a[7]", "let b = 2", "b"))
    live.session.run()
    #expect(try live.settle() == [1, 2, 3, 4])
    #expect(try live.edit(cells("let a = [1]", "a[8]", "let b = 2", "b")) == [2, 3, 4])
    #expect(try live.edit(cells("let a = [1]", "a[0]", "let b = 2", "b")) == [2, 3, 4])
    #expect(live.texts == [nil, "1\n", nil, "2\n"])
    #expect(try live.edit(cells("let a = [1]", "a[0]", "let b = 3", "b")) == [3, 4])
  }

  @Test func cellsThatLeaveNothingBehindNeedNotRunAgain() throws {
    let crash = " crash\nfatalError(\"no\")"
    let live = try Live(cells("var a = 1", crash, " isolate\na = 5", "a"))
    live.session.run()
    #expect(try live.settle() == [1, 2, 3, 4])
    #expect(try live.edit(cells("var a = 1", crash, " isolate\na = 5", "a + 1")) == [4])
    #expect(live.texts.last == "2\n")
    #expect(try live.edit(cells("var a = 1", crash, " isolate\na = 6", "a + 1")) == [3, 4])
    #expect(live.texts.last == "2\n")
  }

  @Test func cellsCanBeAddedRemovedAndPutBack() throws {
    let live = try Live(cells("var a = 1"))
    live.session.run()
    _ = try live.settle()
    #expect(try live.edit(cells("var a = 1", "a += 1\na")) == [2])
    live.begin(cells("var a = 1"))
    #expect(try live.edit(cells("var a = 1", "a += 1\na")) == [2])
    #expect(live.texts == [nil, "2\n"])
    #expect(try live.edit(cells("var a = 1", "a += 5", "a += 1\na")) == [2, 3])
    #expect(live.texts.last == "7\n")
  }

  @Test func anEndlessCellIsInterruptedAndTheStateBeforeItKept() throws {
    let live = try Live(cells("var a = 1", "a = 2\nprint(\"in\")\nwhile true {}", "a"))
    live.session.run()
    try live.wait(until: 2, shows: "in")
    live.session.interrupt()
    #expect(try live.settle() == [1, 2])
    #expect(live.results[1]?.diagnostics.first?.message == "the cell was interrupted")
    #expect(live.results[1]?.diagnostics.first?.location.line == 10)
    guard case .notRun = live.results[2]?.status else {
      Issue.record("the cell behind an interrupted one is not to run")
      return
    }
    // Prose leaves it as it is; a change behind it runs what had to wait.
    live.begin("# T\n\n" + cells("var a = 1", "a = 2\nprint(\"in\")\nwhile true {}", "a"))
    #expect(
      try live.edit(cells("var a = 1", "a = 2\nprint(\"in\")\nwhile true {}", "a", "3")) == [4])
    #expect(try live.edit(cells("var a = 1", "a = 2", "a")) == [2, 3])
    #expect(live.texts.last == "2\n")
  }

  @Test func aChangeOfTheRunningCellReplacesIt() throws {
    let live = try Live(cells("var a = 1", "a = 2\nwhile true {}", "a"))
    live.session.run()
    try live.wait(untilRunning: 2)
    #expect(try live.edit(cells("var a = 1", "a += 2", "a")).suffix(2) == [2, 3])
    #expect(live.texts == [nil, nil, "3\n"])
  }

  @Test func aChangeBehindTheRunningCellLetsItEnd() throws {
    let slow = "import Foundation\nprint(\"slow\")\nThread.sleep(forTimeInterval: 0.3)\na += 1"
    let live = try Live(cells("var a = 1", slow, "a", "a + 1"))
    live.session.run()
    try live.wait(untilRunning: 2)
    live.begin(cells("var a = 1", slow, "a * 10", "a * 100"))
    #expect(try live.settle() == [1, 2, 3, 4])
    #expect(live.texts == [nil, "slow\n", "20\n", "200\n"])
  }

  @Test func aCellIsRunAgainWithWhatFollows() throws {
    let live = try Live(cells("var a = 1", "a += 1", "a"))
    live.session.run()
    _ = try live.settle()
    live.session.run(from: 1)
    #expect(try live.settle() == [2, 3])
    #expect(live.texts.last == "2\n")
    live.session.runAll()
    #expect(try live.settle() == [1, 2, 3])
  }

  @Test func whereThreadsKeepStatesFromBeingKeptMoreRunsAgain() throws {
    let threads = """
      import Dispatch
      import Foundation
      let done = DispatchSemaphore(value: 0)
      DispatchQueue.global().async { Thread.sleep(forTimeInterval: 0.05); done.signal() }
      done.wait()
      """
    let live = try Live(cells("let a = 1", threads, "a + 1", "a + 2"))
    live.session.run()
    _ = try live.settle()
    let ran = try live.edit(cells("let a = 1", threads, "a + 1", "a + 3"))
    #expect(ran == [2, 3, 4])
    #expect(live.texts.last == "4\n")
  }

  @Test func aSessionThatBeginsWithResetRunsByItself() throws {
    let live = try Live(cells("let a = 1", "a", " reset\nlet b = 2", "b"))
    live.session.run()
    #expect(try live.settle() == [1, 2, 3, 4])
    #expect(try live.edit(cells("let a = 1", "a + 1", " reset\nlet b = 2", "b")) == [2])
    #expect(try live.edit(cells("let a = 1", "a + 1", " reset\nlet b = 2", "b + 1")) == [4])
    #expect(live.texts == [nil, "2\n", nil, "3\n"])
  }

  @Test func aSeedIsAnotherSession() throws {
    func text(_ seed: Int) -> String {
      "---\ngradus:\n  seed: \(seed)\n---\n\n" + cells("let x = Int.random(in: 0..<1_000_000)", "x")
    }
    let live = try Live(text(1))
    live.session.run()
    #expect(try live.settle() == [1, 2])
    let first = live.texts.last
    #expect(try live.edit(text(2)) == [1, 2])
    #expect(live.texts.last != first)
    #expect(try live.edit(text(1)) == [1, 2])
    #expect(live.texts.last == first)
  }

  @Test func outputIsThereWhileACellRuns() throws {
    let live = try Live(cells("print(\"first\")\nwhile true {}"))
    live.session.run()
    try live.wait(until: 1, shows: "first")
    live.session.interrupt()
    _ = try live.settle()
  }

  @Test func manyCellsKeepFewStatesAndStillFindTheNearest() throws {
    var all = (1...90).map { "var a\($0) = \($0)" }
    let live = try Live(notebook(of: all))
    live.session.run()
    #expect(try live.settle().count == 90)
    all[89] = "a1 + a89"
    #expect(try live.edit(notebook(of: all)) == [90])
    #expect(live.texts.last == "90\n")
    all[44] = "var a45 = 0"
    let ran = try live.edit(notebook(of: all))
    #expect(ran.last == 90)
    #expect((30...45).contains(ran[0]), "a state near cell 45 is kept, not \(ran[0])")
  }
}
