import GradusProbability
import Testing

/// Elements as the fixture writes them: bits in hexadecimal, or a whole number.
private func bits(_ values: [Float]) -> [String] {
  values.map { value in
    let digits = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

private func bits(_ values: [Double]) -> [String] {
  values.map { value in
    let digits = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

private func filled(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [String] {
  var values = [Float](repeating: .nan, count: count)
  values.withUnsafeMutableBufferPointer { fill($0) }
  return bits(values)
}

private func filled64(
  _ count: Int, _ fill: (UnsafeMutableBufferPointer<Double>) -> Void
) -> [String] {
  var values = [Double](repeating: .nan, count: count)
  values.withUnsafeMutableBufferPointer { fill($0) }
  return bits(values)
}

extension Generator {
  fileprivate func rand(_ count: Int) -> [String] { filled(count) { fillUniform($0) } }
  fileprivate func randn(_ count: Int) -> [String] { filled(count) { fillNormal($0) } }
  fileprivate func rand64(_ count: Int) -> [String] { filled64(count) { fillUniform($0) } }
  fileprivate func randn64(_ count: Int) -> [String] { filled64(count) { fillNormal($0) } }

  fileprivate func randint(_ low: Int, _ high: Int, _ count: Int) -> [String] {
    var values: [Int] = []
    fillIntegers(count, from: low, to: high) { values.append($1) }
    return values.map(String.init)
  }

  fileprivate func draw(
    _ weights: [Float], _ count: Int, replacing: Bool = false, rows: Int = 1
  ) -> [String] {
    weights.withUnsafeBufferPointer {
      multinomial($0, categories: weights.count / rows, count: count, replacing: replacing)
    }.map(String.init)
  }

  fileprivate func normals(means: [Float], deviations: [Float]) -> [String] {
    var values = [Float](repeating: 0, count: means.count)
    values.withUnsafeMutableBufferPointer { fillNormal($0) }
    return bits(values.indices.map { values[$0] * deviations[$0] + means[$0] })
  }

  fileprivate func dropout(_ count: Int, _ probability: Double) -> [String] {
    bits((0..<count).map { _ in bernoulli(1 - probability) ? Float(1 / (1 - probability)) : 0 })
  }

  fileprivate func floats(_ count: Int, _ draw: () -> Double) -> [String] {
    bits((0..<count).map { _ in Float(draw()) })
  }
}

@Suite struct StreamTests {
  private final class Session {
    let main = Generator()
    let other = Generator()
    var saved: Generator.State?
  }

  private static let functions: [String: @Sendable (Session) -> [String]] = {
    var table: [String: @Sendable (Session) -> [String]] = [
      "torch.rand(())": { $0.main.rand(1) },
      "torch.rand(2, 5)": { $0.main.rand(10) },
      "torch.rand_like(torch.zeros(3))": { $0.main.rand(3) },
      "torch.randn(())": { $0.main.randn(1) },
      "torch.randn(4, 5)": { $0.main.randn(20) },
      "torch.randn(2, 2, dtype=torch.float64)": { $0.main.randn64(4) },
      "torch.randn(3, 7, dtype=torch.float64)": { $0.main.randn64(21) },
      "torch.randint(0, 10, (12,))": { $0.main.randint(0, 10, 12) },
      "torch.randint(-5, 6, (3, 4))": { $0.main.randint(-5, 6, 12) },
      "torch.randint(2**27, (3,))": { $0.main.randint(0, 1 << 27, 3) },
      "torch.randint(2**28, (3,))": { $0.main.randint(0, 1 << 28, 3) },
      "torch.randint(0, 2**40, (4,))": { $0.main.randint(0, 1 << 40, 4) },
      "torch.randint(5, (4,), dtype=torch.int32)": { $0.main.randint(0, 5, 4) },
      "torch.randint(0, 3, (5,), dtype=torch.float32)": { session in
        bits(session.main.randint(0, 3, 5).map { Float($0) ?? .nan })
      },
      "torch.randint_like(torch.zeros(3, dtype=torch.int64), 0, 100)": {
        $0.main.randint(0, 100, 3)
      },
      "torch.bernoulli(torch.full((12,), 0.5))": { session in
        bits((0..<12).map { _ in session.main.uniform24() < 0.5 ? 1 : 0 as Float })
      },
      "torch.bernoulli(torch.tensor([0.1, 0.9, 0.5]))": { session in
        bits([0.1, 0.9, 0.5].map { session.main.uniform24() < $0 ? 1 : 0 as Float })
      },
      "torch.bernoulli(torch.full((6,), 0.3, dtype=torch.float64))": { session in
        bits((0..<6).map { _ in session.main.bernoulli(0.3) ? 1 : 0 as Double })
      },
      "torch.empty(10).bernoulli_(0.4)": { session in
        bits((0..<10).map { _ in session.main.bernoulli(0.4) ? 1 : 0 as Float })
      },
      "torch.bernoulli(torch.zeros(6), 0.5)": { session in
        bits((0..<6).map { _ in session.main.bernoulli(0.5) ? 1 : 0 as Float })
      },
      "torch.zeros(5, dtype=torch.bool).bernoulli_(0.5)": { session in
        (0..<5).map { _ in session.main.bernoulli(0.5) ? "1" : "0" }
      },
      "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 20, replacement=True)": {
        $0.main.draw([0.1, 0.2, 0.7], 20, replacing: true)
      },
      "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 2)": { $0.main.draw([0.1, 0.2, 0.7], 2) },
      "torch.multinomial(torch.ones(6), 6)": { $0.main.draw([1, 1, 1, 1, 1, 1], 6) },
      "torch.multinomial(torch.ones(6), 1)": { $0.main.draw([1, 1, 1, 1, 1, 1], 1) },
      "torch.multinomial(torch.ones(6), 1, replacement=True)": {
        $0.main.draw([1, 1, 1, 1, 1, 1], 1, replacing: true)
      },
      "torch.multinomial(torch.tensor([[0.5, 0.5, 0.0], [0.0, 0.1, 0.9]]), 5, replacement=True)": {
        $0.main.draw([0.5, 0.5, 0, 0, 0.1, 0.9], 5, replacing: true, rows: 2)
      },
      "torch.multinomial(torch.tensor([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]], dtype=torch.float64), 2)":
        { session in
          [1.0, 2, 3, 3, 2, 1].withUnsafeBufferPointer {
            session.main.multinomial($0, categories: 3, count: 2, replacing: false)
          }.map(String.init)
        },
      "torch.normal(0.0, 1.0, (5,))": { $0.main.randn(5) },
      "torch.normal(2.0, 0.5, (4, 5))": { session in
        filled(20) { session.main.fillNormal($0, mean: 2, deviation: 0.5) }
      },
      "torch.empty(6).normal_(1.0, 3.0)": { session in
        filled(6) { session.main.fillNormal($0, mean: 1, deviation: 3) }
      },
      "torch.empty(20).normal_(5.0, 0.25)": { session in
        filled(20) { session.main.fillNormal($0, mean: 5, deviation: 0.25) }
      },
      "torch.empty(6).exponential_()": { session in
        session.main.floats(6) { session.main.exponential() }
      },
      "torch.empty(4).exponential_(2.0)": { session in
        session.main.floats(4) { session.main.exponential(rate: 2) }
      },
      "torch.empty(3, dtype=torch.float64).exponential_(1.5)": { session in
        bits((0..<3).map { _ in session.main.exponential(rate: 1.5) })
      },
      "torch.empty(6).uniform_(-1, 1)": { session in
        filled(6) { session.main.fillUniform($0, from: -1, to: 1) }
      },
      "torch.empty(4, dtype=torch.float64).uniform_(0.1, 0.3)": { session in
        filled64(4) { session.main.fillUniform($0, from: 0.1, to: 0.3) }
      },
      "torch.empty(6).geometric_(0.3)": { session in
        session.main.floats(6) { session.main.geometric(0.3) }
      },
      "torch.empty(4).random_(0, 10)": { session in
        bits(session.main.randint(0, 10, 4).map { Float($0) ?? .nan })
      },
      "torch.empty(3, dtype=torch.int64).random_()": { session in
        (0..<3).map { _ in "\(session.main.integer(upTo: UInt64(Int64.max)))" }
      },
      "torch.empty(4, dtype=torch.uint8).random_()": { session in
        (0..<4).map { _ in "\(session.main.integer(upTo: 255))" }
      },
      "torch.empty(5).cauchy_()": { session in
        session.main.floats(5) { session.main.cauchy(median: 0, scale: 1) }
      },
      "torch.empty(5).log_normal_(0.0, 0.5)": { session in
        session.main.floats(5) { session.main.logNormal(mean: 0, deviation: 0.5) }
      },
      "torch.empty(2, 3).normal_()": { $0.main.randn(6) },
      "torch.normal(torch.tensor([0.0, 10.0, -10.0]), torch.tensor([1.0, 0.1, 2.0]))": {
        $0.main.normals(means: [0, 10, -10], deviations: [1, 0.1, 2])
      },
      "torch.normal(torch.zeros(3), 2.0)": { session in
        filled(3) { session.main.fillNormal($0, deviation: 2) }
      },
      "torch.normal(1.0, torch.ones(3))": {
        $0.main.normals(means: [1, 1, 1], deviations: [1, 1, 1])
      },
      "torch.empty(4, 3).t().uniform_()": { session in
        let stored = session.main.rand(12)
        return (0..<12).map { stored[$0 % 4 * 3 + $0 / 4] }
      },
      "F.dropout(torch.ones(12), 0.5)": { $0.main.dropout(12, 0.5) },
      "F.dropout(torch.ones(4, 4), 0.25)": { $0.main.dropout(16, 0.25) },
      "torch.poisson(torch.tensor([0.5, 3.0, 9.9, 25.0, 400.0]))": { session in
        bits(
          [0.5, 3, 9.9, 25, 400].map { (rate: Float) in Float(session.main.poisson(Double(rate))) })
      },
      "torch.binomial(torch.tensor([10.0, 100.0, 1000.0]), torch.tensor([0.3, 0.5, 0.02]))": {
        session in
        bits([(10, 0.3), (100, 0.5), (1000, 0.02)].map { session.main.binomial($0, $1) as Float })
      },
      "torch._standard_gamma(torch.tensor([0.3, 1.0, 4.5]))": { session in
        bits([0.3, 1, 4.5].map { session.main.standardGamma($0 as Float) })
      },
      "torch._sample_dirichlet(torch.tensor([0.5, 1.0, 2.0]))": { session in
        bits(session.main.dirichlet([0.5, 1, 2] as [Float]))
      },
      "g.manual_seed(9); torch.rand(3, generator=g)": { session in
        session.other.manualSeed(9)
        return session.other.rand(3)
      },
      "torch.randn(3, generator=g)": { $0.other.randn(3) },
      "torch.rand(2, generator=g)": { $0.other.rand(2) },
      "st = torch.get_rng_state(); torch.randn(3)": { session in
        session.saved = session.main.state
        return session.main.randn(3)
      },
      "torch.set_rng_state(st); torch.randn(3)": { session in
        session.main.state = session.saved!
        return session.main.randn(3)
      },
      "torch.manual_seed(3); torch.randn(1)": { session in
        session.main.manualSeed(3)
        return session.main.randn(1)
      },
      "torch.initial_seed()": { ["\($0.main.initialSeed)"] },
    ]
    for count in 0...40 {
      table["torch.rand(\(count))"] = { $0.main.rand(count) }
      table["torch.randn(\(count))"] = { $0.main.randn(count) }
      table["torch.rand(\(count), dtype=torch.float64)"] = { $0.main.rand64(count) }
      table["torch.randn(\(count), dtype=torch.float64)"] = { $0.main.randn64(count) }
      table["torch.randperm(\(count))"] = { $0.main.permutation(count).map(String.init) }
    }
    return table
  }()

  @Test func `buffers are filled with PyTorch's stream to the bit`() throws {
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
      #expect(function(session) == want, "\(line[0])")
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
