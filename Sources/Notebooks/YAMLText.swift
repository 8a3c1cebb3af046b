import Diagnostics
import Yams

/// YAML that stands in some lines of a file.
struct YAMLText {
  let source: SourceText
  let lines: Range<Int>

  /// The document in the lines; `nil` if there is none.
  ///
  /// - Throws: where the text stops to be YAML, in the file.
  func compose() throws(YAMLProblem) -> Yams.Node? {
    let text = lines.map { (source.line($0) ?? "") + "\n" }.joined()
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw YAMLProblem(diagnostic: diagnostic(error))
    } catch {
      throw YAMLProblem(diagnostic: problem("\(error)", at: location(nil)))
    }
  }

  func location(_ mark: Mark?) -> SourceLocation {
    location(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  /// The place in the file of a line and a column of the YAML; columns count scalars.
  private func location(line: Int, column: Int) -> SourceLocation {
    // An unclosed bracket is noticed behind the last line.
    let line = min(lines.lowerBound + line - 1, max(lines.lowerBound, lines.upperBound - 1))
    let before = (source.line(line) ?? "").unicodeScalars.prefix(column - 1)
    return SourceLocation(
      file: source.file, line: line, column: String(before).utf8.count + 1)
  }

  private func diagnostic(_ error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let text, let mark, _), .parser(let context, let text, let mark, _),
      .composer(let context, let text, let mark, _):
      let context = context.map { $0.text + ": " } ?? ""
      return problem(context + text, at: location(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
      return problem("\(names) is given twice", at: location(context.mark))
    case .reader(let text, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      let line = before.count { $0 == "\n" } + 1
      let column = before.reversed().prefix { $0 != "\n" }.count + 1
      return problem(text, at: location(line: line, column: column))
    default:
      return problem("\(error)", at: location(nil))
    }
  }

  private func problem(_ text: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(.error, at: location, "invalid YAML: \(text)")
  }
}

/// Why a text is not YAML.
struct YAMLProblem: Error {
  let diagnostic: Diagnostic
}
