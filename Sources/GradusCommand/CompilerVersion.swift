import Execution
import Foundation

/// The version of the compiler that compiles cells.
enum CompilerVersion {
  /// Whether a stated version such as `6.2` is the compiler's, which may be `6.2.1`.
  static func isCurrent(_ stated: String) -> Bool {
    let parts = stated.split(separator: ".")
    return parts.elementsEqual(current.split(separator: ".").prefix(parts.count))
  }

  /// Asked for once, and only where a notebook states one.
  private static let current: String = {
    guard let toolchain = try? Toolchain.current(),
      let program = Program(toolchain.frontend, ["--version"]),
      let match = String(decoding: program.output, as: UTF8.self)
        .firstMatch(of: /Swift version ([0-9.]+)/)
    else { return "" }
    return String(match.output.1)
  }()
}
