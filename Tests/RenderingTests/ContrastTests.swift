import Foundation
import Testing

/// Colours of the stylesheet as WCAG 2.2 looks at them.
@Suite struct ContrastTests {
  /// A rule of the stylesheet, with the media it is for.
  private struct Rule {
    let media: String
    let selector: String
    let declarations: [String: String]
  }

  private static let rules: [Rule] = {
    let html = page("text")
    let start = html.firstRange(of: "<style>")!.upperBound
    var rest = html[start..<html.firstRange(of: "</style>")!.lowerBound]
      .replacing(/\/\*.*?\*\//, with: "")[...]
    var rules: [Rule] = []
    var media: [String] = []
    while let brace = rest.firstIndex(where: { "{}".contains($0) }) {
      let text = rest[..<brace].trimmingCharacters(in: .whitespacesAndNewlines)
      let isEnd = rest[brace] == "}"
      rest = rest[brace...].dropFirst()
      if isEnd {
        media.removeLast()
      } else if text.hasPrefix("@media") {
        media.append(text)
      } else if let end = rest.firstIndex(of: "}") {
        let pairs = rest[..<end].split(separator: ";").compactMap { declaration in
          let parts = declaration.split(separator: ":", maxSplits: 1)
          return parts.count == 2
            ? (String(parts[0].filter { !$0.isWhitespace }), String(parts[1].trimmingPrefix(/\s+/)))
            : nil
        }
        rules.append(
          Rule(
            media: media.joined(), selector: text,
            declarations: Dictionary(pairs) { $1 }))
        rest = rest[end...].dropFirst()
      }
    }
    return rules
  }()

  private static func scheme(_ media: String) -> [String: String] {
    let roots = rules.filter { $0.selector == ":root" }
    return (roots.filter { $0.media == "" } + roots.filter { $0.media.contains(media) })
      .reduce(into: [:]) { $0.merge($1.declarations) { $1 } }
  }

  @Test(
    "Every text stands out from what is behind it, in light, in dark and on paper",
    arguments: ["nowhere", "dark", "print"])
  func contrast(media: String) throws {
    let colors = Self.scheme(media)
    let backs = ["var(--back)", "var(--panel)"]
    var seen = Set<String>()
    for rule in Self.rules where rule.selector != ":root" {
      guard let text = rule.declarations["color"], text != "inherit" else { continue }
      // What says nothing of its background may stand on the page or in a box.
      let own = rule.declarations["background"].flatMap { $0.hasPrefix("var") ? $0 : nil }
      for back in own.map({ [$0] }) ?? backs {
        let ratio = try ratio(#require(color(text, colors)), #require(color(back, colors)))
        #expect(ratio >= 4.5, "\(rule.selector): \(text) on \(back) has \(ratio)")
        seen.insert(text)
      }
    }
    let code = ["k", "t", "s", "n", "c", "a"].map { "var(--\($0))" }
    #expect(seen.isSuperset(of: code + ["var(--text)", "var(--soft)", "var(--error-text)"]))
  }

  @Test("The ratios are those of the standard") func standard() {
    #expect(ratio([0, 0, 0], [255, 255, 255]) == 21)
    #expect(ratio([255, 255, 255], [0x77, 0x77, 0x77]) < 4.5)
    #expect(ratio([255, 255, 255], [0x76, 0x76, 0x76]) >= 4.5)
  }

  /// The red, green and blue of a value such as `var(--text)`.
  private func color(_ value: String, _ variables: [String: String]) -> [Int]? {
    guard let name = value.firstMatch(of: /var\((--[a-z-]+)\)/)?.1,
      var digits = variables[String(name)]?.trimmingPrefix("#"), [3, 6].contains(digits.count)
    else { return nil }
    if digits.count == 3 { digits = String(digits.flatMap { [$0, $0] })[...] }
    return Int(digits, radix: 16).map { [$0 >> 16, $0 >> 8 & 255, $0 & 255] }
  }

  /// WCAG 2.2: (L1 + 0.05) / (L2 + 0.05).
  private func ratio(_ one: [Int], _ other: [Int]) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// L = 0.2126 R + 0.7152 G + 0.0722 B, of linear shares.
  private func luminance(_ color: [Int]) -> Double {
    let linear = color.map { value -> Double in
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
