import Glibc

extension Generator {
  /// An exponentially distributed number of the given rate.
  @inline(__always)
  package func exponential(rate: Double = 1) -> Double {
    -1 / rate * log1p(-uniform53())
  }

  /// A Cauchy distributed number.
  package func cauchy(median: Double, scale: Double) -> Double {
    median.addingProduct(scale, tan(Double.pi * (uniform53() - 0.5)))
  }

  /// A number whose logarithm is normally distributed.
  package func logNormal(mean: Double, deviation: Double) -> Double {
    exp(scalarNormal(mean: mean, deviation: deviation))
  }

  /// A gamma distributed number of rate 1. `Float` and `Double` give different streams: what
  /// depends on the shape alone is rounded in its own type.
  ///
  /// Source: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables" (2000).
  package func standardGamma<Shape: SampledNumber>(_ shape: Shape) -> Shape {
    Shape(unlimitedGamma(shape)).atLeastNormal
  }

  private func unlimitedGamma<Shape: SampledNumber>(_ shape: Shape) -> Double {
    if shape == 0 { return 0 }
    var shape = shape
    var scale = 1.0
    if shape < 1 {
      scale = pow(1 - uniform53(), (1 / shape).asDouble)
      shape += 1
    }
    // Both constants have single precision in PyTorch.
    let d = (shape - Shape(1 / 3 as Float)).asDouble
    let c = 1 / (9 * d).squareRoot()
    while true {
      var x: Double
      var y: Double
      repeat {
        x = scalarNormal()
        y = 1 + c * x
      } while y <= 0
      let v = y * y * y
      let u = 1 - uniform53()
      let square = x * x
      if u < 1 - Double(0.0331 as Float) * square * square { return scale * d * v }
      if log(u) < 0.5 * square + d * (1 - v + log(v)) { return scale * d * v }
    }
  }

  /// Numbers of a Dirichlet distribution: gamma distributed numbers divided by their sum.
  package func dirichlet(_ concentrations: [Float]) -> [Float] {
    dirichlet(concentrations.map(Double.init)).map { share in
      min(max(Float(share), .leastNormalMagnitude), Float(1).nextDown)
    }
  }

  /// Numbers of a Dirichlet distribution.
  package func dirichlet(_ concentrations: [Double]) -> [Double] {
    let gammas = concentrations.map { unlimitedGamma($0) }
    let total = Self.total(gammas)
    return gammas.map { min(max($0 / total, .leastNormalMagnitude), 1.0.nextDown) }
  }

  /// The sum in PyTorch's order, which the last bit depends on: groups of four numbers are added in
  /// four rounds side by side, and what is left over stands before the four sums.
  private static func total(_ values: [Double]) -> Double {
    let groups = values.count / 4
    let rounds = groups / 4 * 4
    var sums = [SIMD4<Double>](repeating: .zero, count: 4)
    for group in 0..<groups {
      let part = SIMD4(values[(4 * group)..<(4 * group + 4)])
      sums[group < rounds ? group % 4 : 0] += part
    }
    let lanes = sums[0] + sums[1] + sums[2] + sums[3]
    let rest = values[(4 * groups)...].reduce(0, +)
    return rest + lanes[0] + lanes[1] + lanes[2] + lanes[3]
  }
}

extension BinaryFloatingPoint {
  /// The number, or the smallest normal one where it is less.
  var atLeastNormal: Self { self < .leastNormalMagnitude ? .leastNormalMagnitude : self }
}
