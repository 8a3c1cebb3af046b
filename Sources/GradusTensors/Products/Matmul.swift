import GradusKernels

extension Tensor {
  /// This matrix product by the kernel, for matrices of one type; nothing is recorded.
  func productRaw(_ b: Tensor, _ name: String = "addmm_impl_cpu_") -> Tensor {
    let r = Tensor(uninitialized: Sizes([sizes[0], b.sizes[1]]), dtype)
    multiplyRaw(b, into: r.pointer, name)
    return r
  }

  fileprivate func multiplyRaw(_ b: Tensor, into out: UnsafeMutableRawPointer, _ name: String) {
    let failed = gk_matmul(
      dtype.code, Int64(sizes[0]), Int64(b.sizes[1]), Int64(sizes[1]), pointer, Int64(strides[0]),
      Int64(strides[1]), b.pointer, Int64(b.strides[0]), Int64(b.strides[1]), out)
    requireProduct(failed, name, dtype)
  }
}

/// Stops with the reason why the kernel has made no product.
private func requireProduct(_ failed: Int32, _ name: String, _ dtype: DType) {
  switch failed {
  case 0: return
  case 3: stop("there is no memory for the copies that a matrix product makes")
  default: stop("\"\(name)\" not implemented for '\(dtype.scalarName)'")
  }
}

/// The product of two matrices. PyTorch: `torch.mm`.
public func mm(_ a: Tensor, _ b: Tensor) -> Tensor {
  if a.rank != 2 { stop("self must be a matrix") }
  if b.rank != 2 { stop("mat2 must be a matrix") }
  if a.sizes[1] != b.sizes[0] {
    stop(
      "mat1 and mat2 shapes cannot be multiplied (\(a.sizes[0])x\(a.sizes[1]) and "
        + "\(b.sizes[0])x\(b.sizes[1]))")
  }
  if a.dtype != b.dtype {
    stop(
      "expected m1 and m2 to have the same dtype, but got: \(a.dtype.nativeName) != "
        + b.dtype.nativeName)
  }
  let r = a.productRaw(b)
  if records(a, b) { r.attach(MmNode(a, b)) }
  return r
}

/// ∂(AB) = g·Bᵀ, Aᵀ·g.
final class MmNode: Node {
  override var name: String { "MmBackward0" }
  init(_ a: Tensor, _ b: Tensor) {
    super.init()
    save(a, b)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, mm(g, saved(1).transposed())) }
    if needs(1) { sink.give(1, mm(saved(0).transposed(), g)) }
  }
}

/// The product of a matrix and a vector. PyTorch: `torch.mv`.
public func mv(_ a: Tensor, _ x: Tensor) -> Tensor {
  if a.rank != 2 || x.rank != 1 {
    stop("vector + matrix @ vector expected, got 1, \(a.rank), \(x.rank)")
  }
  if a.sizes[1] != x.sizes[0] {
    stop(
      "size mismatch, got input (\(a.sizes[0])), mat (\(a.sizes[0])x\(a.sizes[1])), vec "
        + "(\(x.sizes[0]))")
  }
  if a.dtype != x.dtype {
    stop(
      "addmv input tensors must have the same dtype, but got \(x.dtype.scalarName), "
        + "\(a.dtype.scalarName), and \(x.dtype.scalarName)")
  }
  let column = Tensor(viewOf: x, Sizes([x.size, 1]), Sizes([x.strides[0], 1]))
  let r = Tensor(viewOf: a.productRaw(column, "addmv_impl_cpu"), Sizes([a.sizes[0]]), Sizes([1]))
  if records(a, x) { r.attach(MvNode(a, x)) }
  return r
}

/// ∂(Ax) = g⊗x, Aᵀg.
final class MvNode: Node {
  override var name: String { "MvBackward0" }
  init(_ a: Tensor, _ x: Tensor) {
    super.init()
    save(a, x)
    link(a, x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, outer(g, saved(1))) }
    if needs(1) { sink.give(1, mv(saved(0).transposed(), g)) }
  }
}

/// The products of two stacks of matrices. PyTorch: `torch.bmm`.
public func bmm(_ a: Tensor, _ b: Tensor) -> Tensor {
  if a.rank != 3 { stop("batch1 must be a 3D tensor") }
  if b.rank != 3 { stop("batch2 must be a 3D tensor") }
  if b.sizes[0] != a.sizes[0] || b.sizes[1] != a.sizes[2] {
    stop(
      "Expected size for first two dimensions of batch2 tensor to be: [\(a.sizes[0]), \(a.sizes[2])] "
        + "but got: [\(b.sizes[0]), \(b.sizes[1])].")
  }
  let r = Tensor(uninitialized: Sizes([a.sizes[0], a.sizes[1], b.sizes[2]]), a.dtype)
  if r.size > 0, a.dtype == .bool { stop("\"bmm\" not implemented for 'Bool'") }
  if r.size > 0, a.dtype != b.dtype {
    stop("expected scalar type \(a.dtype.scalarName) but found \(b.dtype.scalarName)")
  }
  if r.size > 0 {
    let failed = gk_matmul_batch(
      a.dtype.code, Int64(a.sizes[0]), Int64(a.sizes[1]), Int64(b.sizes[2]), Int64(a.sizes[2]),
      a.pointer, Int64(a.strides[0]), Int64(a.strides[1]), Int64(a.strides[2]),
      b.pointer, Int64(b.strides[0]), Int64(b.strides[1]), Int64(b.strides[2]), r.pointer)
    requireProduct(failed, "bmm", a.dtype)
  }
  if records(a, b) { r.attach(BmmNode(a, b)) }
  return r
}

