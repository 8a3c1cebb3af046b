import Foundation
import GradusTables

/// A million rows of CSV: reading, ordering, grouping and describing them, beside pandas.
///
/// Both sides run in processes of their own, one after the other, and time themselves, since an
/// interpreter's start is not what is measured here.
struct TableBenchmark {
  let scratch: URL
  let peer: Peer?

  static let rows = 1_000_000
  private static let rounds = 3
  private static let steps = ["read", "sort", "group", "describe"]

  func run(into table: inout Table) throws {
    let file = scratch.appending(path: "million.csv")
    try Self.write(to: file)
    var own: [String: [Double]] = [:]
    var other: [String: [Double]] = [:]
    for _ in 0..<Self.rounds {
      let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
      for (name, value) in try figures(program, ["--tables", file.path]) {
        own[name, default: []].append(value)
      }
      guard let peer else { continue }
      for (name, value) in try figures(peer.python, ["-c", Self.script, file.path]) {
        other[name, default: []].append(value)
      }
    }
    for step in Self.steps {
      let seconds = own[step, default: []].median
      let peerSeconds = other[step].map(\.median)
      let ratio = peerSeconds.map { seconds / $0 }
      let goal = step == "read" ? 4.0 : nil
      table.add(
        "CSV of a million rows, \(step)", seconds.time, peer: peerSeconds?.time ?? "",
        ratio: ratio?.rounded(to: 2) ?? "", goal: goal.map { "≤ \($0)" } ?? "",
        isMet: goal.flatMap { goal in ratio.map { $0 <= goal } })
    }
    let memory = own["memory", default: []].median
    table.add(
      "CSV of a million rows, peak memory by size of columns", memory.rounded(to: 2), goal: "≤ 3",
      isMet: memory <= 3)
  }

  /// A number for each name that a program prints.
  private func figures(_ program: String, _ arguments: [String]) throws -> [(String, Double)] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError.failed(program, process.terminationStatus)
    }
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return Double(words[1]).map { (String(words[0]), $0) }
    }
  }

  private static func write(to file: URL) throws {
    var text = "id,x,y,key,flag\n"
    var state: UInt64 = 1
    for row in 0..<rows {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let (a, b) = (Int(state >> 40), Int(state >> 20 & 0xFFFFF))
      text += "\(row),\(Double(a) / 1000),\(b).\(a % 1000),group\(a % 9),"
      text += b % 2 == 0 ? "True\n" : "False\n"
    }
    try text.write(to: file, atomically: false, encoding: .utf8)
  }

  /// What the process of this side does.
  static func measure(_ path: String) throws {
    func timed<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
      let start = ContinuousClock.now
      let result = try work()
      print(name, (ContinuousClock.now - start) / .seconds(1))
      return result
    }
    let before = peak()
    let frame = try timed("read") { try DataFrame(csv: path) }
    // A number takes 8 bytes, a text 16, a Boolean 1.
    let columns = Double(rows * (8 + 8 + 8 + 16 + 1))
    print("memory", (peak() - before) / columns)
    let sorted = timed("sort") { frame.sorted(by: "x") }
    let groups = timed("group") { frame.grouped(by: "key")[["x", "y"]].mean() }
    let summary = timed("describe") { frame.describe() }
    precondition(sorted.count == rows && groups.count == 9 && summary.count == 8)
  }

  /// The most memory that this program has had, in bytes. (`getrusage` counts what the process was
  /// before it became this program.)
  private static func peak() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Double(line.filter(\.isNumber)) ?? .nan) * 1024
  }

  private static let script = """
    import sys, time, pandas
    def timed(name, work):
        start = time.perf_counter()
        result = work()
        print(name, time.perf_counter() - start)
        return result
    frame = timed("read", lambda: pandas.read_csv(sys.argv[1]))
    timed("sort", lambda: frame.sort_values("x"))
    timed("group", lambda: frame.groupby("key")[["x", "y"]].mean())
    timed("describe", lambda: frame.describe())
    """
}
