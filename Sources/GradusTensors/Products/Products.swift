/// All products of an element of one vector and one of another. PyTorch: `torch.outer`.
public func outer(_ a: Tensor, _ b: Tensor) -> Tensor {
  if a.rank != 1 { stop("outer: Expected 1-D argument self, but got \(a.rank)-D") }
  if b.rank != 1 { stop("outer: Expected 1-D argument vec2, but got \(b.rank)-D") }
  return a.reshaped(a.size, 1) * b
}

/// The products along the last axes of both. PyTorch: `torch.inner`.
public func inner(_ a: Tensor, _ b: Tensor) -> Tensor {
  if a.rank == 0 || b.rank == 0 { return a * b }
  if a.dtype != b.dtype { stop("both inputs should have same dtype") }
  if a.rank == 1, b.rank == 1, a.dtype == .bool {
    stop("\"dot\" not implemented for 'Bool'")
  }
  if a.sizes.last != b.sizes.last {
    stop(
      "inner() the last dimension must match on both input tensors but got shapes \(a.sizes.text) and "
        + b.sizes.text)
  }
  return tensordot(a, b, axes: ([a.rank - 1], [b.rank - 1]))
}

/// The sum of products over the last `count` axes of `a` and the first of `b`.
/// PyTorch: `torch.tensordot(dims=count)`.
public func tensordot(_ a: Tensor, _ b: Tensor, axes count: Int) -> Tensor {
  if count < 0 { stop("tensordot expects dims >= 0, but got dims=\(count)") }
  if count > min(a.rank, b.rank) {
    stop("tensordot expects dims < ndim_a or ndim_b, but got dims=\(count)")
  }
  return tensordot(a, b, axes: (Array(-count..<0), Array(0..<count)))
}

/// The sum of products over pairs of axes. PyTorch: `torch.tensordot(dims=(…, …))`.
public func tensordot(_ a: Tensor, _ b: Tensor, axes: ([Int], [Int])) -> Tensor {
  if axes.0.count != axes.1.count { stop("both dimension lists should have same length") }
  let p = axes.0.map { resolved($0, rank: a.rank) }
  let q = axes.1.map { resolved($0, rank: b.rank) }
  if a.dtype != b.dtype { stop("both inputs should have same dtype") }
  var (a, b) = (a, b)
  for (k, (i, j)) in zip(p, q).enumerated() where a.sizes[i] != b.sizes[j] {
    // One element stands for all of the other's: those add up.
    if b.sizes[j] == 1 {
      a = a.sum(axis: i, keepingDimensions: true, dtype: a.dtype)
    } else if a.sizes[i] == 1 {
      b = b.sum(axis: j, keepingDimensions: true, dtype: b.dtype)
    } else {
      stop(
        "contracted dimensions need to match, but first has size \(a.sizes[i]) in dim \(axes.0[k]) and "
          + "second has size \(b.sizes[j]) in dim \(axes.1[k])")
    }
  }
  let keptA = (0..<a.rank).filter { !p.contains($0) }
  let keptB = (0..<b.rank).filter { !q.contains($0) }
  let n = p.map { a.sizes[$0] }.reduce(1, *)
  let rows = keptA.map { a.sizes[$0] }
  let columns = keptB.map { b.sizes[$0] }
  let left = a.permuted(keptA + p).reshaped(to: Sizes([rows.reduce(1, *), n]))
  let right = b.permuted(q + keptB).reshaped(to: Sizes([n, columns.reduce(1, *)]))
  if left.sizes[0] == 1, right.sizes[1] == 1 {
    return dot(left.reshaped(n), right.reshaped(n)).reshaped(to: Sizes(rows + columns))
  }
  return mm(left, right).reshaped(to: Sizes(rows + columns))
}

/// The Kronecker product. PyTorch: `torch.kron`.
public func kron(_ a: Tensor, _ b: Tensor) -> Tensor {
  let rank = max(a.rank, b.rank)
  let p = Array(repeating: 1, count: rank - a.rank) + a.sizes.array
  let q = Array(repeating: 1, count: rank - b.rank) + b.sizes.array
  let left = a.reshaped(to: Sizes(p.flatMap { [$0, 1] }))
  let right = b.reshaped(to: Sizes(q.flatMap { [1, $0] }))
  return (left * right).reshaped(to: Sizes(zip(p, q).map { $0 * $1 }))
    .recorded(as: "UnsafeViewBackward0")
}

