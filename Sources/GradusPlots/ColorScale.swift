/// The colours that stand for the values of a heat map, from the least to the greatest.
///
/// Both scales are evenly spaced to the eye: equal steps of a value are equal steps of lightness in
/// the colour space OKLab (Ottosson, 2020), so they can be read without colours too.
public enum ColorScale: Sendable {
  /// From dark to light, for amounts.
  case sequential
  /// From blue over nearly white to brown, for values below and above a middle. Unless a range is
  /// given, it reaches equally far to both sides of 0.
  case diverging

  private var anchors: [[Double]] { self == .sequential ? Self.dark : Self.blue }

  private static let dark = parts([
    0x2d114e, 0x2e2061, 0x2b3072, 0x214081, 0x07508e, 0x02618e, 0x037191, 0x018095, 0x019098,
    0x02a09a, 0x07b097, 0x1bc18e, 0x59cd83, 0x85d776, 0xade06a, 0xd5e75e, 0xfbed58,
  ])
  private static let blue = parts([
    0x015798, 0x026ab6, 0x277ecb, 0x4992d9, 0x69a6e4, 0x8abaed, 0xaccef2, 0xcfe2f6, 0xf8f4f2,
    0xf4d9cd, 0xeebea9, 0xe6a487, 0xdb8a66, 0xcd7146, 0xbd5925, 0xa94400, 0x8c3701,
  ])

  private static func parts(_ colors: [Int]) -> [[Double]] {
    colors.map { color in [16, 8, 0].map { Double(color >> $0 & 255) } }
  }

  /// How many colours a heat map has; neighbouring ones can hardly be told apart.
  static let steps = 64

  /// The step that stands for a place, from 0, the least value, to 1, the greatest.
  static func step(at place: Double) -> Int {
    Int((min(max(place, 0), 1) * Double(steps - 1)).rounded())
  }

  /// The colour of a step, as `#rrggbb`.
  package func color(_ step: Int) -> String {
    let place = Double(step) / Double(Self.steps - 1) * Double(anchors.count - 1)
    let below = min(Int(place), anchors.count - 2)
    let part = place - Double(below)
    return zip(anchors[below], anchors[below + 1]).reduce("#") { text, ends in
      let digits = String(Int((ends.0 * (1 - part) + ends.1 * part).rounded()), radix: 16)
      return text + (digits.utf8.count < 2 ? "0" : "") + digits
    }
  }

  /// Whether black is easier to see than white on the colour of a step.
  func isLight(_ step: Int) -> Bool {
    let place = Double(step) / Double(Self.steps - 1)
    return self == .sequential ? place > 0.55 : (place - 0.5).magnitude < 0.3
  }

  /// The values at both ends of the scale.
  func range(of span: ClosedRange<Double>) -> ClosedRange<Double> {
    guard self == .diverging else { return span }
    let size = max(span.lowerBound.magnitude, span.upperBound.magnitude)
    return -size...size
  }
}
