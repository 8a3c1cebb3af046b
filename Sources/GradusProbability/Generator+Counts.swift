import Glibc

extension Generator {
  /// True with the given probability.
  @inline(__always)
  package func bernoulli(_ probability: Double) -> Bool {
    uniform53() < probability
  }

  /// The number of trials up to the first success.
  package func geometric(_ probability: Double) -> Double {
    ceil(log(uniform53()) / log1p(-probability))
  }

  /// A Poisson distributed number of events.
  package func poisson(_ rate: Double) -> Double {
    if rate == 0 { return 0 }
    if rate >= 10 { return poissonByRejection(rate) }
    let limit = exp(-rate)
    var product = 1.0
    var count = 0.0
    while true {
      product *= uniform53()
      if product <= limit { return count }
      count += 1
    }
  }

  /// Source: W. Hörmann, "The transformed rejection method for generating Poisson random
  /// variables" (1993), algorithm PTRS.
  private func poissonByRejection(_ rate: Double) -> Double {
    let logRate = log(rate)
    let b = 0.931 + 2.53 * rate.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let vr = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform53() - 0.5
      let v = uniform53()
      let us = 0.5 - u.magnitude
      let k = floor((2 * a / us + b) * u + rate + 0.43)
      if us >= 0.07, v <= vr { return k }
      if k < 0 || (us < 0.013 && v > us) { continue }
      let left = log(v) + log(inverseAlpha) - log(a / (us * us) + b)
      if left <= -rate + k * logRate - lgamma(k + 1) { return k }
    }
  }

  /// The number of successes in `trials` trials. `Float` and `Double` give different streams:
  /// expressions of trials and probability alone are rounded in their own type.
  package func binomial<Number: SampledNumber>(_ trials: Number, _ probability: Number) -> Number {
    if trials <= 0 || probability <= 0 { return 0 }
    if probability >= 1 { return trials }
    if probability > 0.5 { return trials - binomial(trials, likely: 1 - probability) }
    return binomial(trials, likely: probability)
  }

  private func binomial<Number: SampledNumber>(_ trials: Number, likely p: Number) -> Number {
    if trials * p >= 10 { return binomialByRejection(trials, p) }
    let step = Number.logOnePlus(-p)
    var total = 0.0
    var count: Number = 0
    while true {
      total += ceil(log(uniform53()) / step.asDouble)
      if total > trials.asDouble { return count }
      count += 1
    }
  }

  /// Source: W. Hörmann, "The generation of binomial random variates" (1993), algorithm BTRS.
  private func binomialByRejection<Number: SampledNumber>(_ n: Number, _ p: Number) -> Number {
    let deviation = (n * p * (1 - p)).asDouble.squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p.asDouble
    let c = (n * p).asDouble + 0.5
    let vr = 0.92 - 4.2 / b
    let r = p / (1 - p)
    let alpha = (2.83 + 5.1 / b) * deviation
    let m = ((n + 1) * p).rounded(.down)
    while true {
      let u = uniform53() - 0.5
      let v = uniform53()
      let us = 0.5 - u.magnitude
      let k = Number(floor((2 * a / us + b) * u + c))
      if k < 0 || k > n { continue }
      if us >= 0.07, v <= vr { return k }
      let left = log(v * alpha / (a / (us * us) + b))
      let right =
        (m + 0.5).asDouble * log(((m + 1) / (r * (n - m + 1))).asDouble)
        + (n + 1).asDouble * log(((n - m + 1) / (n - k + 1)).asDouble)
        + (k + 0.5).asDouble * log((r * (n - k + 1) / (k + 1)).asDouble)
        + Self.stirlingTail(m) + Self.stirlingTail(n - m)
        - Self.stirlingTail(k) - Self.stirlingTail(n - k)
      if left <= right { return k }
    }
  }

  /// What Stirling's formula leaves of log k!.
  private static func stirlingTail<Number: SampledNumber>(_ k: Number) -> Double {
    let table = [
      0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509,
      0.0166446911898211, 0.0138761288230707, 0.0118967099458917, 0.0104112652619720,
      0.00925546218271273, 0.00833056343336287,
    ]
    if k <= 9 { return table[Int(k.asDouble)] }
    let next = (k + 1).asDouble
    let square = next * next
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / next
  }
}

/// A type of a distribution's parameters that decides how they are rounded.
package protocol SampledNumber: BinaryFloatingPoint {
  static func logOnePlus(_ x: Self) -> Self
  var asDouble: Double { get }
}

extension Float: SampledNumber {
  package static func logOnePlus(_ x: Float) -> Float { log1pf(x) }
  package var asDouble: Double { Double(self) }
}

extension Double: SampledNumber {
  package static func logOnePlus(_ x: Double) -> Double { log1p(x) }
  package var asDouble: Double { self }
}
