import Foundation
import GradusTensors

/// A program that adds two tensors, from its start to its end.
enum StartUp {
  /// What makes this executable that program.
  static let argument = "--start-up"

  static func program() { keep(ones(2) + ones(2)) }

  static func measured() -> () -> Void {
    let path = CommandLine.arguments[0]
    let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    return {
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), strdup(argument), nil]
      var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
      defer { for text in arguments + variables { free(text) } }
      var process = pid_t()
      var status: Int32 = -1
      if posix_spawn(&process, path, nil, nil, &arguments, &variables) == 0 {
        waitpid(process, &status, 0)
      }
      precondition(status == 0, "the program did not start")
    }
  }
}
