import Notebooks

/// The recorded or captured text of a failure that a cell is expected to have.
///
/// Compiler diagnostics begin with the line in the cell, the column and the severity,
/// `2:9: error: cannot find 'b' in scope`; a crash or an error that is thrown begins with the line,
/// `2: Fatal error: Index out of range`, where it is known.
struct FailureText {
  let text: String
  /// The line in the cell, if the text begins with it.
  let line: Substring?
  /// `error` of a compiler diagnostic.
  let severity: Substring?
  /// What follows the place.
  private let message: Substring

  init(_ text: String?) {
    self.text = text ?? ""
    var rest = self.text[...]
    line = FailureText.number(&rest)
    if line != nil { _ = FailureText.number(&rest) }
    message = rest
    severity = ["error", "warning", "note"].first { rest.hasPrefix($0 + ": ") }.map {
      rest.prefix($0.count)
    }
  }

  /// Digits before a colon and perhaps a blank.
  private static func number(_ text: inout Substring) -> Substring? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, text[digits.endIndex...].first == ":" else { return nil }
    text = text[digits.endIndex...].dropFirst()
    if text.first == " " { text.removeFirst() }
    return digits
  }

  /// The first line.
  var head: String { String(text.prefix { $0 != "\n" }) }

  /// Without the line, for a record that does not say it.
  var withoutLine: String { String(message) }
}

/// How a recorded failure is compared with the captured one.
struct FailureComparison {
  let kind: CellKind
  let rules: ComparisonRules

  /// The texts of both that have to agree.
  func texts(_ recorded: String?, _ captured: String?) -> (recorded: String?, captured: String?) {
    guard let recorded, let captured, !rules.comparesWholeDiagnostics else {
      return (recorded, captured)
    }
    let (old, new) = (FailureText(recorded), FailureText(captured))
    if kind.failurePattern != nil {
      // The pattern was found in the text; what is left are the place and the severity.
      return (place(old, like: old), place(new, like: old))
    }
    if case .error = kind { return (old.head, new.head) }
    // Older records and those written by hand may not say the line.
    return old.line == nil ? (recorded, new.withoutLine) : (recorded, captured)
  }

  private func place(_ failure: FailureText, like recorded: FailureText) -> String {
    let line = recorded.line == nil ? nil : failure.line
    let severity = recorded.severity == nil ? nil : failure.severity
    return [line, severity].map { $0 ?? "" }.joined(separator: ": ")
  }
}

extension CellKind {
  var failurePattern: Pattern? {
    switch self {
    case .error(let pattern), .crash(let pattern), .throws(let pattern): pattern
    default: nil
    }
  }
}
