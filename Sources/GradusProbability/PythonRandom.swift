import Glibc

/// The stream of Python's `random` module, for ports of notebooks that use it.
///
/// The functions have Python's names, and the same seed gives the same values, bit for bit
/// (CPython 3.11).
public final class PythonRandom: RandomNumberGenerator {
  private var engine: MersenneTwister
  private var nextGauss: Double?

  /// The stream after `random.seed(seed)`.
  public init(seed: Int) {
    engine = MersenneTwister(key: Self.key(seed))
  }

  private static func key(_ seed: Int) -> [UInt32] {
    let low = UInt32(truncatingIfNeeded: seed.magnitude)
    let high = UInt32(truncatingIfNeeded: seed.magnitude >> 32)
    return high == 0 ? [low] : [low, high]
  }

  /// Starts the stream of `seed`.
  public func seed(_ seed: Int) {
    engine = MersenneTwister(key: Self.key(seed))
    nextGauss = nil
  }

  /// The next 64 bits, as `getrandbits(64)`.
  public func next() -> UInt64 {
    let low = engine.next()
    return UInt64(engine.next()) << 32 | UInt64(low)
  }

  /// A number in [0, 1) with 53 bits.
  public func random() -> Double {
    let high = Double(engine.next() >> 5)
    let low = Double(engine.next() >> 6)
    return (high * 0x1p26 + low) / 0x1p53
  }

  /// A number with the given count of random bits, at most 63.
  public func getrandbits(_ count: Int) -> Int {
    precondition(0...63 ~= count, "getrandbits takes 0 to 63 bits here")
    if count == 0 { return 0 }
    if count <= 32 { return Int(engine.next() >> UInt32(32 - count)) }
    let low = engine.next()
    return Int(engine.next() >> UInt32(64 - count)) << 32 | Int(low)
  }

  /// A whole number below `count`, all equally likely.
  private func below(_ count: Int) -> Int {
    precondition(count > 0, "the range is empty")
    let bits = Int.bitWidth - count.leadingZeroBitCount
    while true {
      let number = getrandbits(bits)
      if number < count { return number }
    }
  }

  /// A whole number from `low` to `high`, both included.
  public func randint(_ low: Int, _ high: Int) -> Int {
    low + below(high - low + 1)
  }

  /// One of `start`, `start + step`, … below `end`.
  public func randrange(_ start: Int, _ end: Int, by step: Int = 1) -> Int {
    let count = step > 0 ? (end - start + step - 1) / step : (end - start + step + 1) / step
    return start + step * below(count)
  }

  /// A number between `low` and `high`.
  public func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * random()
  }

  /// A normally distributed number.
  public func gauss(_ mean: Double, _ deviation: Double) -> Double {
    let standard: Double
    if let kept = nextGauss {
      standard = kept
      nextGauss = nil
    } else {
      let angle = random() * 2 * Double.pi
      let radius = (-2 * log(1 - random())).squareRoot()
      standard = cos(angle) * radius
      nextGauss = sin(angle) * radius
    }
    return mean + standard * deviation
  }

  /// An exponentially distributed number.
  public func expovariate(_ rate: Double) -> Double {
    -log(1 - random()) / rate
  }

  /// One of the elements.
  public func choice<Elements: Collection>(_ elements: Elements) -> Elements.Element {
    elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
  }
}
