import Foundation

/// Tensor operations against PyTorch's, case by case: one process a side, asked in turn for samples,
/// so that both meet the same machine.
struct TensorBenchmark {
  /// The ratios that the runtime is to reach with one thread; with two none may fall below 0.9.
  private static let goals: [String: Double] = [
    "tiny_add/4": 12, "tiny_add/4/grad": 10, "grad_dot/4": 20, "grad_control_flow/scalar": 25,
    "add/1e3": 8, "add/1e5": 1.1, "exp/1e5": 1, "log/1e5": 1, "sigmoid/1e5": 1.3, "tanh/1e5": 0.9,
    "add/1e7": 2.5, "exp/1e7": 2.5, "bcast_outer/1000x1+1x1000": 1.2,
    "bcast_row/4096x4096+4096": 3, "sum_all/4096x4096": 1, "sum_d0/4096x4096": 1.8,
    "sum_d1/4096x4096": 1, "max_d0/4096x4096": 8, "max_d1/4096x4096": 3, "softmax/1024x1024": 1.5,
    "transpose_copy/4096x4096": 2.5, "matmul/64": 0.9, "matmul/256": 0.9, "matmul/1024": 0.9,
    "matmul/2048": 0.9, "rand/1e7": 10, "randn/1e7": 5, "multinomial/1e6of6": 10,
    "mlp_step/784-256-10/b256": 1.15,
  ]
  private static let leastWithTwoThreads = 0.9
  /// All cases are gone through so often, some minutes apart and by new processes: machines have
  /// slow moments, and processes luck with where their memory lies.
  private static let passes = 3
  private static let rounds = [1: 3, 2: 1]
  private static let milliseconds = 15

  struct Row: Codable {
    let name: String
    let threads: Int
    /// Nanoseconds a call, medians.
    let ours: Double
    let theirs: Double
    /// The median of the rounds' ratios; above 1 Gradus is faster.
    let ratio: Double
    let goal: Double?
    var isMet: Bool? { goal.map { ratio >= $0 } }
  }

  /// The executable with our side's cases.
  let program: String
  let peer: Peer

  func run() throws -> [Row] { try [1, 2].flatMap(rows) }

  private func rows(threads: Int) throws -> [Row] {
    let names = try names()
    var samples: [String: [(ours: Double, theirs: Double)]] = [:]
    for _ in 0..<Self.passes {
      let ours = try Server(
        program, ["--serve"], environment: ["GRADUS_THREADS": "\(threads)"])
      let theirs = try Server(
        peer.python, ["Sources/TensorBenchmarks/peer.py", "--serve", "--threads", "\(threads)"])
      for name in names {
        for _ in 0..<Self.rounds[threads, default: 1] {
          pause(threads)
          let first = try ours.sample(name, Self.milliseconds)
          pause(threads)
          let second = try theirs.sample(name, Self.milliseconds)
          samples[name, default: []].append((first, second))
        }
      }
    }
    return names.compactMap { name in
      let samples = samples[name, default: []]
      let ratio = samples.map { $0.theirs / $0.ours }.median
      guard ratio.isFinite else { return nil }
      return Row(
        name: name, threads: threads, ours: samples.map(\.ours).median,
        theirs: samples.map(\.theirs).median, ratio: ratio,
        goal: threads == 1 ? Self.goals[name] : Self.leastWithTwoThreads)
    }
  }

  /// Threads of a side that has just been at work spin for a while and would disturb the other.
  private func pause(_ threads: Int) { if threads > 1 { usleep(250_000) } }

  private func names() throws -> [String] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = ["--list"]
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }
}

/// A process that answers `CASE MS` with the time of a call.
private final class Server {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws {
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func sample(_ name: String, _ milliseconds: Int) throws -> Double {
    try input.fileHandleForWriting.write(contentsOf: Data("\(name) \(milliseconds)\n".utf8))
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest = Data(rest[rest.index(after: end)...])
        return Double(line) ?? .nan
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw BenchmarkError.failed(process.executableURL?.path ?? "", 1) }
      rest += more
    }
  }
}
