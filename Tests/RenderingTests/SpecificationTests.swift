import CommonMark
import Foundation
import Rendering
import Testing

/// The examples of CommonMark's specification, each equal to libcmark's HTML or different from it
/// by rules that are written down here a second time.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["GRADUS_TEST_ALL"] != nil))
struct SpecificationTests {
  /// Why a page differs from libcmark's HTML.
  private struct Rule: Sendable {
    let reason: String
    /// What it makes of libcmark's HTML.
    let apply: @Sendable (String) -> String
  }

  /// In the order in which they come on top of each other.
  private static let rules = [
    Rule(reason: "none") { $0 },
    Rule(reason: "an image that is not there is its alternative text", apply: images),
    Rule(reason: "a link to an unknown scheme is text", apply: links),
    Rule(reason: "comments, scripts and broken tags are left out", apply: leavingOut),
    Rule(reason: "unknown elements are left out", apply: elements),
    Rule(reason: "unknown attributes are left out", apply: attributes),
    Rule(reason: "elements are closed in their block", apply: unclosed),
  ]

  @Test("The specification's examples are written as libcmark writes them, or differ by a rule")
  func examples() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["GRADUS_TEST_ALL"])
    let text = try String(contentsOfFile: folder + "/spec.txt", encoding: .utf8)
    let mark = String(repeating: "`", count: 32)
    let examples = text.components(separatedBy: mark + " example\n").dropFirst().map { part in
      part.components(separatedBy: "\n" + mark + "\n")[0].components(separatedBy: "\n.\n")[0]
        .replacing("→", with: "\t") + "\n"
    }
    var counts: [String: Int] = [:]
    for example in examples {
      let bytes = Array(example.utf8)
      let page = HTMLPage.body(of: bytes)
      #expect(HTMLTree(page).problems.isEmpty, "\(example)")
      let ours = page.replacing(" rel=\"noopener noreferrer\"", with: "")
      var expected = html(of: bytes[...], allowingRawHTML: true)
      let rule = Self.rules.first { rule in
        expected = rule.apply(expected)
        return expected == (rule.reason == Self.rules.last!.reason ? Self.unclosed(ours) : ours)
      }
      if rule == nil { Issue.record("\(example)is\n\(ours)and not\n\(expected)") }
      counts[rule?.reason ?? "", default: 0] += 1
    }
    #expect(Self.rules.map { counts[$0.reason] ?? 0 } == [566, 23, 5, 20, 6, 5, 24])
    #expect(examples.count == 649)
  }

  private static func images(_ html: String) -> String {
    html.replacing(/<img src="([^"]*)"(?: alt="([^"]*)")?(?: title="[^"]*")? ?\/>/) { match in
      let name = match.1.split(separator: "/").last ?? ""
      let alternative = match.2 ?? ""
      return "<span class=\"image\">\(alternative.isEmpty ? name : alternative)</span>"
    }
  }

  private static func links(_ html: String) -> String {
    html.replacing(/<a href="([^":\/?#]*):[^"]*"(?: title="[^"]*")?>((?s:.*?))<\/a>/) { match in
      ["http", "https", "mailto"].contains(match.1.lowercased())
        ? String(match.0) : "<span class=\"unsafe\">\(match.2)</span>"
    }
  }

  private static func leavingOut(_ html: String) -> String {
    html.replacing(/(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Z].*?>/, with: "")
      .replacing(/(?s)<(script|style)\b[^>]*>.*?(<\/\1>|$)/, with: "")
      .replacing(/<[a-zA-Z\/][^>]*$/, with: "")
  }

  nonisolated(unsafe) private static let tag =
    /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s"'=<>\/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/

  private static func elements(_ html: String) -> String {
    let known = Set(
      "a b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i ins li ol p pre span strong table td tr ul"
        .split(separator: " "))
    return html.replacing(tag) { match in
      known.contains(Substring(match.2.lowercased())) ? String(match.0) : ""
    }
  }

  private static func attributes(_ html: String) -> String {
    html.replacing(tag) { match in
      let name = match.2.lowercased()
      if !match.1.isEmpty { return "</\(name)>" }
      var result = "<" + name
      for attribute in match.3.matches(of: /([^\s"'=<>\/]+)\s*=\s*("[^"]*"|'[^']*')/) {
        let value = String(attribute.2.dropFirst().dropLast())
        switch attribute.1 {
        // A browser takes line ends out of an address.
        case "href":
          result += " href=\"\(value.replacing("\n", with: "").replacing("&ouml;", with: "ö"))\""
        case "id", "title", "start": result += " \(attribute.1)=\"\(value)\""
        // The author's own have no classes.
        case "class" where value.contains(/^(language-|image$|unsafe$)/):
          result += " class=\"\(value)\""
        default: break
        }
      }
      return result + (["br", "hr"].contains(name) ? " />" : ">")
    }
  }

  /// Without the ends of elements, which stand elsewhere.
  private static func unclosed(_ html: String) -> String {
    html.replacing(/<\/[^>]*>/, with: "").replacing(/\n+/, with: "\n")
  }
}
