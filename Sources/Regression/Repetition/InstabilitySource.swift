import Notebooks

/// Why an output is not the same in every run, as far as it can be seen.
package enum InstabilitySource: Hashable, Sendable, CustomStringConvertible {
  case hashOrder
  case randomness
  case clock
  case duration
  case address
  case uuid
  case process
  case threads
  /// Nothing in the code tells.
  case unknown

  package var description: String {
    switch self {
    case .hashOrder: "the order of a set or dictionary, or a hash value"
    case .randomness: "random numbers of the system"
    case .clock: "the date or time of day"
    case .duration: "how long something takes"
    case .address: "addresses in memory"
    case .uuid: "a UUID"
    case .process: "the number or name of the process"
    case .threads: "the order or number of threads"
    case .unknown: "something that the code does not show"
    }
  }

  /// - Parameters:
  ///   - causes: what alone was enough to move the output
  ///   - evidence: what only one of the two outputs has
  ///   - code: the cell's code, and behind it that of the cells above, nearest first
  init(causes: Set<Circumstance>, evidence: [String], code: [String]) {
    let natural = InstabilitySource.shapes.first { _, shape in
      evidence.contains { shape.filter.pattern.isFound(in: $0) }
    }?.source
    let restless = InstabilitySource.restless
    if let natural {
      // What it looks like says more than what was changed: the time also passes in other runs.
      self = natural
    } else if causes.contains(.again) {
      self = InstabilitySource.inCode(code, among: restless) ?? .unknown
    } else if causes.contains(.hashing) {
      self = .hashOrder
    } else if causes.contains(.randomness) {
      self = .randomness
    } else if causes.contains(.clock) {
      self = .clock
    } else if causes.contains(.cores) {
      self = .threads
    } else {
      self = InstabilitySource.inCode(code, among: InstabilitySource.words) ?? .unknown
    }
  }

  /// What outputs look like.
  private static let shapes: [(source: InstabilitySource, shape: CureFilter)] = [
    (.uuid, .uuid), (.address, .address), (.clock, .date), (.duration, .duration),
  ]

  /// Words in code, the surest first.
  private static let words: [(source: InstabilitySource, words: [String])] =
    restless + [
      (.hashOrder, ["Set<", "Set(", "Dictionary", "hashValue", "Hasher", ".keys", ".values"]),
      (
        .randomness,
        [".random(", "shuffled", "randomElement", "SystemRandomNumberGenerator", "arc4random"]
      ),
    ]

  /// Those that move an output without anything set differently.
  private static let restless: [(source: InstabilitySource, words: [String])] = [
    (.uuid, ["UUID("]),
    (
      .address,
      ["ObjectIdentifier", "Unmanaged", "withUnsafe", "UnsafePointer", "UnsafeRawPointer"]
    ),
    (
      .duration,
      ["ContinuousClock", "SuspendingClock", "DispatchTime", "CLOCK_MONOTONIC", "systemUptime"]
    ),
    (.clock, ["Date(", "Date.now", ".now", "clock_gettime", "gettimeofday", "time(nil)"]),
    (.process, ["getpid", "processIdentifier", "globallyUniqueString", "gettid", "hostName"]),
    (
      .threads,
      [
        "TaskGroup", "Task {", "Task.detached", "async let", "DispatchQueue", "concurrentPerform",
        "Thread", "Mutex", "Atomic",
      ]
    ),
    (.randomness, ["/dev/urandom", "/dev/random"]),
  ]

  private static func inCode(
    _ code: [String], among words: [(source: InstabilitySource, words: [String])]
  ) -> InstabilitySource? {
    for text in code {
      if let found = words.first(where: { $0.words.contains { text.contains($0) } }) {
        return found.source
      }
    }
    return nil
  }
}
