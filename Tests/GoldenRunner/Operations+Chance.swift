import GradusProbability
import GradusTensors

extension Operations {
  private static func parameter(_ v: Value?) throws -> any DistributionParameter {
    switch v {
    case .tensor(let t)?: return t
    case .int(let i)?: return i
    case .float(let d)?: return d
    default: throw Unmapped(reason: "parameter")
    }
  }

  /// Random numbers and distributions, as far as programs of tensors use them.
  nonisolated(unsafe) static let chance: [String: Operation] = [
    "multinomial": {
      .tensor(
        multinomial(
          try $0.tensor(0), try $0.int(1, "num_samples")!,
          replacement: $0.bool(2, "replacement") ?? false))
    },
    "bernoulli": { .tensor(bernoulli(try $0.tensor(0))) },
    "randint": {
      .tensor(
        randint(
          try $0.int(0, "low")!, try $0.int(1, "high")!, Shape(try $0.ints(2, "size") ?? [])))
    },
    "normal": {
      .tensor(
        normal(
          try $0.double(0, "mean")!, try $0.double(1, "std")!, Shape(try $0.ints(2, "size") ?? [])))
    },
    "Normal": {
      .distribution(Normal(try parameter($0.value(0, "loc")), try parameter($0.value(1, "scale"))))
    },
    "Bernoulli": { .distribution(Bernoulli(try parameter($0.value(0, "probs")))) },
    "Categorical": { .distribution(Categorical(try $0.tensor(0, "probs"))) },
    "Multinomial": {
      .distribution(Multinomial(try $0.int(0, "total_count")!, try $0.tensor(1, "probs")))
    },
  ]
  static let distributionNames = ["Normal", "Bernoulli", "Categorical", "Multinomial"]
}
