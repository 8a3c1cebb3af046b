import GradusProbability
import GradusTensors
import Testing

@Suite struct DistributionSampleTests {
  /// The recorded distributions in Swift.
  private static func distribution(_ code: String) -> Distribution? {
    switch code {
    case "d = Bernoulli(torch.tensor([0.2, 0.8]))": Bernoulli(Tensor([0.2, 0.8]))
    case "d = Beta(torch.tensor([0.5, 2.0]), torch.tensor([0.5, 5.0]))":
      Beta(Tensor([0.5, 2.0]), Tensor([0.5, 5.0]))
    case "d = Binomial(20, torch.tensor([0.3, 0.6]))": Binomial(20, Tensor([0.3, 0.6]))
    case "d = Categorical(logits=torch.tensor([0.0, 1.0, -1.0]))":
      Categorical(logits: Tensor([0.0, 1.0, -1.0]))
    case "d = Categorical(torch.tensor([0.1, 0.2, 0.7]))": Categorical(Tensor([0.1, 0.2, 0.7]))
    case "d = Dirichlet(torch.tensor([0.3, 1.0, 2.0]))": Dirichlet(Tensor([0.3, 1.0, 2.0]))
    case "d = Exponential(torch.tensor([1.0, 4.0]))": Exponential(Tensor([1.0, 4.0]))
    case "d = Gamma(torch.tensor([0.5, 3.0]), torch.tensor([1.0, 2.0]))":
      Gamma(Tensor([0.5, 3.0]), Tensor([1.0, 2.0]))
    case "d = Geometric(torch.tensor([0.2, 0.7]))": Geometric(Tensor([0.2, 0.7]))
    case "d = Laplace(0.0, 1.0)": Laplace(0.0, 1.0)
    case "d = LogNormal(0.0, 0.5)": LogNormal(0.0, 0.5)
    case "d = Multinomial(10, torch.tensor([0.2, 0.3, 0.5]))":
      Multinomial(10, Tensor([0.2, 0.3, 0.5]))
    case "d = Multinomial(100, torch.tensor([0.5, 0.5]))", "fair_probs = torch.tensor([0.5, 0.5])":
      Multinomial(100, Tensor([0.5, 0.5]))
    case "d = Normal(0.0, 1.0)": Normal(0.0, 1.0)
    case "d = Normal(torch.tensor([0.0, 5.0]), torch.tensor([1.0, 0.1]))":
      Normal(Tensor([0.0, 5.0]), Tensor([1.0, 0.1]))
    case "d = Poisson(torch.tensor([0.7, 12.0]))": Poisson(Tensor([0.7, 12.0]))
    case "d = Uniform(-1.0, 3.0)": Uniform(-1.0, 3.0)
    default: nil
    }
  }

  private static func step(_ code: String, _ d: Distribution, _ generator: Generator) -> Tensor? {
    switch code {
    case "d.sample()", "Multinomial(100, fair_probs).sample()": d.sample(generator: generator)
    case "d.sample((3,))": d.sample([3], generator: generator)
    case "d.sample((10,))": d.sample([10], generator: generator)
    case "d.sample() / d.total_count":
      d.sample(generator: generator) / ((d as? Multinomial)?.totalCount ?? 0)
    case "Multinomial(100, fair_probs).sample() / 100": d.sample(generator: generator) / 100
    case "counts = Multinomial(10000, fair_probs).sample(); counts / 10000":
      Multinomial(10000, Tensor([0.5, 0.5])).sample(generator: generator) / 10000
    case "torch.rand(1)": rand(1, generator: generator)
    default: nil
    }
  }

  @Test func `distributions draw what PyTorch recorded`() throws {
    let generator = Generator()
    var distribution: Distribution?
    var (exact, close) = (0, 0)
    for line in try fixture("distributions.tsv") {
      if line[0] == "seed" {
        generator.manualSeed(try #require(Int(line[1])))
        distribution = Self.distribution(line[2])
        continue
      }
      let d = try #require(distribution)
      let got = try #require(Self.step(line[0], d, generator), "no translation of \(line[0])")
      #expect(got.shape.map(String.init).joined(separator: ",") == line[2], "\(d): \(line[0])")
      let want = line[3].split(separator: " ").map(String.init)
      if line[1] == "exact" {
        #expect(got.bits == want, "\(d): \(line[0])")
        exact += 1
      } else {
        for (a, b) in zip([Float](got), want) {
          let b = Float(bitPattern: try #require(UInt32(b, radix: 16)))
          #expect((a - b).magnitude <= 2e-6 * b.magnitude, "\(d): \(line[0])")
        }
        close += 1
      }
    }
    #expect(exact == 155)
    #expect(close == 12)
  }
}
