import Glibc
import GradusDisplay
import Testing

@Suite struct ProgressTests {
  @Test("The elements are those of the sequence") func elements() {
    #expect(Array(Progress(over: 1...4)) == [1, 2, 3, 4])
    #expect(Array(Progress(over: AnySequence([1, 2]))) == [1, 2])
  }

  @Test("A loop leaves one line, whether it goes to the end, is left, or has no elements")
  func lines() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
        for _ in Progress(over: 1...100) {}
        for step in Progress(over: 1...100, unit: "epochs") where step == 37 { break }
        print("behind the loop")
        for step in Progress(over: AnySequence(1...9)) where step == 3 { break }
        for _ in Progress(over: [Int]()) {}
        for _ in Progress(over: 1...2, unit: "epochs") {
          for step in Progress(over: 1...9) where step == 3 { break }
          for _ in Progress(over: 1...9) {}
        }
        for _ in Progress(over: 1...4) {}
      })
    #expect(
      String(decoding: result.standardOutputContent, as: UTF8.self) == """
        100 steps
        37 of 100 epochs
        behind the loop
        3 steps
        0 steps
        2 epochs
        4 steps

        """)
  }

  @Test("A bar shows the share of what is done") func bar() {
    let half = String(repeating: "█", count: 15) + String(repeating: "░", count: 15)
    #expect(LoopProgress([loop(5, of: 10)]).bar == half + " 50%  5 of 10 steps")
    #expect(LoopProgress([loop(7, of: nil, "lines")]).bar == "7 lines")
    #expect(LoopProgress([loop(1, of: 3, "x")]).bar.hasSuffix(" 33%  1 of 3 x"))
  }

  @Test("A loop within a loop advances it by its share") func nested() {
    let progress = LoopProgress([loop(3, of: 8, "epochs"), loop(2, of: 4)])
    #expect(progress.fraction == 0.375 + 0.125 * 0.5)
    #expect(progress.label == "3 of 8 epochs, 2 of 4 steps")
    #expect(LoopProgress([loop(1, of: 4)]).timeLeft(after: .seconds(5)) == .seconds(15))
    #expect(LoopProgress([loop(3, of: 4), loop(9, of: nil), loop(1, of: 2)]).fraction == 0.75)
    #expect(LoopProgress([loop(3, of: nil), loop(1, of: 2)]).fraction == nil)
    #expect(LoopProgress([loop(0, of: 5)]).timeLeft(after: .seconds(1)) == nil)
  }

  /// A loop with so many elements done, which is in the next one.
  private func loop(_ done: Int, of total: Int?, _ unit: String = "steps") -> RunningLoop {
    let loop = RunningLoop(total: total, unit: unit)
    for _ in 0...done { _ = loop.take() }
    return loop
  }

  @Test("The worker hears of a loop from its begin on, now and then, and of its end")
  func reports() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
        for epoch in Progress(over: 1...4, unit: "epochs") {
          if epoch == 3 { usleep(200_000) }
          for _ in Progress(over: 1...1_000_000) {}
        }
        for _ in Progress(over: 1...3) {}
      })
    var lines = String(decoding: result.standardErrorContent, as: UTF8.self)
      .split(separator: "\n").map(String.init)[...]
    #expect(lines.popFirst() == "progress 0: 0 of 4 epochs")
    #expect(lines.contains { $0.hasPrefix("progress 5") && $0.contains("2 of 4 epochs, ") })
    // Four million steps, but one report in a tenth of a second.
    #expect(lines.count < 100_000)
    #expect(lines.last == "progress -1: ")
  }
}
