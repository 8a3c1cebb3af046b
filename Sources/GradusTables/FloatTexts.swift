import GradusDisplay

/// The texts of a column of numbers: pandas' rules for six digits.
///
/// All numbers have as many decimals as the longest needs, at most six. Where a number would show
/// as zero, or a large one takes too much room, all of them are shown with an exponent.
struct FloatTexts {
  static let digits = 6

  let texts: [String]

  init(_ values: [Double]) {
    let plain = Self.trimmed(values.map { Self.text($0, "f") })
    let finite = values.lazy.map(\.magnitude)
    let hasSmall = finite.contains { $0 > 0 && $0 < 1e-6 }
    let isLong = plain.contains { $0.scalarCount > Self.digits + 6 }
    if hasSmall || (isLong && finite.contains { $0 > 1e6 }) {
      texts = values.map { Self.text($0, "e") }
    } else {
      texts = plain
    }
  }

  /// The text of a number in a column of different types.
  static func single(_ value: Double) -> String {
    var text = text(value, "f")[...]
    while text.last == "0" { text.removeLast() }
    return text.last == "." ? text + "0" : String(text)
  }

  private static func text(_ value: Double, _ conversion: Character) -> String {
    if value.isNaN { return "NaN" }
    let sign = value.sign == .minus ? "-" : " "
    if value.isInfinite { return sign + "inf" }
    return sign + FormatSpec.printed(value.magnitude, conversion, digits)
  }

  private static func trimmed(_ texts: [String]) -> [String] {
    var surplus = digits
    for text in texts where text.contains(".") {
      surplus = min(surplus, text.reversed().prefix { $0 == "0" }.count)
    }
    return texts.map { text in
      guard text.contains(".") else { return text }
      let short = text.dropLast(surplus)
      return short.last == "." ? short + "0" : String(short)
    }
  }
}
