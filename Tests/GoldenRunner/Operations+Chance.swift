import GradusProbability
import GradusTensors

extension Operations {
  private static func generator(_ a: Arguments) -> Generator {
    if case .object(let object as GeneratorObject)? = a.value(-1, "generator") {
      return object.generator
    }
    return .default
  }

  private static func shape(_ a: Arguments, from place: Int = 0) throws -> Shape {
    Shape(try a.sizes(from: place))
  }

  private static func filling(
    _ fill: @escaping (Tensor, Arguments, Generator) throws -> Tensor
  ) -> Operation {
    { .tensor(try fill(try $0.tensor(0), $0, generator($0))) }
  }

  /// Random numbers.
  nonisolated(unsafe) static let chance: [String: Operation] = [
    "empty": { .tensor(zeros(try shape($0), dtype: $0.dtype() ?? .float32)) },
    "Generator": { _ in .object(GeneratorObject(generator: Generator())) },
    "manual_seed": {
      manualSeed(try $0.int(0, "seed")!)
      return .object(GeneratorObject(generator: .default))
    },
    "initial_seed": { _ in .int(Generator.default.initialSeed) },
    "get_rng_state": { _ in .object(StateObject(state: Generator.default.state)) },
    "set_rng_state": {
      try GeneratorObject(generator: .default).call("set_state", $0)
    },
    "rand": {
      .tensor(rand(try shape($0), dtype: $0.dtype() ?? .float32, generator: generator($0)))
    },
    "randn": {
      .tensor(randn(try shape($0), dtype: $0.dtype() ?? .float32, generator: generator($0)))
    },
    "rand_like": { a in
      let x = try a.tensor(0)
      return .tensor(rand(x.shape, dtype: a.dtype() ?? x.dtype, generator: generator(a)))
    },
    "randn_like": { a in
      let x = try a.tensor(0)
      return .tensor(randn(x.shape, dtype: a.dtype() ?? x.dtype, generator: generator(a)))
    },
    "randint_like": { a in
      let x = try a.tensor(0)
      let first = try a.int(1, "low", "high")!
      let (low, high) = try a.int(2, "high").map { (first, $0) } ?? (0, first)
      return .tensor(
        randint(low, high, x.shape, dtype: a.dtype() ?? x.dtype, generator: generator(a)))
    },
    "randint": { a in
      let dtype = a.dtype() ?? .int64
      if case .int(let high)? = a.value(1, "high") {
        return .tensor(
          randint(
            try a.int(0, "low") ?? 0, high, Shape(try a.ints(2, "size") ?? []), dtype: dtype,
            generator: generator(a)))
      }
      return .tensor(
        randint(
          try a.int(0, "high")!, Shape(try a.ints(1, "size") ?? []), dtype: dtype,
          generator: generator(a)))
    },
    "randperm": {
      .tensor(
        randperm(try $0.int(0, "n")!, dtype: $0.dtype() ?? .int64, generator: generator($0)))
    },
    "multinomial": {
      .tensor(
        multinomial(
          try $0.tensor(0), try $0.int(1, "num_samples")!,
          replacement: $0.bool(2, "replacement") ?? false, generator: generator($0)))
    },
    "bernoulli": {
      if let p = try $0.double(1, "p") {
        return .tensor(bernoulli(try $0.tensor(0), p, generator: generator($0)))
      }
      return .tensor(bernoulli(try $0.tensor(0), generator: generator($0)))
    },
    "normal": { a in
      let generator = generator(a)
      switch (a.value(0, "mean"), a.value(1, "std")) {
      case (.tensor(let mean)?, .tensor(let std)?):
        return .tensor(normal(mean, std, generator: generator))
      case (.tensor(let mean)?, _):
        return .tensor(normal(mean, try a.double(1, "std") ?? 1, generator: generator))
      case (_, .tensor(let std)?):
        return .tensor(normal(try a.double(0, "mean") ?? 0, std, generator: generator))
      default:
        return .tensor(
          normal(
            try a.double(0, "mean")!, try a.double(1, "std")!, Shape(try a.ints(2, "size") ?? []),
            dtype: a.dtype() ?? .float32, generator: generator))
      }
    },
    "poisson": { .tensor(poisson(try $0.tensor(0), generator: generator($0))) },
    "binomial": {
      .tensor(
        binomial(try $0.tensor(0, "count"), try $0.tensor(1, "prob"), generator: generator($0)))
    },
    "_standard_gamma": { .tensor(standardGamma(try $0.tensor(0), generator: generator($0))) },
    "_sample_dirichlet": { .tensor(sampleDirichlet(try $0.tensor(0), generator: generator($0))) },
    "dropout": {
      .tensor(
        dropout(
          try $0.tensor(0), try $0.double(1, "p") ?? 0.5,
          training: $0.bool(2, "training", "train") ?? true))
    },
    "bernoulli_": filling { x, a, generator in
      if case .tensor(let p)? = a.value(1, "p") {
        return x.fill(from: bernoulli(p.expanded(to: x.shape), generator: generator).to(x.dtype))
      }
      return x.fillBernoulli(try a.double(1, "p") ?? 0.5, generator: generator)
    },
    "uniform_": filling { x, a, generator in
      x.fillUniform(
        try a.double(1, "from") ?? 0, try a.double(2, "to") ?? 1, generator: generator)
    },
    "normal_": filling { x, a, generator in
      x.fillNormal(
        try a.double(1, "mean") ?? 0, try a.double(2, "std") ?? 1, generator: generator)
    },
    "exponential_": filling { x, a, generator in
      x.fillExponential(try a.double(1, "lambd") ?? 1, generator: generator)
    },
    "geometric_": filling { x, a, generator in
      x.fillGeometric(try a.double(1, "p")!, generator: generator)
    },
    "cauchy_": filling { x, a, generator in
      x.fillCauchy(
        try a.double(1, "median") ?? 0, try a.double(2, "sigma") ?? 1, generator: generator)
    },
    "log_normal_": filling { x, a, generator in
      x.fillLogNormal(
        try a.double(1, "mean") ?? 1, try a.double(2, "std") ?? 2, generator: generator)
    },
    "random_": filling { x, a, generator in
      guard let first = try a.int(1, "from", "to") else {
        return x.fillRandom(generator: generator)
      }
      guard let end = try a.int(2, "to") else {
        return x.fillRandom(0, first, generator: generator)
      }
      return x.fillRandom(first, end, generator: generator)
    },
  ]
}
