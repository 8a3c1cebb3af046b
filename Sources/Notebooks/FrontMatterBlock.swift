import Diagnostics
import Yams

/// The lines of a file that hold its front matter, and what they say.
struct FrontMatterBlock {
  /// The delimiters and what stands between them.
  let lines: ClosedRange<Int>
  let settings: FrontMatter
  let diagnostics: [Diagnostic]
  /// Whether the block has keys of ours.
  let isOurs: Bool
  /// What the page is called, and the language it is in, as many tools read them.
  private(set) var title: String?
  private(set) var language: String?

  /// The block at the head of a file; `nil` if line 1 is not `---`, no later line is, or no YAML
  /// mapping stands between them.
  init?(headOf source: SourceText, defaults: FrontMatter) {
    guard source.lineCount > 1, Self.isDelimiter(source, line: 1),
      let close = (2...source.lineCount).first(where: { Self.isDelimiter(source, line: $0) })
    else { return nil }
    let text = YAMLText(source: source, lines: 2..<close)
    lines = 1...close
    do throws(YAMLProblem) {
      guard let root = try text.compose(), let mapping = root.mapping else { return nil }
      title = mapping["title"]?.scalar?.string
      language = mapping["lang"]?.scalar.flatMap { Self.languageTag($0.string) }
      guard let ours = mapping["gradus"] else {
        (settings, diagnostics, isOurs) = (defaults, [], false)
        return
      }
      (settings, diagnostics) = Self.read(ours, text, defaults)
    } catch {
      // The broken YAML of another tool is not ours to report, and may be no YAML at all.
      guard Self.mentionsUs(text) else { return nil }
      (settings, diagnostics) = (defaults, [error.diagnostic])
    }
    isOurs = true
  }

  /// The comment that opens on a line `<!-- gradus`.
  ///
  /// - Parameter lines: from the opening line to the one with the end of the comment
  init(comment lines: ClosedRange<Int>, in source: SourceText, defaults: FrontMatter) {
    self.lines = lines
    let text = YAMLText(source: source, lines: lines.lowerBound + 1..<lines.upperBound)
    isOurs = true
    do throws(YAMLProblem) {
      guard let root = try text.compose() else {
        (settings, diagnostics) = (defaults, [])
        return
      }
      // The same text as in front matter is right here too, with `gradus:` around the keys.
      let wrapped = root.mapping.flatMap { $0.count == 1 ? $0["gradus"] : nil }
      (settings, diagnostics) = Self.read(wrapped ?? root, text, defaults)
    } catch {
      (settings, diagnostics) = (defaults, [error.diagnostic])
    }
  }

  private static func read(
    _ node: Yams.Node, _ text: YAMLText, _ defaults: FrontMatter
  ) -> (FrontMatter, [Diagnostic]) {
    var reader = SettingsReader(text, defaults: defaults)
    if let mapping = node.mapping {
      reader.read(mapping)
    } else if node.scalar?.string != "" {
      reader.report(node, "expected keys: \(SettingsReader.keys.joined(separator: ", "))")
    }
    return (reader.settings, reader.diagnostics)
  }

  /// A language as BCP 47 writes it: parts of letters and digits, the first of letters alone.
  private static func languageTag(_ text: String) -> String? {
    text.wholeMatch(of: /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*/) == nil ? nil : text
  }

  private static func isDelimiter(_ source: SourceText, line: Int) -> Bool {
    let start = LineCursor(source, line: line)
    let range = source.bytes.trimmingBlanks(start.offset..<start.end)
    return range.lowerBound == start.offset && source.bytes[range].elementsEqual("---".utf8)
  }

  private static func mentionsUs(_ text: YAMLText) -> Bool {
    text.lines.contains {
      text.source.bytes[text.source.content(ofLine: $0)].starts(with: "gradus:".utf8)
    }
  }
}
