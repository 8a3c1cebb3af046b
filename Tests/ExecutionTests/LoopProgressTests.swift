import Execution
import Notebooks
import Testing

@Suite struct LoopProgressTests {
  /// Runs a notebook and gives how far its loops were said to be, with the texts of its cells.
  private func run(
    _ markdown: String
  ) throws -> (reports: [(cell: Int, LoopProgress?)], texts: [String?]) {
    let notebook = Notebook(path: "input.md", bytes: Array(markdown.utf8))
    var reports: [(cell: Int, LoopProgress?)] = []
    let folder = try Workplace()
    let session = try Session(
      notebook, folder: folder.path, cache: TestCache.shared, configuration: .init()
    ) { event in
      if case .advanced(let cell, let loops) = event { reports.append((cell, loops)) }
    }
    let texts = try withExtendedLifetime(folder) { try session.run().map(\.output.text) }
    return (reports, texts)
  }

  @Test("A session says how far the loops of a cell are, and when none runs any more")
  func loops() throws {
    let (reports, texts) = try run(
      """
      ```swift
      import Gradus
      import Glibc
      ```

      ```swift
      for _ in Progress(over: 1...2, unit: "epochs") {
        for _ in Progress(over: 1...2) { usleep(150_000) }
      }
      ```

      """)
    #expect(texts[1] == "2 epochs\n")
    #expect(reports.allSatisfy { $0.cell == 1 })
    #expect(
      reports.first?.1 == LoopProgress(fraction: 0, left: nil, label: "0 of 2 epochs"))
    let fractions = reports.compactMap { $0.1?.fraction }
    #expect(fractions == fractions.sorted() && fractions.count > 1)
    #expect(reports.contains { $0.1?.label.hasSuffix(" of 2 steps") ?? false })
    #expect(reports.last?.1 == nil)
  }

  @Test("A flood of reports holds no cell up and takes nothing of its output away")
  func flood() throws {
    let (reports, texts) = try run(
      """
      ```swift
      @_silgen_name("gradus_worker_progress")
      func report(_ share: Int32, _ left: Int32, _ label: UnsafePointer<CChar>, _ length: Int)
      for i in 0..<100_000 { report(Int32(i / 100), 7, "many", 4) }
      print("done")
      ```

      ```swift
      1 + 1
      ```

      """)
    #expect(texts == ["done\n", "2\n"])
    #expect(reports.first?.1 == LoopProgress(fraction: 0, left: .seconds(7), label: "many"))
  }
}