final class BmmNode: Node {
  override var name: String { "BmmBackward0" }
  init(_ a: Tensor, _ b: Tensor) {
    super.init()
    save(a, b)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, bmm(g, saved(1).transposed(1, 2))) }
    if needs(1) { sink.give(1, bmm(saved(0).transposed(1, 2), g)) }
  }
}

/// The product of vectors, matrices and stacks of matrices, whose leading dimensions are stretched to
/// each other.
///
/// Two vectors give their dot product, a matrix and a vector a vector. PyTorch: `a @ b`,
/// `torch.matmul`.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  switch (a.rank, b.rank) {
  case (0, _), (_, 0):
    stop(
      "both arguments to matmul need to be at least 1D, but they are \(a.rank)D and \(b.rank)D")
  case (1, 1): return dot(a, b)
  case (2, 1): return mv(a, b)
  case (1, 2): return mm(a.unsqueezed(0), b).squeezed(0, name: "SqueezeBackward4")
  case (2, 2): return mm(a, b)
  case (3..., 1), (3..., 2):
    return folds(a, b, whole: a) ? folded(a, b) : stackedProduct(a, b)
  case (2, 3...) where folds(b, a, whole: b.transposed(-2, -1)),
    (1, 3...) where folds(b, a, whole: b.transposed(-2, -1)):
    let left = a.rank == 1 ? a : a.transposed()
    let r = folded(b.transposed(-2, -1), left)
    return a.rank == 1 ? r : r.transposed(-2, -1).contiguous()
  default: return stackedProduct(a, b)
  }
}

/// Whether a stack and a matrix or vector are multiplied as one matrix: where the stack's rows can be
/// viewed as one, or a gradient for the other would else be computed for the whole stack.
private func folds(_ stack: Tensor, _ other: Tensor, whole: Tensor) -> Bool {
  if other.tracks { return true }
  if whole !== stack, other.rank == 2 { return false }
  if whole.size == 0 { return true }
  return (0..<whole.rank - 2).allSatisfy {
    whole.strides[$0] == whole.strides[$0 + 1] * whole.sizes[$0 + 1]
  }
}

/// A stack times one matrix or vector: one product of all its rows.
private func folded(_ a: Tensor, _ b: Tensor) -> Tensor {
  let rows = a.sizes.array.dropLast().reduce(1, *)
  let flat = a.reshaped(rows, a.sizes[a.rank - 1])
  let product = b.rank == 1 ? mv(flat, b) : mm(flat, b)
  var n = Array(a.sizes.array.dropLast())
  if b.rank == 2 { n.append(b.sizes[1]) }
  return product.renamedView(Sizes(n), "UnsafeViewBackward0")
}

private func stackedProduct(_ a: Tensor, _ b: Tensor) -> Tensor {
  let x = a.rank == 1 ? a.unsqueezed(0) : a
  let y = b.rank == 1 ? b.unsqueezed(1) : b
  let (p, q) = (x.sizes.array, y.sizes.array)
  let lead = broadcast(Sizes(Array(p.dropLast(2))), Sizes(Array(q.dropLast(2))))
  let count = lead.product!
  let (m, k, n) = (p[p.count - 2], p[p.count - 1], q[q.count - 1])
  let left = x.expanded(to: lead.array + [m, k]).reshaped(count, m, k)
  let right = y.expanded(to: lead.array + [q[q.count - 2], n]).reshaped(count, q[q.count - 2], n)
  var sizes = lead
  if a.rank > 1 { sizes.append(m) }
  if b.rank > 1 { sizes.append(n) }
  return bmm(left, right).renamedView(sizes, "UnsafeViewBackward0")
}

extension Tensor {
  /// The product of this and another, as `matmul`. PyTorch: `a @ b`, `Tensor.matmul`.
  public func matmul(_ b: Tensor) -> Tensor { GradusTensors.matmul(self, b) }

  /// A row-major tensor under another shape, recorded under a given name.
  func renamedView(_ n: Sizes, _ name: String) -> Tensor {
    viewing(n, n.rowMajorStrides, ReshapeNode(name, sizes))
  }
}

/// `beta · t + alpha · a · b` for matrices. PyTorch: `torch.addmm`.
public func addMM(
  _ t: Tensor, _ a: Tensor, _ b: Tensor, beta: some TensorScalar = 1, alpha: some TensorScalar = 1
) -> Tensor {
  if t.dtype != b.dtype {
    stop(
      "self and mat2 must have the same dtype, but got \(t.dtype.scalarName) and "
        + b.dtype.scalarName)
  }
  func factor(_ s: Scalar) -> Scalar { t.dtype.isFloatingPoint ? s : .int(s.intValue) }
  let r: Tensor = noGradient {
    let p = mm(a.widened(), b.widened()).times(factor(alpha.scalar))
    _ = t.expansion(to: p.sizes.array)
    return (t.widened().times(factor(beta.scalar)) + p).to(t.dtype)
  }
  if records([t, a, b]) { r.attach(AddMMNode(t, a, b, beta.scalar, alpha.scalar)) }
  return r
}

final class AddMMNode: Node {
  private let t: Form
  private let beta: Scalar
  private let alpha: Scalar
  override var name: String { "AddmmBackward0" }
  init(_ t: Tensor, _ a: Tensor, _ b: Tensor, _ beta: Scalar, _ alpha: Scalar) {
    self.t = Form(t)
    self.beta = beta
    self.alpha = alpha
    super.init()
    save(a, b)
    link([t, a, b])
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, t.fit(g.times(beta))) }
    if needs(1) { sink.give(1, mm(g, saved(1).transposed()).times(alpha)) }
    if needs(2) { sink.give(2, mm(saved(0).transposed(), g).times(alpha)) }
  }
}
