import Execution
import Glibc
import Regression

/// The log of a step of GitHub Actions, whose runner obeys lines in it that look like commands.
struct ActionsLog: Sendable {
  /// The root of the repository, absolute and without symbolic links.
  let workspace: String?
  /// The file for the job's page.
  let summary: String?

  /// `nil` outside of GitHub Actions.
  init?() {
    guard let value = getenv("GITHUB_ACTIONS"), String(cString: value) == "true" else { return nil }
    workspace = getenv("GITHUB_WORKSPACE").flatMap { resolved(String(cString: $0)) }
    summary = getenv("GITHUB_STEP_SUMMARY").map { String(cString: $0) }
  }

  /// The text between commands that stop the runner from reading commands in it; nobody can guess
  /// the word that ends that.
  func guarded(_ text: String) -> String {
    let token = (0..<2).map { _ in
      let digits = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    let end = text.hasSuffix("\n") ? "" : "\n"
    return "::stop-commands::\(token)\n\(text)\(end)::\(token)::\n"
  }
}
