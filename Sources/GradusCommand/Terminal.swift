import Diagnostics
import Glibc
import Synchronization

/// Where a command writes: results to standard output, progress and problems to standard error.
struct Terminal: Sendable {
  let isQuiet: Bool
  let hasColor: Bool
  let showsProgress: Bool
  private static let progressLine = Mutex(false)

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    let isTerminal =
      isatty(STDERR_FILENO) == 1 && getenv("TERM").map { strcmp($0, "dumb") != 0 } ?? false
    hasColor = isTerminal && getenv("NO_COLOR") == nil
    showsProgress = isTerminal && !isQuiet
  }

  /// A line that the next one replaces, cut to the terminal's width.
  func progress(_ text: String) {
    var size = winsize()
    _ = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size)
    let width = size.ws_col > 0 ? Int(size.ws_col) : 80
    Terminal.progressLine.withLock { isShown in
      Terminal.write(
        "\r\u{1B}[K" + visible(String(text.prefix(width - 1))), to: STDERR_FILENO)
      isShown = true
    }
  }

  /// Removes that line.
  func endProgress() { line("", to: STDERR_FILENO) }

  /// A line about the work, not shown when quiet.
  func say(_ text: String) {
    if !isQuiet { line(text + "\n", to: STDOUT_FILENO) }
  }

  /// A problem, always shown.
  func complain(_ text: String) { line(text, to: STDERR_FILENO) }

  /// A result, as it is.
  func put(_ bytes: [UInt8]) { Terminal.write(bytes, to: STDOUT_FILENO) }

  private func line(_ text: String, to descriptor: Int32) {
    Terminal.progressLine.withLock { isShown in
      if isShown { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
      isShown = false
      Terminal.write(text, to: descriptor)
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