/// The vector product of 3-vectors along an axis. PyTorch: `torch.cross`.
public func cross(_ a: Tensor, _ b: Tensor, axis: Int = -1) -> Tensor {
  if a.rank != b.rank {
    stop("linalg.cross: inputs must have the same number of dimensions.")
  }
  let d = resolved(axis, rank: a.rank)
  if a.rank == 0 || a.sizes[d] != 3 || b.sizes[d] != 3 {
    let got = a.rank == 0 ? "1 and 1" : "\(a.sizes[d]) and \(b.sizes[d])"
    stop("linalg.cross: inputs dimension \(axis) must have length 3. Got \(got)")
  }
  let n = broadcast(a.sizes, b.sizes)
  if a.dtype == .bool { stop("\"cross\" not implemented for 'Bool'") }
  if a.dtype != b.dtype {
    stop("expected scalar type \(a.dtype.scalarName) but found \(b.dtype.scalarName)")
  }
  let (x, y) = (a.expanded(to: n.array), b.expanded(to: n.array))
  func at(_ t: Tensor, _ i: Int) -> Tensor { t.selected(d, i % 3) }
  return stacked(
    (0..<3).map { at(x, $0 + 1) * at(y, $0 + 2) - at(x, $0 + 2) * at(y, $0 + 1) }, axis: d
  ).recorded(as: "LinalgCrossBackward0")
}

/// The matrix of powers of a vector's elements, the highest first unless `increasing`.
/// PyTorch: `torch.vander`.
public func vander(_ x: Tensor, columns: Int? = nil, increasing: Bool = false) -> Tensor {
  if x.rank != 1 { stop("x must be a one-dimensional tensor.") }
  let x = x.dtype.isFloatingPoint ? x : x.to(.int64)
  let n = columns ?? x.size
  if n == 0 { return Tensor(uninitialized: Sizes([x.size, 0]), x.dtype) }
  let rows = (0..<n).map { k in
    k == 0 ? Tensor(filled: x.sizes, x.dtype, .int(1)) : raised(x, Tensor(number: .int(k)))
  }
  return stacked(increasing ? rows : rows.reversed(), axis: 1)
}

/// A square matrix multiplied by itself. PyTorch: `torch.matrix_power`, `linalg.matrix_power`.
public func matrixPower(_ a: Tensor, _ n: Int) -> Tensor {
  if a.rank < 2 {
    stop("linalg.matrix_power: The input tensor A must have at least 2 dimensions.")
  }
  let (rows, columns) = (a.sizes[a.rank - 2], a.sizes[a.rank - 1])
  if rows != columns {
    stop(
      "linalg.matrix_power: A must be batches of square matrices, but they are \(rows) by \(columns) "
        + "matrices")
  }
  if n == 3 { return matmul(matmul(a, a), a) }
  if n < 0 { return matrixPower(inverse(a), -n) }
  var result: Tensor?
  var base = a
  var k = n
  while k > 0 {
    if k & 1 == 1 { result = result.map { matmul($0, base) } ?? base }
    k >>= 1
    if k > 0 { base = matmul(base, base) }
  }
  return result
    ?? eye(a.sizes[a.rank - 1], dtype: a.dtype).expanded(to: a.sizes.array).clone()
}

/// The distances ‖aᵢ - bⱼ‖ₚ between the rows of two matrices. PyTorch: `torch.cdist`.
public func pairwiseDistances(_ a: Tensor, _ b: Tensor, p: Double = 2) -> Tensor {
  for (name, t) in [("X1", a), ("X2", b)] where !t.dtype.isFloatingPoint {
    stop("cdist only supports floating-point dtypes, \(name) got: \(t.dtype.scalarName)")
  }
  if a.dtype.byteCount == 2, a.size > 0, b.size > 0 {
    stop("\"cdist\" not implemented for '\(a.dtype.scalarName)'")
  }
  return (a.unsqueezed(-2) - b.unsqueezed(-3)).norm(p, axis: -1).recorded(as: "CdistBackward0")
}

