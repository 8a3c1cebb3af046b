import Foundation
import Notebooks
import Regression
import Testing

/// Every notebook of the project, with each character of its recorded outputs made another one.
@Suite struct MutationTests {
  private static let isOn = ProcessInfo.processInfo.environment["GRADUS_TEST_ALL"] != nil

  private static let notebooks: [URL] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folders = ["notebooks", "docs"].flatMap { name -> [URL] in
      let folder = root.appendingPathComponent(name)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.sorted().map { folder.appendingPathComponent($0) }
    }
    return (folders + [root.appendingPathComponent("README.md")])
      .filter { $0.pathExtension == "md" }
  }()

  private struct Count {
    var found = 0
    /// Within a stated tolerance, or blanks at the end of a line, which are never compared.
    var allowed = 0
  }

  @Test(
    "A change of any single character is found, or lies within a stated tolerance",
    .enabled(if: isOn, "run by make test-all"))
  func mutations() throws {
    var total = Count()
    for url in Self.notebooks {
      let notebook = Notebook(path: url.path, bytes: [UInt8](try Data(contentsOf: url)))
      var count = Count()
      for cell in notebook.cells {
        for part in CellOutput.Part.allCases where cell.recorded[part] != nil {
          try mutate(cell, part, notebook, &count)
        }
      }
      guard count.found + count.allowed > 0 else { continue }
      print("\(url.lastPathComponent): \(count.found) changes found, \(count.allowed) allowed")
      total.found += count.found
      total.allowed += count.allowed
    }
    print("all notebooks: \(total.found) changes found, \(total.allowed) allowed, 0 missed")
    #expect(total.found > 1000)
  }

  /// Changes, removes and adds a character at every place of a recorded text.
  private func mutate(
    _ cell: Cell, _ part: CellOutput.Part, _ notebook: Notebook, _ count: inout Count
  ) throws {
    let scalars = Array((cell.recorded[part] ?? "").unicodeScalars)
    let rules = ComparisonRules(cell, notebook.frontMatter, comparesWholeDiagnostics: false)
    for place in scalars.indices {
      for change in changes(of: scalars[place]) {
        var changed = scalars
        changed.replaceSubrange(place...place, with: change)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: changed)
        var captured = cell.recorded
        captured[part] = String(text)
        let comparison = Comparison(cell, captured: captured, rules: rules, isStrict: true)
        if comparison.drift != nil {
          count.found += 1
        } else {
          let isAllowed =
            isBlankAtEnd(cell.recorded[part]!, String(text), part)
            || states(cell, rules)
          #expect(isAllowed, "\(cell.title) of \(notebook.path), character \(place): \(change)")
          count.allowed += 1
        }
      }
    }
  }

  private func changes(of scalar: Unicode.Scalar) -> [[Unicode.Scalar]] {
    let other: Unicode.Scalar =
      switch scalar {
      case "0"..."8", "a"..."y", "A"..."Y": Unicode.Scalar(scalar.value + 1)!
      case "\n": " "
      case " ": "_"
      default: "x"
      }
    return [[other], [], [scalar, scalar], [scalar, "7"]]
  }

  /// Whether the texts are the same but for blanks at the ends of lines and the last line feed, and
  /// in a region, which is Markdown, but for blank lines at its end.
  private func isBlankAtEnd(_ a: String, _ b: String, _ part: CellOutput.Part) -> Bool {
    func trimmed(_ text: String) -> [String] {
      let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
      }
      while part == .rich, lines.last == "" { lines.removeLast() }
      return lines
    }
    return trimmed(a) == trimmed(b)
  }

  /// Whether the author has said that the output may be another one.
  private func states(_ cell: Cell, _ rules: ComparisonRules) -> Bool {
    let isFailure = cell.recorded.error != nil
    return rules.tolerance != .exact || !rules.filters.isEmpty || rules.isUnordered
      || cell.options.nondeterministic || isFailure
      || cell.recorded.text?.contains("...") ?? false
  }
}
