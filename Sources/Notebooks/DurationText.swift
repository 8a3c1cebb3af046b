extension Duration {
  /// Reads `500ms`, `20s`, `1.5s` or `2m`; `nil` for anything else, nothing and less than nothing.
  init?(text: String) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60)]
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }) else { return nil }
    let number = text.dropLast(unit.suffix.count)
    guard let first = number.first, first.isNumber, let last = number.last, last.isNumber,
      number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let count = Double(number), count > 0, count * unit.seconds <= 1e9
    else { return nil }
    self = .nanoseconds(Int64((count * unit.seconds * 1e9).rounded()))
  }

  /// What `init(text:)` reads, for messages.
  static let textExample = "a duration such as 500ms, 20s or 2m"
}
