import GradusProbability
import GradusTensors
import Testing

@Suite struct DistributionPropertyTests {
  private struct Continuous: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () -> Distribution
  }

  private static let continuous = [
    Continuous(testDescription: "Normal") { Normal(1.0, 2.0) },
    Continuous(testDescription: "LogNormal") { LogNormal(0.2, 0.5) },
    Continuous(testDescription: "HalfNormal") { HalfNormal(2.0) },
    Continuous(testDescription: "Uniform") { Uniform(-1.0, 3.0) },
    Continuous(testDescription: "Exponential") { Exponential(1.5) },
    Continuous(testDescription: "Gamma") { Gamma(2.5, 0.7) },
    Continuous(testDescription: "Gamma below 1") { Gamma(0.4, 1.0) },
    Continuous(testDescription: "Chi2") { Chi2(3.0) },
    Continuous(testDescription: "Laplace") { Laplace(-1.0, 0.5) },
    Continuous(testDescription: "Gumbel") { Gumbel(1.0, 2.0) },
    Continuous(testDescription: "Cauchy") { Cauchy(0.0, 1.0) },
    Continuous(testDescription: "sigmoid of Normal") {
      TransformedDistribution(Normal(0.0, 1.0), [.sigmoid])
    },
    Continuous(testDescription: "falling line of Exponential") {
      TransformedDistribution(Exponential(1.0), [.affine(loc: 2, scale: -3)])
    },
    Continuous(testDescription: "mixture of Normals") {
      MixtureSameFamily(
        Categorical(Tensor([0.3, 0.7])), Normal(Tensor([-1.0, 2.0]), Tensor([0.5, 1.0])))
    },
  ]

  @Test(arguments: continuous)
  private func `samples follow the cumulative distribution`(_ item: Continuous) {
    let d = item.make()
    let count = 20_000
    let sorted = [Double](d.sample([count], generator: Generator(seed: 5))).sorted()
    let levels = [Double](d.cdf(Tensor(sorted, dtype: .float64)))
    var distance = 0.0
    for (place, level) in levels.enumerated() {
      distance = max(distance, level - Double(place) / Double(count))
      distance = max(distance, Double(place + 1) / Double(count) - level)
    }
    // Kolmogorov and Smirnov: exceeded once in a thousand seeds.
    #expect(distance * Double(count).squareRoot() < 1.95)
  }

  @Test(arguments: continuous)
  private func `the density is the slope of the cumulative distribution`(_ item: Continuous) {
    let d = item.make()
    let points = d.sample([50], generator: Generator(seed: 6)).to(.float64)
    let step = points.abs() * 1e-6 + 1e-9
    let slopes = (d.cdf(points + step) - d.cdf(points - step)) / (2 * step)
    let densities = d.logProb(points).exp()
    for (slope, density) in zip([Double](slopes), [Double](densities)) {
      #expect((slope - density).magnitude < 1e-4 * (1 + density))
    }
  }

  @Test(arguments: continuous.dropLast(1).filter { !$0.testDescription.hasPrefix("Gamma") })
  private func `quantiles invert the cumulative distribution`(_ item: Continuous) {
    let d = item.make()
    guard !(d is Chi2) else { return }
    let levels = Tensor([0.05, 0.3, 0.5, 0.9], dtype: .float64)
    for (a, b) in zip([Double](d.cdf(d.icdf(levels))), [Double](levels)) {
      #expect((a - b).magnitude < 1e-6)
    }
  }

  private static let discrete = [
    Continuous(testDescription: "Bernoulli") { Bernoulli(0.3) },
    Continuous(testDescription: "Binomial") { Binomial(9, 0.35) },
    Continuous(testDescription: "large Binomial") { Binomial(60, 0.4) },
    Continuous(testDescription: "Geometric") { Geometric(0.3) },
    Continuous(testDescription: "Poisson") { Poisson(3.0) },
    Continuous(testDescription: "large Poisson") { Poisson(30.0) },
    Continuous(testDescription: "Categorical") { Categorical(Tensor([0.1, 0.2, 0.3, 0.4])) },
  ]

  @Test(arguments: discrete)
  private func `counts agree with probabilities`(_ item: Continuous) {
    let d = item.make()
    let count = 20_000
    let draws = [Int](d.sample([count], generator: Generator(seed: 8)))
    let largest = draws.max() ?? 0
    var observed = [Int](repeating: 0, count: largest + 1)
    for draw in draws { observed[draw] += 1 }
    let probabilities = [Double](d.logProb(arange(Double(largest + 1))).exp())
    var statistic = 0.0
    var cells = 0
    for (seen, probability) in zip(observed, probabilities) where probability * Double(count) > 10 {
      let expected = probability * Double(count)
      statistic += (Double(seen) - expected) * (Double(seen) - expected) / expected
      cells += 1
    }
    // Four standard deviations above the mean of chi-square.
    #expect(statistic < Double(cells) + 4 * Double(2 * cells).squareRoot())
  }

  @Test func `means and variances are those of the samples`() {
    let all: [Distribution] = [
      Beta(Tensor([2.0, 0.5]), Tensor([3.0, 0.5])), Dirichlet(Tensor([0.5, 2.0, 3.0])),
      Multinomial(12, Tensor([0.2, 0.3, 0.5])), OneHotCategorical(Tensor([0.2, 0.8])),
      StudentT(8.0, 1.0, 2.0), Independent(Normal(Tensor([0.0, 3.0]), Tensor([1.0, 2.0])), 1),
      MixtureSameFamily(
        Categorical(Tensor([0.3, 0.7])),
        Independent(
          Normal(Tensor([[-1.0, 0.0], [2.0, 5.0]]), Tensor([[0.5, 1.0], [1.0, 2.0]])), 1)),
      MultivariateNormal(Tensor([1.0, -1.0]), covariance: Tensor([[2.0, 0.6], [0.6, 1.0]])),
    ]
    for d in all {
      let x = d.sample([40_000], generator: Generator(seed: 9)).to(.float64)
      let mean = x.mean(axis: 0)
      let variance = (x - mean).square().mean(axis: 0)
      for (a, b) in zip([Double](mean), [Double](d.mean)) {
        #expect((a - b).magnitude < 0.03 * (1 + b.magnitude), "mean of \(d)")
      }
      for (a, b) in zip([Double](variance), [Double](d.variance)) {
        #expect((a - b).magnitude < 0.06 * (0.2 + b), "variance of \(d)")
      }
    }
  }

  @Test func `densities without a distribution function integrate to 1`() {
    // The trapezoidal rule; Student's tails are cut where they hold less than 1e-6.
    let all: [(Distribution, Tensor)] = [
      (Beta(2.0, 3.0), linspace(1e-6, 1 - 1e-6, count: 20_001, dtype: .float64)),
      (StudentT(8.0, 1.0, 2.0), linspace(-80, 80, count: 20_001, dtype: .float64)),
      (
        MixtureSameFamily(
          Categorical(Tensor([0.3, 0.7])), Normal(Tensor([-1.0, 2.0]), Tensor([0.5, 1.0]))),
        linspace(-10, 12, count: 20_001, dtype: .float64)
      ),
    ]
    for (d, x) in all {
      let density = d.logProb(x).exp()
      let step = Double(x[1] - x[0])
      let ends = (Double(density[0]) + Double(density[-1])) / 2
      #expect(abs((Double(density.sum()) - ends) * step - 1) < 1e-5, "\(d)")
      let mean = Double((density * x).sum()) * step
      #expect(abs(mean - Double(d.mean)) < 1e-3, "\(d)")
    }
  }

  @Test func `vectors have the density of their decorrelated parts`() {
    let covariance = Tensor([[2.0, 0.6], [0.6, 1.0]], dtype: .float64)
    let d = MultivariateNormal(Tensor([1.0, -1.0], dtype: .float64), covariance: covariance)
    // In closed form, with the logarithm of the determinant 1.64.
    let (u, v) = (-0.5, 1.25)
    let cross: Double = u * v * -1.2
    let quadratic: Double = (u * u + cross + v * v * 2) / 1.64
    let logTurn = 1.8378770664093453
    let half = 0.24734812091805352
    let logDensity: Double = quadratic * -0.5 - logTurn - half
    let entropy: Double = 1 + logTurn + half
    #expect(abs(Double(d.logProb(Tensor([0.5, 0.25], dtype: .float64))) - logDensity) < 1e-12)
    #expect(abs(Double(d.entropy()) - entropy) < 1e-12)
    for (a, b) in zip([Double](d.covariance), [Double](covariance)) {
      #expect((a - b).magnitude < 1e-14)
    }
  }

  @Test(arguments: [(0.4, 0.05), (0.4, 2), (2.5, 0.3), (2.5, 3.4), (2.5, 20), (50, 40), (50, 90)])
  func `the gradient of a gamma sample is that of its quantile`(shape: Double, x: Double) {
    // Moving a by h moves x so that the probability below it stays.
    let h = 1e-5
    func below(_ a: Double, _ x: Double) -> Double {
      Double(
        Gamma(Tensor(a, dtype: .float64), Tensor(1.0, dtype: .float64)).cdf(
          Tensor(x, dtype: .float64)))
    }
    let density: Double = (below(shape, x + h) - below(shape, x - h)) / (2 * h)
    let change: Double = (below(shape + h, x) - below(shape - h, x)) / (2 * h)
    let slope: Double = 0 - change / density
    let got = IncompleteGamma.quantileSlope(shape, x)
    let limit: Double = 2e-3 + 2e-3 * abs(slope)
    #expect(abs(got - slope) < limit, "\(got) for \(slope)")
  }

  @Test(arguments: [(0.5, 0.7, 0.1), (2, 3, 0.2), (2, 3, 0.8), (30, 10, 0.7), (30, 10, 0.9)])
  func `the gradient of a beta sample is that of its quantile`(a: Double, b: Double, x: Double) {
    let h = 1e-5
    let density = (IncompleteBeta.lower(a, b, x + h) - IncompleteBeta.lower(a, b, x - h)) / (2 * h)
    let change = (IncompleteBeta.lower(a + h, b, x) - IncompleteBeta.lower(a - h, b, x)) / (2 * h)
    #expect((IncompleteBeta.quantileSlope(a, b, x) + change / density).magnitude < 1e-5)
    let logs = Beta(Tensor(a, dtype: .float64), Tensor(b, dtype: .float64))
      .logProb(Tensor(x, dtype: .float64))
    #expect((Double(logs.exp()) - density).magnitude < 1e-5 * (1 + density))
  }

  @Test func `expectations have gradients through samples`() {
    // E[x] of Gamma(a, r) is a / r, of a Dirichlet a / Σa, of a normal its mean.
    let a = Tensor([0.7, 3.0], dtype: .float64, requiresGradient: true)
    let gamma = Gamma(a, 2.0).rsample([20_000], generator: Generator(seed: 3))
    gamma.mean(axis: 0).sum().backward()
    for g in [Double](a.grad) { #expect((g - 0.5).magnitude < 0.02) }
    let c = Tensor([0.5, 2.0, 3.0], dtype: .float64, requiresGradient: true)
    let x = Dirichlet(c).rsample([20_000], generator: Generator(seed: 4))
    x.mean(axis: 0)[0].backward()
    // d(a₀ / s)/da₀ = 1/s - a₀/s², d/daⱼ = -a₀/s², with s = 5.5
    for (g, want) in zip([Double](c.grad), [0.16529, -0.01653, -0.01653]) {
      #expect(abs(g - want) < 0.01, "\(g) for \(want)")
    }
    let m = Tensor(1.5, requiresGradient: true)
    Normal(m, 2.0).rsample([9], generator: Generator(seed: 2)).sum().backward()
    #expect(Double(m.grad) == 9)
  }

  @Test func `divergences are the expected difference of the logarithms`() {
    let pairs: [(Distribution, Distribution)] = [
      (Dirichlet(Tensor([1.0, 2.0, 3.0])), Dirichlet(Tensor([2.0, 2.0, 1.0]))),
      (Geometric(0.3), Geometric(0.5)), (Binomial(7, 0.3), Binomial(7, 0.6)),
      (LogNormal(0.0, 1.0), LogNormal(0.5, 2.0)), (HalfNormal(1.0), HalfNormal(2.0)),
      (Gumbel(0.0, 1.0), Gumbel(0.5, 1.5)), (Cauchy(0.0, 1.0), Cauchy(0.5, 1.5)),
      (Normal(0.0, 1.0), Laplace(0.5, 1.0)), (Normal(0.0, 1.0), Gumbel(0.5, 2.0)),
      (Exponential(1.5), Gumbel(0.0, 1.0)), (Exponential(1.5), Normal(0.0, 1.0)),
      (Gamma(2.0, 3.0), Normal(0.5, 1.0)), (Gamma(2.0, 3.0), Gumbel(0.5, 1.0)),
      (Gumbel(0.0, 1.0), Normal(0.5, 2.0)), (Laplace(0.0, 1.0), Normal(0.5, 2.0)),
      (Exponential(1.5), Gamma(2.0, 1.0)), (Gamma(2.0, 3.0), Exponential(1.0)),
      (Beta(2.0, 3.0), Gamma(2.0, 3.0)), (Beta(2.0, 3.0), Exponential(3.0)),
      (Beta(2.0, 3.0), Normal(0.5, 0.3)), (Beta(2.0, 3.0), Uniform(-0.5, 1.5)),
      (Uniform(0.2, 0.8), Beta(2.0, 3.0)), (Uniform(0.2, 0.8), Gamma(2.0, 3.0)),
      (Uniform(0.2, 0.8), Exponential(3.0)), (Uniform(-1.0, 0.8), Gumbel(0.0, 1.0)),
      (Uniform(-1.0, 0.8), Normal(0.0, 1.0)), (Bernoulli(0.3), Poisson(0.5)),
      (
        MultivariateNormal(Tensor([1.0, -1.0]), covariance: Tensor([[2.0, 0.6], [0.6, 1.0]])),
        MultivariateNormal(Tensor([0.5, 0.0]), covariance: Tensor([[1.0, -0.2], [-0.2, 2.0]]))
      ),
      (
        Independent(Normal(Tensor([0.0, 1.0]), 1.0), 1),
        Independent(Normal(Tensor([1.0, 1.0]), 2.0), 1)
      ),
    ]
    for (p, q) in pairs {
      let x = p.sample([40_000], generator: Generator(seed: 1))
      let estimate = Double((p.logProb(x) - q.logProb(x)).mean())
      #expect((Double(klDivergence(p, q)) - estimate).magnitude < 0.03 * (1 + estimate), "\(p)")
    }
  }

  @Test func `what one distribution draws and the other cannot is infinitely far`() {
    let pairs: [(Distribution, Distribution)] = [
      (Normal(0.0, 1.0), Gamma(1.0, 1.0)), (Laplace(0.0, 1.0), Uniform(-9.0, 9.0)),
      (Exponential(1.0), Beta(1.0, 2.0)), (Uniform(-1.0, 1.0), Exponential(1.0)),
      (Uniform(0.5, 1.5), Beta(1.0, 2.0)), (Beta(1.0, 2.0), Uniform(0.1, 2.0)),
      (Poisson(1.0), Binomial(3, 0.5)), (Gumbel(0.0, 1.0), Chi2(2.0)),
      (Bernoulli(0.5), Bernoulli(1.0)), (Binomial(5, 0.5), Binomial(4, 0.5)),
      (Categorical(Tensor([0.5, 0.5])), Categorical(Tensor([1.0, 0.0]))),
    ]
    for (p, q) in pairs { #expect(Double(klDivergence(p, q)) == .infinity, "\(p) from \(q)") }
    #expect(Double(klDivergence(Bernoulli(1.0), Bernoulli(0.5))).isFinite)
  }

  @Test func `all values can be enumerated`() {
    #expect([Double](Bernoulli(Tensor([0.1, 0.2])).enumerateSupport()) == [0, 0, 1, 1])
    #expect(Binomial(3, Tensor([0.1, 0.2])).enumerateSupport(expanding: false).shape == [4, 1])
    #expect([Int](Categorical(Tensor([0.2, 0.8])).enumerateSupport()) == [0, 1])
    let d = OneHotCategorical(Tensor([0.2, 0.8]))
    #expect(abs(Double(d.logProb(d.enumerateSupport()).exp().sum()) - 1) < 1e-6)
  }

  @Test func `a wrong parameter stops with PyTorch's sentence`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Normal(0.0, -1.0)
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(
      text.contains(
        """
        Expected parameter scale (Tensor of shape ()) of distribution \
        Normal(loc: 0.0, scale: -1.0) to satisfy the constraint GreaterThan(lower_bound=0.0), \
        but found invalid values:
        -1.0
        """))
  }
}
