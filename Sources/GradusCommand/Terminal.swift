import Diagnostics
import Execution
import Glibc
import Regression
import Synchronization

/// Where a command writes: results to standard output, progress and problems to standard error.
struct Terminal: Sendable {
  let isQuiet: Bool
  let hasColor: Bool
  let showsProgress: Bool
  /// The log of GitHub Actions, if that is where the lines go.
  let actions: ActionsLog?
  /// Whether standard output holds a result and nothing else.
  private let keepsOutput: Bool
  private static let progressLine = Mutex(false)

  init(isQuiet: Bool, keepsOutput: Bool = false) {
    self.isQuiet = isQuiet
    self.keepsOutput = keepsOutput
    actions = ActionsLog()
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
  func complain(_ text: String) {
    if !text.isEmpty { line(text, to: STDERR_FILENO) }
  }

  /// Puts messages beside the lines of a notebook; nothing outside of GitHub Actions.
  func annotate(_ notebook: NotebookReport) {
    guard let actions else { return }
    let report = GitHubReport(root: actions.workspace)
    let path = actions.workspace == nil ? nil : resolved(notebook.path)
    let text = report.annotations(notebook, path: path)
    if !text.isEmpty { Terminal.write(text, to: keepsOutput ? STDERR_FILENO : STDOUT_FILENO) }
  }

  /// A result, as it is.
  func put(_ bytes: [UInt8]) { Terminal.write(bytes, to: STDOUT_FILENO) }

  private func line(_ text: String, to descriptor: Int32) {
    if let actions {
      // One stream, for the runner reads two in any order.
      let log = keepsOutput ? STDERR_FILENO : STDOUT_FILENO
      Terminal.write(actions.guarded(text), to: log)
      return
    }
    Terminal.progressLine.withLock { isShown in
      if isShown { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
      isShown = false
      Terminal.write(text, to: descriptor)
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
