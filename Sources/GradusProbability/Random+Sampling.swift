import GradusDisplay
import GradusTensors

/// A tensor of normal numbers. PyTorch: `torch.normal(mean, std, size)`.
public func normal(
  _ mean: Double, _ deviation: Double, _ shape: Shape, dtype: DType = .float32,
  generator: Generator = .default
) -> Tensor {
  Drawing.normal(
    Drawing.checked(shape), dtype, mean: mean, deviation: deviation, generator)
}

/// Normal numbers with a mean and a standard deviation for each, in the type of the means.
/// PyTorch: `torch.normal`.
public func normal(
  _ mean: Tensor, _ deviation: Tensor, generator: Generator = .default
) -> Tensor {
  noGradient {
    let shape = (mean.zeroed() + deviation).shape
    var result = Drawing.normal(shape, mean.dtype, generator)
    result *= deviation
    result += mean
    return result
  }
}

/// Normal numbers with a mean for each. PyTorch: `torch.normal(mean, std)`.
public func normal(
  _ mean: Tensor, _ deviation: Double, generator: Generator = .default
) -> Tensor {
  noGradient {
    Drawing.normal(mean.shape, mean.dtype, deviation: deviation, generator) + mean
  }
}

/// Normal numbers with a standard deviation for each. PyTorch: `torch.normal(mean, std)`.
public func normal(
  _ mean: Double, _ deviation: Tensor, generator: Generator = .default
) -> Tensor {
  noGradient {
    Drawing.normal(deviation.shape, deviation.dtype, generator) * deviation + mean
  }
}

/// 1 with the probability that each element says, else 0. PyTorch: `torch.bernoulli`.
public func bernoulli(_ probabilities: Tensor, generator: Generator = .default) -> Tensor {
  let values = probabilities.detached()
  Drawing.requireFloating(values.dtype, "bernoulli_tensor_cpu_p_")
  let result = Tensor(
    uninitialized: values.shape, as: values.dtype == .float64 ? .float64 : .float32)
  if values.dtype == .float64 {
    let chances = [Double](values)
    checkProbabilities(chances)
    let elements = result.doubles
    for i in elements.indices { elements[i] = generator.uniform53() < chances[i] ? 1 : 0 }
    return result
  }
  let chances = [Float](values)
  checkProbabilities(chances.lazy.map(Double.init))
  let elements = result.floats
  for i in elements.indices { elements[i] = generator.uniform24() < chances[i] ? 1 : 0 }
  return result.to(values.dtype)
}

/// 1 with one probability for all elements, in the shape and type of a tensor.
/// PyTorch: `torch.bernoulli(input, p)`.
public func bernoulli(
  _ other: Tensor, _ probability: Double, generator: Generator = .default
) -> Tensor {
  checkProbabilities([probability])
  return Drawing.each(other.shape, other.dtype) { generator.bernoulli(probability) ? 1 : 0 }
}

private func checkProbabilities(_ values: some Sequence<Double>) {
  for value in values where !(0...1 ~= value) {
    stop(
      "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be "
        + "improved?  If so, please report an enhancement request to PyTorch.)",
      hint: "the probability is \(value)")
  }
}

/// Indices drawn in proportion to weights; of each row where there are two dimensions.
/// PyTorch: `torch.multinomial`.
public func multinomial(
  _ weights: Tensor, _ count: Int, replacement: Bool = false, generator: Generator = .default
) -> Tensor {
  let values = weights.detached()
  Drawing.requireFloating(values.dtype, "multinomial")
  guard values.rank == 1 || values.rank == 2 else { stop("prob_dist must be 1 or 2 dim") }
  let categories = values.shape[values.rank - 1]
  if count <= 0 { stop("cannot sample n_sample <= 0 samples") }
  if !replacement, count > categories {
    stop("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
  }
  let sums = values.to(.float64).sum(axis: -1)
  if [Double](values).contains(where: { !($0 >= 0 && $0 < .infinity) }) {
    stop("probability tensor contains either `inf`, `nan` or element < 0")
  }
  if [Double](sums).contains(0) {
    stop("invalid multinomial distribution (sum of probabilities <= 0)")
  }
  let shape = Shape(values.shape.dropLast() + [count])
  let indices =
    values.dtype == .float64
    ? [Double](values).withUnsafeBufferPointer {
      generator.multinomial($0, categories: categories, count: count, replacing: replacement)
    }
    : [Float](values).withUnsafeBufferPointer {
      generator.multinomial($0, categories: categories, count: count, replacing: replacement)
    }
  return Tensor.whole(indices, shape)
}

/// A Poisson distributed number for each rate. PyTorch: `torch.poisson`.
public func poisson(_ rates: Tensor, generator: Generator = .default) -> Tensor {
  Drawing.requireFloating(rates.dtype, "poisson_cpu")
  let values = [Double](rates.detached())
  if values.contains(where: { $0 < 0 }) {
    stop("invalid Poisson rate, expected rate to be non-negative")
  }
  var place = 0
  return Drawing.each(rates.shape, rates.dtype) {
    place += 1
    return generator.poisson(values[place - 1])
  }
}

/// The number of successes in so many trials of such a probability. PyTorch: `torch.binomial`.
public func binomial(
  _ trials: Tensor, _ probabilities: Tensor, generator: Generator = .default
) -> Tensor {
  let (n, p) = noGradient { (trials + probabilities.zeroed(), probabilities + trials.zeroed()) }
  var place = 0
  if p.dtype == .float64 {
    let (counts, chances) = ([Double](n), [Double](p))
    return Drawing.each(p.shape, p.dtype) {
      place += 1
      return generator.binomial(counts[place - 1], chances[place - 1])
    }
  }
  let (counts, chances) = ([Float](n), [Float](p))
  return Drawing.each(p.shape, p.dtype) {
    place += 1
    return Double(generator.binomial(counts[place - 1], chances[place - 1]))
  }
}

/// The tensor with each element left out with a probability, and the others scaled so that the
/// mean stays. PyTorch: `torch.nn.functional.dropout`.
public func dropout(
  _ x: Tensor, _ probability: Double = 0.5, training: Bool = true,
  generator: Generator = .default
) -> Tensor {
  if let settled = settledDropout(x, p: probability, training: training) { return settled }
  let mask = Drawing.each(x.shape, x.dtype) { generator.bernoulli(1 - probability) ? 1 : 0 }
  return x * (mask / (1 - probability))
}

extension Tensor {
  static func whole(_ values: [Int], _ shape: Shape) -> Tensor {
    let tensor = Tensor(uninitialized: shape, as: .int64)
    values.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress {
        tensor.elements.copyMemory(from: start, byteCount: bytes.count)
      }
    }
    return tensor
  }
}