/// Each vector along an axis divided by its norm, or by `eps` where that is greater.
/// PyTorch: `F.normalize`.
public func normalize(_ x: Tensor, p: Double = 2, axis: Int = 1, eps: Double = 1e-12) -> Tensor {
  x / x.norm(p, axis: axis, keepingDimensions: true).clamped(min: eps)
}

/// The cosine of the angle between vectors along an axis. PyTorch: `F.cosine_similarity`.
public func cosineSimilarity(_ a: Tensor, _ b: Tensor, axis: Int = 1, eps: Double = 1e-8) -> Tensor
{
  let dtype = Promotion.of(a, b)
  if !dtype.isFloatingPoint {
    stop(
      "expected common dtype to be floating point, yet common dtype is \(dtype.scalarName)")
  }
  let n = broadcast(a.sizes, b.sizes)
  let (x, y) = (a.expanded(to: n.array).to(dtype), b.expanded(to: n.array).to(dtype))
  let p = x.norm(axis: axis, keepingDimensions: true).clamped(min: eps)
  let q = y.norm(axis: axis, keepingDimensions: true).clamped(min: eps)
  return ((x / p) * (y / q)).sum(axis: axis)
}

/// The norm ‖a - b‖ₚ. PyTorch: `torch.dist`.
public func distance(_ a: Tensor, _ b: Tensor, p: Double = 2) -> Tensor {
  let difference = noGradient { a - b }
  if !difference.dtype.isFloatingPoint {
    stop(
      "norm(): input dtype should be either floating point or complex. Got "
        + "\(difference.dtype.scalarName) instead.")
  }
  let r = noGradient { difference.norm(p) }
  if records(a, b) { r.attach(DistanceNode(a, b, p)) }
  return r
}

final class DistanceNode: Node {
  private let a: Form
  private let b: Form
  private let p: Double
  override var name: String { "DistBackward0" }
  init(_ a: Tensor, _ b: Tensor, _ p: Double) {
    self.a = Form(a)
    self.b = Form(b)
    self.p = p
    super.init()
    save(a, b)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let d = saved(0) - saved(1)
    let r = d.norm(p)
    let n = NormNode(d, r, p, nil, false)
    let inner = Sink()
    n.backward(g, to: inner)
    guard let whole = inner.take(0) else { return }
    if needs(0) { sink.give(0, a.fit(whole)) }
    if needs(1) { sink.give(1, b.fit(negative(whole))) }
  }
}

/// `x · weightᵀ + bias`. PyTorch: `F.linear`.
public func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
  let w = weight.rank == 2 ? weight.transposed() : weight
  guard let bias else { return matmul(x, w) }
  if x.rank == 2 { return addMM(bias, x, w) }
  guard x.isContiguous, x.rank > 0, w.rank == 2 else { return matmul(x, w) + bias }
  let lead = Array(x.sizes.array.dropLast())
  let flat = x.reshaped(lead.reduce(1, *), x.sizes[x.rank - 1])
  return addMM(bias, flat, w).reshaped(to: Sizes(lead + [w.sizes[1]]))
}

extension Tensor {
  /// The sum of a matrix's diagonal. PyTorch: `trace`.
  public func trace() -> Tensor {
    if dtype == .bool { stop("\"trace\" not implemented for 'Bool'") }
    if rank != 2 { stop("trace: expected a matrix, but got tensor with dim \(rank)") }
    let r = noGradient { diagonal().sum() }
    if records(self) { r.attach(TraceNode(self)) }
    return r
  }
}

final class TraceNode: Node {
  private let sizes: Sizes
  override var name: String { "TraceBackward0" }
  init(_ x: Tensor) {
    sizes = x.sizes
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let n = min(sizes[0], sizes[1])
    sink.give(0, g.expanded(to: [n]).placed(in: sizes, .diagonal(offset: 0, 0, 1)))
  }
}
