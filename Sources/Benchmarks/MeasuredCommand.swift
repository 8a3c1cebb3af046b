import Foundation

/// A command and what one run of it takes.
struct MeasuredCommand {
  struct Run {
    let seconds: Double
    /// Of the process itself, in bytes.
    let peakMemory: Int
    let status: Int32
  }

  let program: String
  let arguments: [String]
  var environment: [String: String] = [:]

  func run() throws -> Run {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + settings { free(text) } }
    var pid: pid_t = 0
    let start = ContinuousClock.now
    let failure = posix_spawnp(&pid, program, &actions, nil, &words, &settings)
    guard failure == 0 else {
      throw BenchmarkError.cannotRun(program, String(cString: strerror(failure)))
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
    return Run(
      seconds: (ContinuousClock.now - start) / .seconds(1), peakMemory: usage.ru_maxrss * 1024,
      status: status >> 8 & 0xff)
  }

  /// - Throws: when a run does not end with status 0
  func checked() throws -> Run {
    let run = try run()
    guard run.status == 0 else {
      throw BenchmarkError.failed(([program] + arguments).joined(separator: " "), run.status)
    }
    return run
  }
}

enum BenchmarkError: Error, CustomStringConvertible {
  case cannotRun(String, String)
  case failed(String, Int32)
  case noAnswer(String)

  var description: String {
    switch self {
    case .cannotRun(let program, let reason): "cannot run '\(program)': \(reason)"
    case .noAnswer(let text): "a preview does not answer as it should: \(text)"
    case .failed(let command, let status): "'\(command)' ended with status \(status)"
    }
  }
}

extension [Double] {
  var median: Double {
    let sorted = sorted()
    return isEmpty ? .nan : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
