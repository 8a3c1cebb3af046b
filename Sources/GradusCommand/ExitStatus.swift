import ArgumentParser
import Glibc

/// How the process ends; of several the worst counts.
enum ExitStatus: Int32 {
  case clean = 0
  case outputsDiffer = 1
  case cellFailed = 2
  case malformed = 65
  case noInput = 66
  case unavailable = 69
  case fault = 70
  case inputOutput = 74

  private static let worstFirst: [ExitStatus] = [
    .fault, .unavailable, .inputOutput, .noInput, .malformed, .cellFailed, .outputsDiffer, .clean,
  ]

  static func worst(_ all: [ExitStatus]) -> ExitStatus {
    worstFirst.first { all.contains($0) } ?? .clean
  }

  /// Ends the command with this status.
  func leave() throws {
    if self != .clean { throw ExitCode(rawValue) }
  }

  /// Ends the process with this status, at once.
  func exit() -> Never { Glibc.exit(rawValue) }
}
