import Fixtures
import Foundation
import Glibc
import Testing

@Suite struct InterruptionTests {
  /// Set, so many times each signal is sent.
  private static let count =
    ProcessInfo.processInfo.environment["GRADUS_INTERRUPTIONS"].flatMap(Int.init) ?? 30

  @Test(
    "Whenever it is ended, the notebook is the old or the new one and no process stays behind",
    arguments: [SIGKILL, SIGINT])
  func interrupt(signal: Int32) throws {
    let marker = "GRADUS_TEST_\(UUID().uuidString.replacing("-", with: "_"))"
    let old = """
      ---
      gradus:
        env: {\(marker): "1"}
      ---

      ```swift
      let numbers = Array(1...3)
      numbers
      ```

      ```swift
      print(String(repeating: "x", count: 100_000))
      ```

      ```swift
      import Glibc
      system("sleep 1000 & setsid sleep 1000 &")
      numbers.reduce(0, +)
      ```

      """
    let folder = try Folder(["a.md": old])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    let new = try folder.text("a.md")
    try #require(new.contains("```output\n6\n"))
    let start = ContinuousClock.now
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    let usual = ContinuousClock.now - start

    var random = SplitMix(seed: 2024 + UInt64(signal))
    var (sawOld, isWhole) = (false, true)
    for _ in 0..<Self.count {
      try folder.write(old, to: "a.md")
      let process = try Command.start(["run", "a.md"], in: folder)
      usleep(UInt32.random(in: 0..<usual.microseconds * 5 / 4, using: &random))
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      let text = try folder.text("a.md")
      if text == old { sawOld = true } else if text != new { isWhole = false }
    }
    #expect(Processes.withEnvironment(marker, after: .seconds(5)) == [])
    #expect(isWhole)
    #expect(sawOld, "it was ended too late every time")
  }
}

/// What runs on the machine.
enum Processes {
  /// The commands of the processes whose environment has a variable, when there are still some
  /// after a while.
  static func withEnvironment(_ name: String, after patience: Duration) -> [String] {
    let end = ContinuousClock.now + patience
    while true {
      let found = withEnvironment(name)
      if found.isEmpty || ContinuousClock.now > end { return found }
      usleep(10_000)
    }
  }

  private static func withEnvironment(_ name: String) -> [String] {
    let files = FileManager.default
    let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { Int($0) != nil }.compactMap { process in
      guard let environment = files.contents(atPath: "/proc/\(process)/environ"),
        environment.range(of: Data((name + "=").utf8)) != nil
      else { return nil }
      let command = files.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return process + " " + String(decoding: command.map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
    }
  }
}

extension Duration {
  fileprivate var microseconds: UInt32 {
    UInt32(components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000)
  }
}
