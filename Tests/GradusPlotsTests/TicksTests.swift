import GradusPlots
import Testing

/// Where an axis is marked, and how.
struct Marking: CustomTestStringConvertible, Sendable {
  let range: ClosedRange<Double>
  let most: Int
  let texts: [String]

  init(_ range: ClosedRange<Double>, _ most: Int, _ texts: String) {
    self.range = range
    self.most = most
    self.texts = texts.split(separator: " ").map(String.init)
  }

  var testDescription: String { "\(range), \(most)" }

  static let all = [
    Marking(0...1, 6, "0 0.2 0.4 0.6 0.8 1"),
    Marking(0...1, 11, "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1"),
    Marking(0...1, 2, "0 1"),
    Marking(-1...1, 5, "−1 −0.5 0 0.5 1"),
    Marking(0.13...0.87, 6, "0.2 0.4 0.6 0.8"),
    Marking(0...100, 5, "0 50 100"),
    Marking(3...9_999, 6, "2000 4000 6000 8000"),
    Marking(0...1_000_000, 6, "0 0.2×10⁶ 0.4×10⁶ 0.6×10⁶ 0.8×10⁶ 1×10⁶"),
    Marking(0...500_000, 6, "0 100000 200000 300000 400000 500000"),
    Marking(0...3e-7, 4, "0 1×10⁻⁷ 2×10⁻⁷ 3×10⁻⁷"),
    Marking(-2.5e12...2.5e12, 6, "−2×10¹² −1×10¹² 0 1×10¹² 2×10¹²"),
    Marking(1e9...1_000_000_010, 3, "1×10⁹ 1.000000005×10⁹ 1.00000001×10⁹"),
    Marking(-1.7e308...1.7e308, 4, "−1×10³⁰⁸ 0 1×10³⁰⁸"),
    Marking(0...4e-300, 5, "0 1×10⁻³⁰⁰ 2×10⁻³⁰⁰ 3×10⁻³⁰⁰ 4×10⁻³⁰⁰"),
    Marking(2020...2026, 7, "2020 2021 2022 2023 2024 2025 2026"),
  ]
}

@Suite struct TicksTests {
  @Test("Ticks are whole multiples of 1, 2 or 5 times a power of ten", arguments: Marking.all)
  func texts(marking: Marking) {
    let labels = Ticks(in: marking.range, most: marking.most).labels
    #expect(labels.map(\.text) == marking.texts)
  }

  @Test("Ticks are in the range, at most as many as asked for, and evenly spaced")
  func laws() {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p53
    }
    for _ in 0..<2000 {
      let low = (random() - 0.5) * [1, 1e-9, 1e5, 1e200][Int(random() * 4)]
      let high = low + max(random(), 0.01) * low.magnitude
      let most = 2 + Int(random() * 12)
      let labels = Ticks(in: low...high, most: most).labels
      #expect(labels.count <= most)
      #expect(Set(labels.map(\.text)).count == labels.count)
      let slack = (high - low) * 1e-8
      for label in labels { #expect((low - slack...high + slack).contains(label.value)) }
      let steps = zip(labels.dropFirst(), labels).map { $0.value - $1.value }
      for step in steps { #expect((step - steps[0]).magnitude <= 1e-6 * steps[0]) }
      if most > 4 { #expect(labels.count >= 2, "\(low) \(high) \(most)") }
    }
  }

  @Test(
    "A logarithmic axis is marked at powers of ten and their round multiples",
    arguments: [
      Marking(1...1000, 5, "1 10 100 1000"),
      Marking(1...100, 9, "1 2 5 10 20 50 100"),
      Marking(1...100, 5, "1 3 10 30 100"),
      Marking(3...80, 4, "5 10 20 50"),
      Marking(3...80, 3, "3 10 30"),
      Marking(1e-9...1e9, 7, "10⁻⁹ 10⁻⁶ 10⁻³ 10⁰ 10³ 10⁶ 10⁹"),
      Marking(0.001...10_000, 8, "0.001 0.01 0.1 1 10 100 1000 10000"),
      Marking(1e5...3e6, 5, "10⁵ 2×10⁵ 5×10⁵ 10⁶ 2×10⁶"),
      Marking(4.2...4.9, 5, "4.2 4.4 4.6 4.8"),
      Marking(1e-300...1e300, 4, "10⁻²⁰⁰ 10⁰ 10²⁰⁰"),
    ])
  func logTexts(marking: Marking) {
    let labels = LogTicks(in: marking.range, most: marking.most).labels
    #expect(labels.map(\.text) == marking.texts)
  }

  @Test("Ticks of a logarithmic axis are in its range, in order, never too many and at least two")
  func logLaws() {
    var state: UInt64 = 11
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p53
    }
    for _ in 0..<2000 {
      let exponent = (random() - 0.5) * 40
      let low = Double("1e\(Int(exponent))")! * (1 + 8 * random())
      let high = low * (1.2 + [1, 10, 1e4, 1e12][Int(random() * 4)] * random())
      let most = 3 + Int(random() * 9)
      let ticks = LogTicks(in: low...high, most: most)
      let values = ticks.labels.map(\.value)
      #expect(values.count <= most)
      if most > 4 { #expect(values.count >= 2, "\(low) \(high) \(most)") }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
      #expect((values + ticks.minor).allSatisfy { $0 > low * 0.999 && $0 < high * 1.001 })
      #expect(Set(values).isDisjoint(with: ticks.minor))
      #expect(Set(ticks.labels.map(\.text)).count == values.count)
    }
  }
}
