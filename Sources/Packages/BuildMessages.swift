import Diagnostics

/// What `swift build` wrote when it failed.
struct BuildMessages {
  /// The compiler's errors with their notes, in the package's own files.
  let diagnostics: [Diagnostic]
  /// Errors that are at no place: of the manifest, of versions, of the linker.
  let reason: String

  init(_ lines: [String]) {
    var found: [Diagnostic] = []
    var seen: Set<String> = []
    var errors: [String] = []
    var takesNotes = false
    for line in lines {
      // The same message may come from several compiler processes, and again in the summary.
      guard let message = Self.located(line) else {
        // That a process failed is no news beside what it said.
        if line.hasPrefix("error: "), !line.contains("command failed with exit code"),
          seen.insert(line).inserted
        {
          errors.append(String(line.dropFirst("error: ".count)))
        } else if line.contains("undefined reference") || line.contains("undefined symbol") {
          errors.append(line)
        }
        continue
      }
      switch message.severity {
      case .error:
        takesNotes = seen.insert(line).inserted
        if takesNotes { found.append(message) }
      case .note where takesNotes:
        guard let last = found.popLast() else { continue }
        found.append(
          Diagnostic(
            last.severity, at: last.location, last.message, length: last.length,
            notes: last.notes + [message]))
      default: takesNotes = false
      }
    }
    diagnostics = found
    // A failure that says nothing we know shows how it ended.
    reason =
      errors.isEmpty && found.isEmpty
      ? lines.suffix(12).joined(separator: "\n") : errors.joined(separator: "\n")
  }

  /// `/path/File.swift:3:10: error: message`
  private static func located(_ line: String) -> Diagnostic? {
    guard line.hasPrefix("/"),
      let match = line.firstMatch(of: /^(\/.*?):(\d+):(\d+): (error|warning|note): (.*)$/),
      let row = Int(match.output.2), let column = Int(match.output.3),
      let severity = Severity(rawValue: String(match.output.4))
    else { return nil }
    return Diagnostic(
      severity, at: SourceLocation(file: String(match.output.1), line: row, column: column),
      String(match.output.5))
  }
}
