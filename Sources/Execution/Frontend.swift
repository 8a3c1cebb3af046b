import Glibc

/// A compiler that has started in a folder of its own and waits to be told what to do.
///
/// Its start is a fifth of the time that a unit takes, so the next one is started while a unit
/// compiles; it reads its arguments from a pipe. One thread at a time uses it.
final class Frontend: @unchecked Sendable {
  let folder: String
  private let process: pid_t
  /// The pipe of its arguments: the end that it reads, kept lest a write to a dead one kills us, and
  /// ours.
  private var arguments: [Int32]
  /// Ends when the compiler does.
  private let life: Int32
  private let changes: Int32
  private var exitStatus: Int32?
  private var isKept = false

  /// - Parameter folder: where it puts its messages; removed at the end unless `keep` is called
  init(_ toolchain: Toolchain, folder: String) throws(ExecutionError) {
    self.folder = folder
    var input: [Int32] = [-1, -1]
    var life: [Int32] = [-1, -1]
    let messages = open(folder + "/messages", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard messages >= 0, pipe2(&input, O_CLOEXEC) == 0, pipe2(&life, O_CLOEXEC) == 0 else {
      throw .system("cannot start the compiler", errno: errno)
    }
    defer { for end in [messages, life[1]] { close(end) } }
    (arguments, self.life) = (input, life[0])
    // Without it, as where too many are in use, one waits for the end.
    changes = inotify_init1(Int32(IN_CLOEXEC))
    inotify_add_watch(changes, folder, UInt32(IN_MOVED_TO | IN_CLOSE_WRITE))
    process = try Subprocess.spawn(
      toolchain.frontend, ["@/dev/stdin"], descriptors: [input[0], messages, messages, life[1]],
      environment: nil)
  }

  deinit {
    if exitStatus == nil {
      kill(process, SIGKILL)
      wait()
    }
    for end in arguments + [life, changes] where end >= 0 { close(end) }
    if !isKept { removeTree(folder) }
  }

  /// Tells it its arguments, without `-frontend`; it begins.
  func begin(_ arguments: [String]) {
    let text = (["-frontend"] + arguments).map { argument in
      "\"" + argument.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"\n"
    }.joined()
    // One that is dead already shows so by its exit status.
    _ = writeAll(Array(text.utf8), to: self.arguments[1])
    for end in self.arguments { close(end) }
    self.arguments = []
  }

  /// Waits until the file stands in its folder, whole, or the compiler has ended.
  ///
  /// - Returns: whether the file is there
  func wait(for file: String) -> Bool {
    var events = [UInt8](repeating: 0, count: 4096)
    while true {
      if access(folder + "/" + file, R_OK) == 0 { return true }
      var sources = [
        pollfd(fd: life, events: Int16(POLLIN), revents: 0),
        pollfd(fd: changes, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&sources, 2, -1) < 0 { continue }
      if sources[0].revents != 0 { return access(folder + "/" + file, R_OK) == 0 }
      _ = read(changes, &events, events.count)
    }
  }

  /// Waits for its end.
  @discardableResult
  func wait() -> Int32 {
    if let exitStatus { return exitStatus }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    exitStatus = status
    return status
  }

  /// Leaves the folder to its new owner.
  func keep() { isKept = true }
}
