import GradusKernels

/// `count` numbers from `start` to `end`, both included, in equal steps, each half counted from its
/// own end; integer types cut what is not whole. PyTorch: `torch.linspace`.
public func linspace(
  _ start: some TensorScalar, _ end: some TensorScalar, count: Int, dtype: DType = .float32,
  requiresGradient: Bool = false
) -> Tensor {
  if count < 0 { stop("number of steps must be non-negative") }
  if dtype == .bool, count > 1 { stop("\"linspace_cpu\" not implemented for 'Bool'") }
  if !dtype.isFloatingPoint {
    dtype.checkHolds(start.scalar)
    dtype.checkHolds(end.scalar)
  }
  let t = Tensor(uninitialized: Sizes([count]), dtype)
  // The ends as elements of the type, widened.
  let ends = Tensor(uninitialized: Sizes([2]), dtype)
  ends.setRaw(0, start.scalar)
  ends.setRaw(1, end.scalar)
  let (a, b) = (ends.scalarRaw(0).doubleValue, ends.scalarRaw(1).doubleValue)
  func fill<T: BinaryFloatingPoint>(_: T.Type, _ rounded: (T) -> T) {
    let step = rounded((rounded(T(b) - T(a))) / T(max(count - 1, 1)))
    for i in 0..<count {
      let isLow = i < count / 2 || count == 1
      let steps = T(isLow ? i : count - 1 - i)
      let v =
        dtype.byteCount == 2 && dtype.isFloatingPoint
        ? rounded(T(isLow ? a : b) + (isLow ? 1 : -1) * rounded(step * steps))
        : T(isLow ? a : b).addingProduct(isLow ? step : -step, steps)
      t.setRaw(i, .float(Double(v)))
    }
  }
  switch dtype {
  case .float32: fill(Float.self) { $0 }
  case .float16: fill(Float.self) { gk_float_from_half(gk_half_from_float($0)) }
  case .bfloat16: fill(Float.self) { gk_float_from_bfloat(gk_bfloat_from_float($0)) }
  default: fill(Double.self) { $0 }
  }
  return t.created(requiresGradient)
}

/// Powers of `base` whose exponents go from `start` to `end` in equal steps.
/// PyTorch: `torch.logspace`.
public func logspace(
  _ start: Double, _ end: Double, count: Int, base: Double = 10, dtype: DType = .float32
) -> Tensor {
  if dtype == .bool { stop("\"logspace_cpu\" not implemented for 'Bool'") }
  let e = linspace(start, end, count: count, dtype: .float64)
  return raised(Tensor(number: .float(base)), e).to(dtype)
}

/// Ones on the diagonal, zeros elsewhere. PyTorch: `torch.eye`.
public func eye(
  _ rows: Int, _ columns: Int? = nil, dtype: DType = .float32, requiresGradient: Bool = false
) -> Tensor {
  let m = columns ?? rows
  if rows < 0 { stop("n must be greater or equal to 0, got \(rows)") }
  if m < 0 { stop("m must be greater or equal to 0, got \(m)") }
  let t = Tensor(filled: Sizes([rows, m]), dtype, .int(0))
  for i in 0..<min(rows, m) { t.setRaw(i * m + i, .int(1)) }
  return t.created(requiresGradient)
}

extension Tensor {
  /// Zeros of this shape, and of this type unless another is given. PyTorch: `torch.zeros_like`.
  public func zerosLike(dtype: DType? = nil) -> Tensor {
    Tensor(filled: sizes, dtype ?? self.dtype, .int(0))
  }
  /// Ones of this shape, and of this type unless another is given. PyTorch: `torch.ones_like`.
  public func onesLike(dtype: DType? = nil) -> Tensor {
    Tensor(filled: sizes, dtype ?? self.dtype, .int(1))
  }
  /// One value in this shape, and of this type unless another is given. PyTorch: `torch.full_like`.
  public func fullLike(_ value: some TensorScalar, dtype: DType? = nil) -> Tensor {
    let type = dtype ?? self.dtype
    type.checkHolds(value.scalar)
    return Tensor(filled: sizes, type, value.scalar)
  }
}

