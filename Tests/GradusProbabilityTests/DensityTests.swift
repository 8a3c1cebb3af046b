import Foundation
import GradusDisplay
import GradusProbability
import GradusTensors
import Testing

/// A tensor in the fixture, an error, or nothing.
private struct RecordedTensor: Decodable {
  let dtype: String?
  let shape: [Int]?
  let data: [Number]?

  struct Number: Decodable {
    let value: Double
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        value = text == "nan" ? .nan : text == "inf" ? .infinity : -.infinity
      } else {
        value = try container.decode(Double.self)
      }
    }
  }

  func tensor() -> Tensor? {
    guard let data, let shape else { return nil }
    let type = DType.allCases.first { $0.name == dtype } ?? .float32
    return Tensor(data.map(\.value), shape: Shape(shape), dtype: .float64).to(type)
  }
}

private enum Parameter: Decodable {
  case number(Double)
  case list([Double])
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .list(try container.decode([Double].self))
    }
  }

  func tensor(_ dtype: DType) -> Tensor {
    switch self {
    case .number(let value): Tensor(value, dtype: dtype)
    case .list(let values): Tensor(values, dtype: dtype)
    }
  }
}

private struct DensityCase: Decodable {
  let id: String
  let dist: String?
  let params: [String: Parameter]?
  let dtype: String?
  let repr: String?
  let batchShape: [Int]?
  let eventShape: [Int]?
  let value, logProb, cdf, icdf, mean, variance, stddev, mode, entropy: RecordedTensor?
  let probs, logits: RecordedTensor?
  let kl: [String]?
  let result: RecordedTensor?
  let tol: [Double]

  enum CodingKeys: String, CodingKey {
    case id, dist, params, dtype, repr, value, cdf
    case mean, variance, stddev, mode, entropy, probs, logits, kl, result, tol
    case batchShape = "batch_shape"
    case eventShape = "event_shape"
    case logProb = "log_prob"
    case icdf = "icdf_of_0.3"
  }

  var type: DType { dtype == "float64" ? .float64 : .float32 }

  func distribution() throws -> Distribution {
    let params = try #require(params)
    func p(_ name: String) throws -> Tensor { try #require(params[name]).tensor(type) }
    switch dist {
    case "Normal": return Normal(try p("loc"), try p("scale"))
    case "LogNormal": return LogNormal(try p("loc"), try p("scale"))
    case "HalfNormal": return HalfNormal(try p("scale"))
    case "Uniform": return Uniform(try p("low"), try p("high"))
    case "Bernoulli":
      return params["probs"] == nil ? Bernoulli(logits: try p("logits")) : Bernoulli(try p("probs"))
    case "Binomial": return Binomial(try p("total_count"), try p("probs"))
    case "Categorical":
      return params["probs"] == nil
        ? Categorical(logits: try p("logits")) : Categorical(try p("probs"))
    case "Multinomial": return Multinomial(Int(try p("total_count")), try p("probs"))
    case "Poisson": return Poisson(try p("rate"))
    case "Exponential": return Exponential(try p("rate"))
    case "Gamma": return Gamma(try p("concentration"), try p("rate"))
    case "Chi2": return Chi2(try p("df"))
    case "Beta": return Beta(try p("concentration1"), try p("concentration0"))
    case "Dirichlet": return Dirichlet(try p("concentration"))
    case "Laplace": return Laplace(try p("loc"), try p("scale"))
    case "Geometric": return Geometric(try p("probs"))
    case "Cauchy": return Cauchy(try p("loc"), try p("scale"))
    case "Gumbel": return Gumbel(try p("loc"), try p("scale"))
    case "StudentT": return StudentT(try p("df"))
    default: throw Unknown()
    }
  }

  struct Unknown: Error {}
}

@Suite struct DensityTests {
  private static func check(
    _ got: @autoclosure () -> Tensor, _ want: RecordedTensor?, _ tolerance: [Double],
    _ name: String
  ) -> Int {
    guard let want = want?.tensor() else { return 0 }
    let got = got()
    #expect(got.shape == want.shape, "\(name)")
    #expect(got.dtype == want.dtype, "\(name)")
    for (a, b) in zip([Double](got.detached()), [Double](want)) {
      let isNear = (a - b).magnitude <= tolerance[1] + tolerance[0] * b.magnitude
      #expect(a == b || isNear || (a.isNaN && b.isNaN), "\(name): \(a) for \(b)")
    }
    return 1
  }

