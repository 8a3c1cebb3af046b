import GradusProbability
import Testing

@Suite struct PythonRandomTests {
  private static let functions: [String: @Sendable (PythonRandom) -> [String]] = [
    "[random.random() for _ in range(5)]": { r in (0..<5).map { _ in "\(r.random())" } },
    "[random.randint(1, 6) for _ in range(10)]": { r in (0..<10).map { _ in "\(r.randint(1, 6))" }
    },
    "[random.uniform(-1, 1) for _ in range(3)]": { r in
      (0..<3).map { _ in "\(r.uniform(-1, 1))" }
    },
    "[random.gauss(0, 1) for _ in range(3)]": { r in (0..<3).map { _ in "\(r.gauss(0, 1))" } },
    "random.getrandbits(40)": { r in ["\(r.getrandbits(40))"] },
    "[random.choice('abcde') for _ in range(6)]": { r in
      (0..<6).map { _ in "\"\(r.choice("abcde"))\"" }
    },
    "random.sample(range(20), 5)": { r in r.sample(0..<20, 5).map { "\($0)" } },
    "random.shuffle(x) or x": { r in
      var x = Array(0..<10)
      r.shuffle(&x)
      return x.map { "\($0)" }
    },
    "sum([random.random() > 0.5 for _ in range(100)])": { r in
      ["\((0..<100).count { _ in r.random() > 0.5 })"]
    },
    "[random.randrange(0, 100, 7) for _ in range(4)]": { r in
      (0..<4).map { _ in "\(r.randrange(0, 100, by: 7))" }
    },
    "random.choices([10, 20, 30], weights=[1, 2, 7], k=5)": { r in
      r.choices([10, 20, 30], weights: [1, 2, 7], count: 5).map { "\($0)" }
    },
    "[random.expovariate(1.5) for _ in range(2)]": { r in
      (0..<2).map { _ in "\(r.expovariate(1.5))" }
    },
  ]

  @Test func `every function draws what Python recorded`() throws {
    let random = PythonRandom(seed: 0)
    var steps = 0
    for line in try fixture("python_random.tsv") {
      if line[0] == "seed" {
        random.seed(try #require(Int(line[1])))
        continue
      }
      let function = try #require(Self.functions[line[0]], "no translation of \(line[0])")
      let want = line[1].filter { !"[]".contains($0) }.split(separator: ",").map(String.init)
      #expect(function(random) == want, "\(line[0])")
      steps += 1
    }
    #expect(steps == 72)
  }
}
