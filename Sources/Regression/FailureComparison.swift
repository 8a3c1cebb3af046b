import Notebooks

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
    // Older records and those written by hand may not say the place.
    let said = old.line == nil ? new.withoutPlace(keepingSeverity: old.severity != nil) : captured
    if case .error = kind { return (FailureText.head(of: recorded), FailureText.head(of: said)) }
    return (recorded, said)
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
