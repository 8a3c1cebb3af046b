import Diagnostics

/// Reads the options of one cell from the words of its comment and its info string.
struct OptionReader {
  private(set) var options = CellOptions()
  private(set) var diagnostics: [Diagnostic] = []
  /// Words that are no option; what they mean depends on the rest of the file.
  private(set) var unknown: [InfoWord] = []
  private let source: SourceText

  init(_ source: SourceText) { self.source = source }

  static let names = [
    "skip", "compile-only", "error", "crash", "throws", "hide", "hide-code", "silent", "raw",
    "reset", "isolate", "name", "timeout", "tol", "optimize", "nondeterministic", "unordered",
    "main",
  ]

  mutating func read(_ words: [InfoWord]) {
    for word in words {
      guard Self.names.contains(word.name) else {
        unknown.append(word)
        continue
      }
      let location = source.location(ofByte: word.range.lowerBound)
      if let first = options.locations[word.name] {
        diagnostics.append(
          Diagnostic(
            .error, at: location, "option '\(word.name)' is given twice", length: word.range.count,
            notes: [Diagnostic(.note, at: first, "first given here", length: word.name.utf8.count)])
        )
        continue
      }
      options.locations[word.name] = location
      read(word)
    }
  }

  /// Adds what is wrong with the options together; call after the last word.
  mutating func finish() {
    for (one, other, reason) in Self.contradictions {
      guard let first = options.locations[one], let second = options.locations[other] else {
        continue
      }
      let (earlier, later) = first < second ? (one, other) : (other, one)
      diagnostics.append(
        Diagnostic(
          .error, at: max(first, second),
          "'\(later)' contradicts '\(earlier)': \(reason)", length: later.utf8.count,
          notes: [
            Diagnostic(
              .note, at: min(first, second), "'\(earlier)' is here", length: earlier.utf8.count)
          ]))
    }
  }

  /// Pairs that cannot be followed both. `skip` goes with everything: it turns a cell off for now.
  private static let contradictions: [(String, String, String)] = {
    let kinds = ["compile-only", "error", "crash", "throws", "main"]
    var pairs: [(String, String, String)] = []
    for (index, kind) in kinds.enumerated() {
      for other in kinds[(index + 1)...] {
        pairs.append((kind, other, "a cell has one way to end"))
      }
    }
    for option in ["raw", "timeout", "tol", "nondeterministic", "unordered"] {
      pairs.append(("compile-only", option, "the cell is not run"))
    }
    for option in ["raw", "timeout"] {
      pairs.append(("error", option, "the cell is not run"))
    }
    for option in ["tol", "unordered"] {
      pairs.append(("nondeterministic", option, "the output is not compared"))
    }
    pairs.append(("silent", "raw", "no output is recorded"))
    pairs.append(("reset", "isolate", "an isolated cell leaves nothing behind"))
    return pairs
  }()

  private mutating func read(_ word: InfoWord) {
    switch word.name {
    case "skip": options.kind = flag(word) ? .skip : options.kind
    case "compile-only": setKind(.compileOnly, if: flag(word))
    case "main": setKind(.main, if: flag(word))
    case "error": setKind(pattern(word).map { .error($0) })
    case "crash": setKind(pattern(word).map { .crash($0) })
    case "throws": setKind(pattern(word).map { .throws($0) })
    case "hide": options.hide = flag(word)
    case "hide-code": options.hideCode = flag(word)
    case "silent": options.silent = flag(word)
    case "raw": options.raw = flag(word)
    case "reset": options.reset = flag(word)
    case "isolate": options.isolate = flag(word)
    case "optimize": options.optimize = flag(word)
    case "nondeterministic": options.nondeterministic = flag(word)
    case "unordered": options.unordered = flag(word)
    case "name": options.name = value(word, "letters, digits, '-' and '_'", Self.name)
    case "timeout":
      options.timeout = value(word, Duration.textExample) { Duration(text: $0) }
    case "tol":
      options.tolerance = value(word, Tolerance.textExample) { Tolerance($0) }
    default: preconditionFailure("'\(word.name)' is in the names of options")
    }
  }

  private mutating func setKind(_ kind: CellKind?, if isGiven: Bool = true) {
    // A contradiction is reported at the end; `skip` stays whatever else is said.
    if let kind, isGiven, options.kind != .skip { options.kind = kind }
  }

  private mutating func flag(_ word: InfoWord) -> Bool {
    if word.value == nil { return true }
    report(word, word.range, "option '\(word.name)' takes no value")
    return false
  }

  /// The pattern of an option that may have one: `.some(nil)` if it has none.
  private mutating func pattern(_ word: InfoWord) -> Pattern?? {
    guard let text = word.value else { return .some(nil) }
    guard word.quoting == .slashes else {
      let problem = word.isUnclosed ? "has no end" : "does not stand between slashes"
      report(
        word, word.valueRange,
        "the pattern of '\(word.name)' \(problem); write \(word.name)=/pattern/")
      return nil
    }
    do {
      return .some(try Pattern(text))
    } catch {
      report(word, word.valueRange, "'\(text)' is not a regular expression: \(error)")
      return nil
    }
  }

  private mutating func value<Value>(
    _ word: InfoWord, _ expected: String, _ read: (String) -> Value?
  ) -> Value? {
    guard let text = word.value, !text.isEmpty else {
      report(word, word.range, "option '\(word.name)' needs a value: \(expected)")
      return nil
    }
    if word.isUnclosed {
      report(word, word.valueRange, "the value of '\(word.name)' has no closing quote")
      return nil
    }
    let value = read(text)
    if value == nil {
      report(word, word.valueRange, "'\(text)' is no value for '\(word.name)'; use \(expected)")
    }
    return value
  }

  private static func name(_ text: String) -> String? {
    let isValid = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isValid ? text : nil
  }

  private mutating func report(_ word: InfoWord, _ range: Range<Int>, _ message: String) {
    diagnostics.append(
      Diagnostic(
        .error, at: source.location(ofByte: range.lowerBound), message, length: range.count))
  }
}
