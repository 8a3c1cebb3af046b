import GradusDisplay
import GradusTensors

/// A tensor of uniform numbers in [0, 1). PyTorch: `torch.rand`.
public func rand(
  _ sizes: Int..., dtype: DType = .float32, requiresGradient: Bool = false,
  generator: Generator = .default
) -> Tensor {
  rand(Shape(sizes), dtype: dtype, requiresGradient: requiresGradient, generator: generator)
}
public func rand(
  _ shape: Shape, dtype: DType = .float32, requiresGradient: Bool = false,
  generator: Generator = .default
) -> Tensor {
  Drawing.uniform(Drawing.checked(shape), dtype, from: 0, to: 1, generator).leaf(requiresGradient)
}

/// A tensor of uniform numbers of the shape and type of another one. PyTorch: `torch.rand_like`.
public func rand(like other: Tensor, generator: Generator = .default) -> Tensor {
  rand(other.shape, dtype: other.dtype, generator: generator)
}

/// A tensor of normal numbers of mean 0 and standard deviation 1. PyTorch: `torch.randn`.
public func randn(
  _ sizes: Int..., dtype: DType = .float32, requiresGradient: Bool = false,
  generator: Generator = .default
) -> Tensor {
  randn(Shape(sizes), dtype: dtype, requiresGradient: requiresGradient, generator: generator)
}
public func randn(
  _ shape: Shape, dtype: DType = .float32, requiresGradient: Bool = false,
  generator: Generator = .default
) -> Tensor {
  Drawing.normal(Drawing.checked(shape), dtype, generator).leaf(requiresGradient)
}

/// A tensor of normal numbers of the shape and type of another one. PyTorch: `torch.randn_like`.
public func randn(like other: Tensor, generator: Generator = .default) -> Tensor {
  randn(other.shape, dtype: other.dtype, generator: generator)
}

/// A tensor of whole numbers from `low` to before `high`. PyTorch: `torch.randint`.
public func randint(
  _ low: Int, _ high: Int, _ shape: Shape, dtype: DType = .int64, generator: Generator = .default
) -> Tensor {
  if low >= high {
    stop("random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
  }
  let tensor = Tensor(uninitialized: Drawing.checked(shape), as: .int64)
  let elements = tensor.elements.assumingMemoryBound(to: Int.self)
  generator.fillIntegers(tensor.size, from: low, to: high) { elements[$0] = $1 }
  return tensor.to(dtype)
}

/// A tensor of whole numbers from 0 to before `high`. PyTorch: `torch.randint(high, size)`.
public func randint(
  _ high: Int, _ shape: Shape, dtype: DType = .int64, generator: Generator = .default
) -> Tensor {
  randint(0, high, shape, dtype: dtype, generator: generator)
}

/// A tensor of whole numbers of the shape and type of another one. PyTorch: `torch.randint_like`.
public func randint(
  like other: Tensor, _ low: Int, _ high: Int, generator: Generator = .default
) -> Tensor {
  randint(low, high, other.shape, dtype: other.dtype, generator: generator)
}

/// The numbers 0, 1, … below `count` in random order. PyTorch: `torch.randperm`.
public func randperm(
  _ count: Int, dtype: DType = .int64, generator: Generator = .default
) -> Tensor {
  if count < 0 { stop("n must be non-negative, got\(count)") }
  let order = Tensor(uninitialized: [count], as: .int64)
  generator.fillPermutation(order.elements.assumingMemoryBound(to: Int.self), count)
  return order.to(dtype)
}