/// The coordinates of a grid: for each vector a tensor that varies along its axis.
///
/// The first vector runs along axis 0 (`ij`); with `xy` the first two change places.
/// PyTorch: `torch.meshgrid`.
public func meshgrid(_ vectors: Tensor..., indexing: GridIndexing = .ij) -> [Tensor] {
  meshgrid(vectors, indexing: indexing)
}
/// The coordinates of a grid: for each vector a tensor that varies along its axis.
public func meshgrid(_ vectors: [Tensor], indexing: GridIndexing = .ij) -> [Tensor] {
  if vectors.isEmpty { stop("meshgrid expects a non-empty TensorList") }
  for v in vectors where v.rank > 1 {
    stop(
      "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: \(v.description)")
  }
  let swaps = indexing == .xy && vectors.count > 1
  var order = vectors
  if swaps { order.swapAt(0, 1) }
  let n = order.map { $0.size }
  var grid = order.enumerated().map { i, v in
    var shape = Array(repeating: 1, count: order.count)
    shape[i] = v.size
    return v.reshaped(to: Sizes(shape)).expanded(to: n)
  }
  if swaps {
    grid.swapAt(0, 1)
  }
  return grid
}

/// Which axis the first vector of a grid runs along.
public enum GridIndexing: Sendable {
  /// Matrix order: the first along axis 0.
  case ij
  /// Cartesian order: the first along axis 1.
  case xy
}

/// All combinations of the elements of vectors, one row each. PyTorch: `torch.cartesian_prod`.
public func cartesianProduct(_ vectors: Tensor...) -> Tensor {
  for v in vectors where v.rank != 1 {
    stop("Expect a 1D vector, but got shape \(v.sizes.text)")
  }
  if vectors.count == 1 { return vectors[0] }
  return stacked(meshgrid(vectors).map { $0.flattened() }, axis: 1)
}

/// Rows of zeros with a 1 at each class number; int64. PyTorch: `F.one_hot`.
public func oneHot(_ classes: Tensor, count: Int? = nil) -> Tensor {
  if classes.dtype != .int64 {
    stop("one_hot is only applicable to index tensor.")
  }
  let all = [Int](classes)
  if all.contains(where: { $0 < 0 }) { stop("Class values must be non-negative.") }
  let n = count ?? (all.max() ?? -1) + 1
  if n <= 0, all.isEmpty { stop("Can not infer total number of classes from empty tensor.") }
  if all.contains(where: { $0 >= n }) {
    stop("Class values must be smaller than num_classes.")
  }
  var s = classes.sizes
  s.append(n)
  let t = Tensor(filled: s, .int64, .int(0))
  for (i, c) in all.enumerated() { t.setRaw(i * n + c, .int(1)) }
  return t
}

/// Row and column numbers of the part of a matrix at and below a diagonal.
/// PyTorch: `torch.tril_indices`.
public func trilIndices(_ rows: Int, _ columns: Int, offset: Int = 0) -> Tensor {
  stacked(Tensor(filled: Sizes([rows, columns]), .bool, .int(1)).tril(offset).nonzeroPlaces())
}
/// Row and column numbers of the part of a matrix at and above a diagonal.
/// PyTorch: `torch.triu_indices`.
public func triuIndices(_ rows: Int, _ columns: Int, offset: Int = 0) -> Tensor {
  stacked(Tensor(filled: Sizes([rows, columns]), .bool, .int(1)).triu(offset).nonzeroPlaces())
}

/// The shape that tensors of these shapes are stretched to. PyTorch: `torch.broadcast_shapes`.
public func broadcastShapes(_ shapes: Shape...) -> Shape {
  var result = Array(repeating: 1, count: shapes.map(\.count).max() ?? 0)
  for (i, shape) in shapes.enumerated() {
    for d in 1..<(shape.count + 1) {
      let (n, old) = (shape[shape.count - d], result[result.count - d])
      if n == 1 || n == old { continue }
      if old != 1 {
        let tuple = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        stop(
          "Attempting to broadcast a dimension of length \(n) at -\(d)! Mismatching argument at "
            + "index \(i) had (\(tuple)); but expected shape should be broadcastable to \(result)")
      }
      result[result.count - d] = n
    }
  }
  return Shape(result)
}

/// Tensors stretched to one shape; views. PyTorch: `torch.broadcast_tensors`.
public func broadcastTensors(_ tensors: Tensor...) -> [Tensor] {
  let n = tensors.reduce(Sizes()) { broadcast($0, $1.sizes) }
  return tensors.map { $0.expanded(to: n.array) }
}
