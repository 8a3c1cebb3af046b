import Execution
import Foundation

/// The staged `gradus`, run as a user runs it.
struct Command {
  let status: Int32
  let output: String
  let errors: String

  static let home: String = {
    do {
      return try Installation.current().home
    } catch {
      fatalError("\(error)")
    }
  }()

  /// The launcher beside the installation.
  static let launcher = home + "/../../bin/gradus"

  /// A cache for all runs, so that each unit is compiled once.
  static let cache: String = {
    atexit { removeTree(Command.cachePath) }
    return cachePath
  }()
  private static let cachePath = NSTemporaryDirectory() + "gradus-command-tests-\(getpid())"

  /// Runs the command to its end.
  ///
  /// - Parameters:
  ///   - folder: the working directory
  ///   - environment: variables beside the test's own
  ///   - input: what stands on standard input
  init(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:],
    input: String = "", program: String = launcher
  ) throws {
    let files = ["out", "err", "in"].map { folder.path + "/." + $0 }
    for (file, text) in zip(files, ["", "", input]) {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }
    let process = try Command.start(
      arguments, in: folder, environment: environment, program: program,
      output: FileHandle(forWritingAtPath: files[0])!,
      errors: FileHandle(forWritingAtPath: files[1])!,
      input: FileHandle(forReadingAtPath: files[2])!
    )
    process.waitUntilExit()
    status = process.terminationStatus
    output = try String(contentsOfFile: files[0], encoding: .utf8)
    errors = try String(contentsOfFile: files[1], encoding: .utf8)
  }

  /// Starts the command.
  static func start(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:],
    program: String = launcher, output: FileHandle = .nullDevice, errors: FileHandle = .nullDevice,
    input: FileHandle = .nullDevice
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    // The tests themselves may run under GitHub Actions.
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("GITHUB_") }
      .merging(["GRADUS_CACHE": cache]) { $1 }.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = input
    // What a thread of a pool blocks, and what a shell ignores in the background, is passed on.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    signal(SIGINT, SIG_DFL)
    try process.run()
    return process
  }
}

/// A folder for one test, removed with the value.
final class Folder: Sendable {
  let path: String

  /// - Parameter files: the texts of files by their names
  init(_ files: [String: String] = [:]) throws {
    path = NSTemporaryDirectory() + "gradus-command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { removeTree(path) }

  func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}
