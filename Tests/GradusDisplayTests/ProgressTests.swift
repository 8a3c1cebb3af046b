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
      })
    #expect(
      String(decoding: result.standardOutputContent, as: UTF8.self) == """
        100 steps
        37 of 100 epochs
        behind the loop
        3 steps
        0 steps

        """)
  }

  @Test("A bar shows the share of what is done") func bar() {
    let half = String(repeating: "█", count: 15) + String(repeating: "░", count: 15)
    #expect(ProgressBar.text(done: 5, total: 10, unit: "steps") == half + " 50%  5 of 10 steps")
    #expect(ProgressBar.text(done: 7, total: nil, unit: "lines") == "7 lines")
    #expect(ProgressBar.text(done: 1, total: 3, unit: "x").hasSuffix(" 33%  1 of 3 x"))
  }
}
