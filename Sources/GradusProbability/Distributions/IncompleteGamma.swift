import Glibc

/// The lower incomplete gamma function, divided by Γ(a), and how its quantiles move with a.
///
/// Source: the power series for x < a + 1 and the continued fraction beyond (NIST Digital Library
/// of Mathematical Functions 8.7 and 8.9), both with their derivatives.
package enum IncompleteGamma {
  /// P(a, x): the probability that a gamma distributed number of shape a is not above x.
  package static func lower(_ a: Double, _ x: Double) -> Double {
    if x.isNaN || a.isNaN { return .nan }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    let density = exp(a * log(x) - x - lgamma(a))
    return x < a + 1 ? density * series(a, x).sum : 1 - density * fraction(a, x).value
  }

  /// dx/da of the x below which a fixed probability lies: the gradient of a sample.
  package static func quantileSlope(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return 0 }
    if x < a + 1 { return -x * series(a, x).slope(log(x)) }
    let (value, slope) = fraction(a, x)
    return x * (value * (log(x) - digamma(a)) + slope)
  }

  /// Σ xⁿ Γ(a) / Γ(a + n + 1), and the terms for its derivative.
  private static func series(_ a: Double, _ x: Double) -> (
    sum: Double, slope: (_ logX: Double) -> Double
  ) {
    var terms: [Double] = []
    var term = 1 / a
    var sum = 0.0
    var n = 0.0
    while term > sum * 1e-18, terms.count < 100_000 {
      terms.append(term)
      sum += term
      n += 1
      term *= x / (a + n)
    }
    return (
      sum,
      { logX in
        // ψ(a + n + 1) = ψ(a + n) + 1 / (a + n)
        var psi = digamma(a)
        var total = 0.0
        for (n, term) in terms.enumerated() {
          psi += 1 / (a + Double(n))
          total += term * (logX - psi)
        }
        return total
      }
    )
  }

  /// The continued fraction of Γ(a, x) / (xᵃ e⁻ˣ) by Lentz's method, with its derivative in a.
  private static func fraction(_ a: Double, _ x: Double) -> (value: Double, slope: Double) {
    var b = x + 1 - a
    var bSlope = -1.0
    var c = 1e300
    var cSlope = 0.0
    var d = 1 / b
    var dSlope = -d * d * bSlope
    var h = d
    var hSlope = dSlope
    for i in 1...100_000 {
      let n = -Double(i) * (Double(i) - a)
      let nSlope = Double(i)
      b += 2
      bSlope = -1
      let below = n * d + b
      let belowSlope = nSlope * d + n * dSlope + bSlope
      d = 1 / below
      dSlope = -d * d * belowSlope
      let next = b + n / c
      cSlope = bSlope + nSlope / c - n * cSlope / (c * c)
      c = next
      let factor = c * d
      let factorSlope = cSlope * d + c * dSlope
      hSlope = hSlope * factor + h * factorSlope
      h *= factor
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return (h, hSlope)
  }

  /// ψ(x) for positive x: upwards by its recurrence, then the asymptotic series.
  static func digamma(_ x: Double) -> Double {
    var x = x
    var result = 0.0
    while x < 10 {
      result -= 1 / x
      x += 1
    }
    let z = 1 / (x * x)
    let tail =
      z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z * (1.0 / 132)))))
    return result + log(x) - 0.5 / x - tail
  }
}
