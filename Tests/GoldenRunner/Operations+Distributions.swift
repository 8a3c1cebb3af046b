import GradusProbability
import GradusTensors

extension Operations {
  private static func parameter(_ a: Arguments, _ i: Int, _ name: String) throws
    -> any DistributionParameter
  {
    switch a.value(i, name) {
    case .tensor(let t)?: return t
    case .int(let i)?: return i
    case .float(let d)?: return d
    default: throw Unmapped(reason: "parameter \(name)")
    }
  }

  private static func distribution(
    _ make: @escaping (Arguments) throws -> Distribution
  ) -> Operation {
    { .distribution(try make($0)) }
  }

  private static func one(
    _ name: String, _ make: @escaping (any DistributionParameter) -> Distribution
  ) -> Operation {
    distribution { make(try parameter($0, 0, name)) }
  }

  private static func two(
    _ first: String, _ second: String,
    _ make: @escaping (any DistributionParameter, any DistributionParameter) -> Distribution
  ) -> Operation {
    distribution { make(try parameter($0, 0, first), try parameter($0, 1, second)) }
  }

  /// The types of `torch.distributions`.
  nonisolated(unsafe) static let distributions: [String: Operation] = [
    "Normal": two("loc", "scale", Normal.init), "LogNormal": two("loc", "scale", LogNormal.init),
    "HalfNormal": one("scale", HalfNormal.init), "Laplace": two("loc", "scale", Laplace.init),
    "Gumbel": two("loc", "scale", Gumbel.init), "Cauchy": two("loc", "scale", Cauchy.init),
    "Uniform": two("low", "high", Uniform.init), "Poisson": one("rate", Poisson.init),
    "Exponential": one("rate", Exponential.init),
    "Gamma": two("concentration", "rate", Gamma.init), "Chi2": one("df", Chi2.init),
    "Beta": two("concentration1", "concentration0", Beta.init),
    "Dirichlet": distribution { Dirichlet(try $0.tensor(0, "concentration")) },
    "StudentT": distribution { a in
      StudentT(
        try parameter(a, 0, "df"), a.value(1, "loc") == nil ? 0.0 : try parameter(a, 1, "loc"),
        a.value(2, "scale") == nil ? 1.0 : try parameter(a, 2, "scale"))
    },
    "Bernoulli": distribution { a in
      if a.has("logits") { return Bernoulli(logits: try parameter(a, -1, "logits")) }
      return Bernoulli(try parameter(a, 0, "probs"))
    },
    "Geometric": distribution { a in
      if a.has("logits") { return Geometric(logits: try parameter(a, -1, "logits")) }
      return Geometric(try parameter(a, 0, "probs"))
    },
    "Binomial": distribution { a in
      let count: any DistributionParameter =
        a.value(0, "total_count") == nil ? 1 : try parameter(a, 0, "total_count")
      if a.has("logits") { return Binomial(count, logits: try parameter(a, -1, "logits")) }
      return Binomial(count, try parameter(a, 1, "probs"))
    },
    "Categorical": distribution { a in
      if a.has("logits") { return Categorical(logits: try a.tensor(-1, "logits")) }
      return Categorical(try a.tensor(0, "probs"))
    },
    "OneHotCategorical": distribution { a in
      if a.has("logits") { return OneHotCategorical(logits: try a.tensor(-1, "logits")) }
      return OneHotCategorical(try a.tensor(0, "probs"))
    },
    "Multinomial": distribution { a in
      let count = try a.int(0, "total_count") ?? 1
      if a.has("logits") { return Multinomial(count, logits: try a.tensor(-1, "logits")) }
      return Multinomial(count, try a.tensor(1, "probs"))
    },
    "MultivariateNormal": distribution { a in
      if a.has("scale_tril") {
        return MultivariateNormal(
          try a.tensor(0, "loc"), scaleTril: try a.tensor(-1, "scale_tril"))
      }
      return MultivariateNormal(
        try a.tensor(0, "loc"), covariance: try a.tensor(1, "covariance_matrix"))
    },
    "Independent": distribution { a in
      guard case .distribution(let base)? = a.positional.first else {
        throw Unmapped(reason: "Independent")
      }
      return Independent(base, try a.int(1, "reinterpreted_batch_ndims")!)
    },
  ]

  /// `torch.distributions.kl_divergence`.
  static func divergence(_ a: Arguments) throws -> Value {
    guard case .distribution(let p)? = a.value(0, "p"), case .distribution(let q)? = a.value(1, "q")
    else { throw Unmapped(reason: "kl_divergence") }
    return .tensor(klDivergence(p, q))
  }

  static func method(of d: Distribution, _ name: String, _ a: Arguments) throws -> Value {
    switch name {
    case "sample": return .tensor(d.sample(Shape(try a.ints(0, "sample_shape") ?? [])))
    case "rsample": return .tensor(d.rsample(Shape(try a.ints(0, "sample_shape") ?? [])))
    case "log_prob": return .tensor(d.logProb(try a.tensor(0, "value")))
    case "cdf": return .tensor(d.cdf(try a.tensor(0, "value")))
    case "icdf": return .tensor(d.icdf(try a.tensor(0, "value")))
    case "entropy": return .tensor(d.entropy())
    case "perplexity": return .tensor(d.perplexity())
    case "enumerate_support":
      return .tensor(d.enumerateSupport(expanding: a.bool(0, "expand") ?? true))
    default: throw Unmapped(reason: "method \(name) of a distribution")
    }
  }

  static func attribute(of d: Distribution, _ name: String) throws -> Value {
    switch name {
    case "mean": return .tensor(d.mean)
    case "variance": return .tensor(d.variance)
    case "stddev": return .tensor(d.stddev)
    case "mode": return .tensor(d.mode)
    case "batch_shape": return .size(d.batchShape)
    case "event_shape": return .size(d.eventShape)
    case "probs", "logits":
      if let both = probabilities(of: d) { return .tensor(name == "probs" ? both.0 : both.1) }
    case "total_count":
      if let d = d as? Multinomial { return .int(d.totalCount) }
      if let d = d as? Binomial { return .tensor(d.totalCount) }
    default:
      if let own = d.parameters.first(where: { $0.name == name }) { return .tensor(own.value) }
    }
    throw Unmapped(reason: "attribute \(name) of \(d)")
  }

  private static func probabilities(of d: Distribution) -> (Tensor, Tensor)? {
    switch d {
    case let d as Bernoulli: (d.probs, d.logits)
    case let d as Geometric: (d.probs, d.logits)
    case let d as Binomial: (d.probs, d.logits)
    case let d as Categorical: (d.probs, d.logits)
    case let d as OneHotCategorical: (d.probs, d.logits)
    case let d as Multinomial: (d.probs, d.logits)
    default: nil
    }
  }
}
