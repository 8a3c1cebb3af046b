import Foundation
import GradusTensors
import Synchronization
import Testing

/// The float32 functions over their whole range, against the float64 ones rounded.
///
/// A sample of every exponent and both signs; `GRADUS_EXHAUSTIVE=1` takes all 2³² numbers, function by
/// function.
@Suite(.serialized) struct AccuracyTests {
  /// A function and how far it may be from the correctly rounded float32.
  struct Bound: Sendable, CustomTestStringConvertible {
    let name: String
    let ulps: Int
    /// Differences up to this do not count: where subnormal results are cut off.
    let absolute: Float
    let function: @Sendable (Tensor) -> Tensor
    var testDescription: String { name }

    init(
      _ name: String, ulps: Int = 0, absolute: Float = 0,
      _ function: @escaping @Sendable (Tensor) -> Tensor
    ) {
      self.name = name
      self.ulps = ulps
      self.absolute = absolute
      self.function = function
    }
  }

  static let bounds: [Bound] = [
    Bound("exp", ulps: 1) { exp($0) }, Bound("exp2") { exp2($0) }, Bound("expm1") { expm1($0) },
    Bound("log", ulps: 1) { log($0) }, Bound("log2") { log2($0) }, Bound("log10") { log10($0) },
    Bound("log1p") { log1p($0) }, Bound("sqrt") { sqrt($0) }, Bound("rsqrt") { rsqrt($0) },
    Bound("reciprocal") { reciprocal($0) }, Bound("sin") { sin($0) }, Bound("cos") { cos($0) },
    Bound("tan") { tan($0) }, Bound("asin") { asin($0) }, Bound("acos") { acos($0) },
    Bound("atan") { atan($0) }, Bound("sinh") { sinh($0) }, Bound("cosh") { cosh($0) },
    Bound("tanh", ulps: 1) { tanh($0) }, Bound("asinh") { asinh($0) },
    Bound("acosh") { acosh($0) }, Bound("atanh") { atanh($0) },
    Bound("sigmoid", ulps: 2, absolute: 0x1p-126) { sigmoid($0) }, Bound("erf") { erf($0) },
    Bound("erfc") { erfc($0) }, Bound("erfinv") { erfinv($0) },
  ]

  private static let isExhaustive = ProcessInfo.processInfo.environment["GRADUS_EXHAUSTIVE"] == "1"
  /// Numbers taken at a time: few enough to stay in the cache with their results.
  private static let chunk = 1 << 14

  /// The place of a number among all float32 numbers in order.
  private static func place(_ x: Float) -> Int {
    let magnitude = Int(x.bitPattern & 0x7fff_ffff)
    return x.sign == .minus ? -magnitude : magnitude
  }

  /// A sentence about the first of a chunk's numbers for which the function is too far away.
  private static func check(_ bound: Bound, from start: UInt64, by step: UInt64) -> String? {
    let x = Tensor(uninitialized: [chunk], as: .float32)
    let inputs = x.elements.assumingMemoryBound(to: UInt32.self)
    for i in 0..<chunk { inputs[i] = UInt32(truncatingIfNeeded: start + UInt64(i) * step) }
    let (results, doubles) = (bound.function(x), bound.function(x.to(.float64)))
    let got = results.elements.assumingMemoryBound(to: Float.self)
    let want = doubles.elements.assumingMemoryBound(to: Double.self)
    for i in 0..<chunk {
      let rounded = Float(want[i])
      if got[i].bitPattern == rounded.bitPattern || got[i].isNaN && rounded.isNaN { continue }
      let distance = abs(place(got[i]) - place(rounded))
      if got[i].isNaN != rounded.isNaN
        || distance > bound.ulps && abs(got[i] - rounded) > bound.absolute
      {
        let number = Float(bitPattern: inputs[i])
        return "\(bound.name)(\(number)) is \(got[i]), should be \(rounded), \(distance) ulp away"
      }
    }
    return nil
  }

  @Test(arguments: bounds) func `float32 functions are near the rounded ones`(_ bound: Bound) {
    // An odd step meets every exponent and all kinds of last bits.
    let step: UInt64 = Self.isExhaustive ? 1 : 4_099
    let reach = UInt64(Self.chunk) * step
    let found = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: Int(((1 << 32) + reach - 1) / reach)) { chunk in
      guard found.withLock(\.isEmpty) else { return }
      if let sentence = Self.check(bound, from: UInt64(chunk) * reach, by: step) {
        found.withLock { $0.append(sentence) }
      }
    }
    #expect(found.withLock { $0 } == [])
  }
}