  @Test func `densities, moments and entropies are PyTorch's`() throws {
    var checks = 0
    for item in try JSONDecoder().decode([DensityCase].self, from: fixtureData("densities.json")) {
      guard item.kl == nil else { continue }
      let d = try item.distribution()
      #expect(d.description == item.repr, "\(item.id)")
      #expect(Array(d.batchShape) == item.batchShape && Array(d.eventShape) == item.eventShape)
      let value = try #require(item.value?.tensor())
      let name = "\(item.id) \(d)"
      func same(_ got: @autoclosure () -> Tensor, _ want: RecordedTensor?, _ part: String) {
        checks += Self.check(got(), want, item.tol, "\(name) \(part)")
      }
      same(d.logProb(value), item.logProb, "logProb")
      same(d.cdf(value), item.cdf, "cdf")
      same(d.icdf(Tensor(0.3, dtype: item.type)), item.icdf, "icdf")
      same(d.mean, item.mean, "mean")
      same(d.variance, item.variance, "variance")
      same(d.stddev, item.stddev, "stddev")
      same(d.mode, item.mode, "mode")
      same(d.entropy(), item.entropy, "entropy")
      switch d {
      case let d as Bernoulli:
        same(d.probs, item.probs, "probs")
        same(d.logits, item.logits, "logits")
      case let d as Categorical:
        same(d.probs, item.probs, "probs")
        same(d.logits, item.logits, "logits")
      case let d as Binomial:
        same(d.probs, item.probs, "probs")
        same(d.logits, item.logits, "logits")
      case let d as Geometric:
        same(d.probs, item.probs, "probs")
        same(d.logits, item.logits, "logits")
      default: break
      }
    }
    #expect(checks > 300)
  }

  private static func named() -> [String: Distribution] {
    [
      "Normal(0.0, 1.0)": Normal(0.0, 1.0), "Normal(1.0, 2.0)": Normal(1.0, 2.0),
      "Bernoulli(0.3)": Bernoulli(0.3), "Bernoulli(0.6)": Bernoulli(0.6),
      "Categorical(torch.tensor([0.2, 0.8]))": Categorical(Tensor([0.2, 0.8])),
      "Categorical(torch.tensor([0.5, 0.5]))": Categorical(Tensor([0.5, 0.5])),
      "Exponential(1.0)": Exponential(1.0), "Exponential(2.0)": Exponential(2.0),
      "Uniform(0.0, 1.0)": Uniform(0.0, 1.0), "Uniform(-1.0, 2.0)": Uniform(-1.0, 2.0),
      "Gamma(2.0, 1.0)": Gamma(2.0, 1.0), "Gamma(3.0, 2.0)": Gamma(3.0, 2.0),
      "Beta(1.0, 2.0)": Beta(1.0, 2.0), "Beta(2.0, 2.0)": Beta(2.0, 2.0),
      "Poisson(2.0)": Poisson(2.0), "Poisson(3.0)": Poisson(3.0),
      "Laplace(0.0, 1.0)": Laplace(0.0, 1.0), "Laplace(1.0, 2.0)": Laplace(1.0, 2.0),
    ]
  }

  @Test func `divergences are PyTorch's`() throws {
    var checks = 0
    let named = Self.named()
    for item in try JSONDecoder().decode([DensityCase].self, from: fixtureData("densities.json")) {
      guard let pair = item.kl else { continue }
      let p = try #require(named[pair[0]])
      let q = try #require(named[pair[1]])
      checks += Self.check(klDivergence(p, q), item.result, item.tol, "\(pair)")
    }
    #expect(checks == 9)
  }
}
