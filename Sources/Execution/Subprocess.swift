import Glibc

/// A program run to its end.
package struct Subprocess {
  let exitStatus: Int32
  /// Standard output and standard error together.
  let output: String

  var succeeded: Bool { exitStatus == 0 }

  /// - Parameters:
  ///   - program: the executable's path
  ///   - outputFile: where the output goes; a file, for a pipe could be held open by others
  static func run(_ program: String, _ arguments: [String], outputFile: String)
    throws(ExecutionError) -> Subprocess
  {
    let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
    let output = open(outputFile, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw .system("cannot write '\(outputFile)'", errno: errno) }
    defer { for file in [input, output] { close(file) } }
    let pid = try spawn(
      program, arguments, descriptors: [input, output, output], environment: nil)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return Subprocess(exitStatus: status, output: try readFile(outputFile))
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - descriptors: what becomes its descriptors 0, 1, 2 and so on
  ///   - environment: `NAME=value` strings; `nil` for this process's own
  package static func spawn(
    _ program: String, _ arguments: [String], descriptors: [Int32], environment: [String]?
  ) throws(ExecutionError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Above all the numbers that are to be taken.
    let copies = descriptors.map { fcntl($0, F_DUPFD_CLOEXEC, Int32(descriptors.count)) }
    defer { for copy in copies { close(copy) } }
    for (number, copy) in copies.enumerated() {
      guard copy >= 0 else { throw .system("cannot run '\(program)'", errno: errno) }
      posix_spawn_file_actions_adddup2(&actions, copy, Int32(number))
    }
    // Not everybody closes theirs: sockets of a preview would be a cell's.
    closeFrom(&actions, Int32(descriptors.count))
    var pid: pid_t = 0
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads of a dispatch queue block nearly every signal, and a program would inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let failure = withCStrings([program] + arguments) { arguments in
      guard let environment else {
        return posix_spawn(&pid, program, &actions, &attributes, arguments, environ)
      }
      return withCStrings(environment) {
        posix_spawn(&pid, program, &actions, &attributes, arguments, $0)
      }
    }
    guard failure == 0 else { throw .system("cannot run '\(program)'", errno: failure) }
    return pid
  }
}

/// Calls the body with a null-terminated array of C strings.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}

/// Has a program's descriptors closed from a number on. The C library's module does not show it to
/// Swift.
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
@discardableResult
private func closeFrom(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32
) -> Int32
