import Glibc

/// The incomplete beta function, divided by B(a, b), and how its quantiles move with a.
///
/// Source: the continued fraction of the NIST Digital Library of Mathematical Functions, 8.17.22,
/// with its derivative.
package enum IncompleteBeta {
  /// I_x(a, b): the probability that a beta distributed number is not above x.
  package static func lower(_ a: Double, _ b: Double, _ x: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let density = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    return isBelow(a, b, x)
      ? density * fraction(a, b, x, slopes: (0, 0)).value / a
      : 1 - density * fraction(b, a, 1 - x, slopes: (0, 0)).value / b
  }

  /// dx/da of the x below which a fixed probability lies: the gradient of a sample.
  package static func quantileSlope(_ a: Double, _ b: Double, _ x: Double) -> Double {
    if x <= 0 || x >= 1 { return 0 }
    let logSlope = log(x) - IncompleteGamma.digamma(a) + IncompleteGamma.digamma(a + b)
    if isBelow(a, b, x) {
      let (value, slope) = fraction(a, b, x, slopes: (1, 0))
      return -x * (1 - x) / a * (value * (logSlope - 1 / a) + slope)
    }
    let (value, slope) = fraction(b, a, 1 - x, slopes: (0, 1))
    return x * (1 - x) / b * (value * logSlope + slope)
  }

  /// Whether the fraction converges fast at x, rather than at 1 - x.
  private static func isBelow(_ a: Double, _ b: Double, _ x: Double) -> Bool {
    x < (a + 1) / (a + b + 2)
  }

  /// A number and its derivative.
  private struct Dual {
    var value: Double
    var slope: Double

    static func + (p: Dual, q: Dual) -> Dual {
      Dual(value: p.value + q.value, slope: p.slope + q.slope)
    }
    static func * (p: Dual, q: Dual) -> Dual {
      Dual(value: p.value * q.value, slope: p.slope * q.value + p.value * q.slope)
    }
    static func / (p: Dual, q: Dual) -> Dual {
      Dual(
        value: p.value / q.value,
        slope: (p.slope * q.value - p.value * q.slope) / (q.value * q.value))
    }
    static func constant(_ value: Double) -> Dual { Dual(value: value, slope: 0) }
  }

  /// The continued fraction by Lentz's method, with its derivative along (da, db).
  private static func fraction(
    _ a: Double, _ b: Double, _ x: Double, slopes: (a: Double, b: Double)
  ) -> (value: Double, slope: Double) {
    let a = Dual(value: a, slope: slopes.a)
    let b = Dual(value: b, slope: slopes.b)
    let one = Dual.constant(1)
    var c = one
    var d = one / (one + .constant(-x) * (a + b) / (a + one))
    var h = d
    for m in 1...100_000 {
      let m = Double(m)
      let even =
        .constant(m * x) * (b + .constant(-m))
        / ((a + .constant(2 * m - 1)) * (a + .constant(2 * m)))
      d = one / (one + even * d)
      c = one + even / c
      h = h * d * c
      let odd =
        .constant(-x) * (a + .constant(m)) * (a + b + .constant(m))
        / ((a + .constant(2 * m)) * (a + .constant(2 * m + 1)))
      d = one / (one + odd * d)
      c = one + odd / c
      let factor = d * c
      h = h * factor
      if (factor.value - 1).magnitude < 1e-16 { break }
    }
    return (h.value, h.slope)
  }
}
