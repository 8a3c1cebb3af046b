import GradusProbability
import GradusTensors
import Testing

@Suite struct StreamTests {
  private final class Session {
    let main = Generator()
    let other = Generator()
    var saved: Generator.State?
  }

  private typealias Function = @Sendable (Session, Generator) -> Tensor

  /// The recorded expressions in Swift.
  private static let functions: [String: Function] = {
    var table = samplers.merging(fills) { first, _ in first }.merging(sessions) { first, _ in first
    }
    for count in 0...40 {
      table["torch.rand(\(count))"] = { rand(count, generator: $1) }
      table["torch.randn(\(count))"] = { randn(count, generator: $1) }
      table["torch.rand(\(count), dtype=torch.float64)"] = {
        rand(count, dtype: .float64, generator: $1)
      }
      table["torch.randn(\(count), dtype=torch.float64)"] = {
        randn(count, dtype: .float64, generator: $1)
      }
      table["torch.randperm(\(count))"] = { randperm(count, generator: $1) }
    }
    return table
  }()

  private static let samplers: [String: Function] = [
    "torch.rand(())": { rand([], generator: $1) },
    "torch.rand(2, 5)": { rand(2, 5, generator: $1) },
    "torch.rand_like(torch.zeros(3))": { rand(like: zeros(3), generator: $1) },
    "torch.randn(())": { randn([], generator: $1) },
    "torch.randn(4, 5)": { randn(4, 5, generator: $1) },
    "torch.randn(2, 2, dtype=torch.float64)": { randn(2, 2, dtype: .float64, generator: $1) },
    "torch.randn(3, 7, dtype=torch.float64)": { randn(3, 7, dtype: .float64, generator: $1) },
    "torch.randint(0, 10, (12,))": { randint(0, 10, [12], generator: $1) },
    "torch.randint(-5, 6, (3, 4))": { randint(-5, 6, [3, 4], generator: $1) },
    "torch.randint(2**27, (3,))": { randint(1 << 27, [3], generator: $1) },
    "torch.randint(2**28, (3,))": { randint(1 << 28, [3], generator: $1) },
    "torch.randint(0, 2**40, (4,))": { randint(0, 1 << 40, [4], generator: $1) },
    "torch.randint(5, (4,), dtype=torch.int32)": { randint(5, [4], dtype: .int32, generator: $1) },
    "torch.randint(0, 3, (5,), dtype=torch.float32)": {
      randint(0, 3, [5], dtype: .float32, generator: $1)
    },
    "torch.randint_like(torch.zeros(3, dtype=torch.int64), 0, 100)": {
      randint(like: zeros(3, dtype: .int64), 0, 100, generator: $1)
    },
    "torch.bernoulli(torch.full((12,), 0.5))": { bernoulli(full([12], 0.5), generator: $1) },
    "torch.bernoulli(torch.tensor([0.1, 0.9, 0.5]))": {
      bernoulli(Tensor([0.1, 0.9, 0.5]), generator: $1)
    },
    "torch.bernoulli(torch.full((6,), 0.3, dtype=torch.float64))": {
      bernoulli(full([6], 0.3, dtype: .float64), generator: $1)
    },
    "torch.bernoulli(torch.zeros(6), 0.5)": { bernoulli(zeros(6), 0.5, generator: $1) },
    "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 20, replacement=True)": {
      multinomial(Tensor([0.1, 0.2, 0.7]), 20, replacement: true, generator: $1)
    },
    "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 2)": {
      multinomial(Tensor([0.1, 0.2, 0.7]), 2, generator: $1)
    },
    "torch.multinomial(torch.ones(6), 6)": { multinomial(ones(6), 6, generator: $1) },
    "torch.multinomial(torch.ones(6), 1)": { multinomial(ones(6), 1, generator: $1) },
    "torch.multinomial(torch.ones(6), 1, replacement=True)": {
      multinomial(ones(6), 1, replacement: true, generator: $1)
    },
    "torch.multinomial(torch.tensor([[0.5, 0.5, 0.0], [0.0, 0.1, 0.9]]), 5, replacement=True)": {
      multinomial(
        Tensor([[0.5, 0.5, 0.0], [0.0, 0.1, 0.9]]), 5, replacement: true, generator: $1)
    },
    "torch.multinomial(torch.tensor([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]], dtype=torch.float64), 2)": {
      multinomial(Tensor([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]], dtype: .float64), 2, generator: $1)
    },
    "torch.normal(0.0, 1.0, (5,))": { normal(0, 1, [5], generator: $1) },
    "torch.normal(2.0, 0.5, (4, 5))": { normal(2, 0.5, [4, 5], generator: $1) },
    "torch.normal(torch.tensor([0.0, 10.0, -10.0]), torch.tensor([1.0, 0.1, 2.0]))": {
      normal(Tensor([0.0, 10.0, -10.0]), Tensor([1.0, 0.1, 2.0]), generator: $1)
    },
    "torch.normal(torch.zeros(3), 2.0)": { normal(zeros(3), 2, generator: $1) },
    "torch.normal(1.0, torch.ones(3))": { normal(1, ones(3), generator: $1) },
    "torch.poisson(torch.tensor([0.5, 3.0, 9.9, 25.0, 400.0]))": {
      poisson(Tensor([0.5, 3.0, 9.9, 25.0, 400.0]), generator: $1)
    },
    "torch.binomial(torch.tensor([10.0, 100.0, 1000.0]), torch.tensor([0.3, 0.5, 0.02]))": {
      binomial(Tensor([10.0, 100.0, 1000.0]), Tensor([0.3, 0.5, 0.02]), generator: $1)
    },
    "torch._standard_gamma(torch.tensor([0.3, 1.0, 4.5]))": {
      standardGamma(Tensor([0.3, 1.0, 4.5]), generator: $1)
    },
    "torch._sample_dirichlet(torch.tensor([0.5, 1.0, 2.0]))": {
      sampleDirichlet(Tensor([0.5, 1.0, 2.0]), generator: $1)
    },
    "F.dropout(torch.ones(12), 0.5)": { dropout(ones(12), 0.5, generator: $1) },
    "F.dropout(torch.ones(4, 4), 0.25)": { dropout(ones(4, 4), 0.25, generator: $1) },
  ]

  private static let fills: [String: Function] = [
    "torch.empty(10).bernoulli_(0.4)": { zeros(10).fillBernoulli(0.4, generator: $1) },
    "torch.zeros(5, dtype=torch.bool).bernoulli_(0.5)": {
      zeros(5, dtype: .bool).fillBernoulli(0.5, generator: $1)
    },
    "torch.empty(6).normal_(1.0, 3.0)": { zeros(6).fillNormal(1, 3, generator: $1) },
    "torch.empty(20).normal_(5.0, 0.25)": { zeros(20).fillNormal(5, 0.25, generator: $1) },
    "torch.empty(2, 3).normal_()": { zeros(2, 3).fillNormal(generator: $1) },
    "torch.empty(6).exponential_()": { zeros(6).fillExponential(generator: $1) },
    "torch.empty(4).exponential_(2.0)": { zeros(4).fillExponential(2, generator: $1) },
    "torch.empty(3, dtype=torch.float64).exponential_(1.5)": {
      zeros(3, dtype: .float64).fillExponential(1.5, generator: $1)
    },
    "torch.empty(6).uniform_(-1, 1)": { zeros(6).fillUniform(-1, 1, generator: $1) },
    "torch.empty(4, dtype=torch.float64).uniform_(0.1, 0.3)": {
      zeros(4, dtype: .float64).fillUniform(0.1, 0.3, generator: $1)
    },
    "torch.empty(4, 3).t().uniform_()": { zeros(4, 3).transposed().fillUniform(generator: $1) },
    "torch.empty(6).geometric_(0.3)": { zeros(6).fillGeometric(0.3, generator: $1) },
    "torch.empty(4).random_(0, 10)": { zeros(4).fillRandom(0, 10, generator: $1) },
    "torch.empty(3, dtype=torch.int64).random_()": {
      zeros(3, dtype: .int64).fillRandom(generator: $1)
    },
    "torch.empty(4, dtype=torch.uint8).random_()": {
      zeros(4, dtype: .uint8).fillRandom(generator: $1)
    },
    "torch.empty(5).cauchy_()": { zeros(5).fillCauchy(generator: $1) },
    "torch.empty(5).log_normal_(0.0, 0.5)": { zeros(5).fillLogNormal(0, 0.5, generator: $1) },
  ]

  private static let sessions: [String: Function] = [
    "g.manual_seed(9); torch.rand(3, generator=g)": { session, _ in
      session.other.manualSeed(9)
      return rand(3, generator: session.other)
    },
    "torch.randn(3, generator=g)": { session, _ in randn(3, generator: session.other) },
    "torch.rand(2, generator=g)": { session, _ in rand(2, generator: session.other) },
    "st = torch.get_rng_state(); torch.randn(3)": { session, generator in
      session.saved = generator.state
      return randn(3, generator: generator)
    },
    "torch.set_rng_state(st); torch.randn(3)": { session, generator in
      generator.state = session.saved!
      return randn(3, generator: generator)
    },
    "torch.manual_seed(3); torch.randn(1)": { _, generator in
      generator.manualSeed(3)
      return randn(1, generator: generator)
    },
    "torch.initial_seed()": { _, generator in Tensor(generator.initialSeed) },
  ]

  @Test func `tensors are drawn from PyTorch's stream to the bit`() throws {
    var session = Session()
    var steps = 0
    for line in try fixture("streams.tsv") {
      if line[0] == "seed" {
        session = Session()
        session.main.manualSeed(try #require(Int(line[1])))
        continue
      }
      let function = try #require(Self.functions[line[0]], "no translation of \(line[0])")
      let want = line[1].split(separator: " ").map(String.init)
      #expect(function(session, session.main).bits == want, "\(line[0])")
      steps += 1
    }
    #expect(steps == 192)
  }

  @Test func `the standard library draws from a generator`() {
    var first = Generator(seed: 7)
    var second = Generator(seed: 7)
    #expect((0..<9).shuffled(using: &first) == (0..<9).shuffled(using: &second))
    #expect(Double.random(in: 0..<1, using: &first) == Double.random(in: 0..<1, using: &second))
    #expect(first.next() != Generator(seed: 8).next())
  }

  @Test func `the worker seeds the default generator`() {
    seedSession(42)
    #expect(Generator.default.initialSeed == 42)
    #expect(Generator.default.state == Generator(seed: 42).state)
  }
}
