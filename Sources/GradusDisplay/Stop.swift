import Glibc

/// Stops the cell because of a misuse of the runtime.
///
/// The worker reports `message`, and `hint` on a line of its own, at the cell's line. In a program
/// that no worker runs, they go to standard error.
public func stop(_ message: String, hint: String? = nil) -> Never {
  let text = hint.map { message + "\n" + $0 } ?? message
  if !Worker.report(text) {
    fflush(nil)
    let line = "Fatal error: \(text)\n"
    _ = line.withCString { write(STDERR_FILENO, $0, line.utf8.count) }
  }
  // A trap without a message of its own, unlike `fatalError`.
  preconditionFailure()
}
