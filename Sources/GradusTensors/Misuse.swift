import Glibc

/// Ends the program with one sentence, as a trap would, after writing it to standard error.
///
/// The first line is PyTorch's own sentence where it has one; `hint` says what to write in Swift.
func stop(_ message: String, hint: String? = nil) -> Never {
  var text = message + "\n"
  if let hint { text += hint + "\n" }
  text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  abort()
}
