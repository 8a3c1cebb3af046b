/// Matrices one by one over the leading dimensions of a stack.
private func eachMatrix(_ a: Tensor, _ body: (Tensor) -> Tensor) -> Tensor {
  if a.rank == 2 { return body(a) }
  let lead = Array(a.sizes.array.dropLast(2))
  let count = lead.reduce(1, *)
  if count == 0 {
    let one = body(Tensor(filled: Sizes(Array(a.sizes.array.suffix(2))), a.dtype, .int(1)))
    return Tensor(uninitialized: Sizes(lead + one.sizes.array), one.dtype)
  }
  let flat = a.reshaped(to: Sizes([count] + a.sizes.array.suffix(2)))
  let parts = (0..<count).map { body(flat.selected(0, $0)) }
  let r = stacked(parts)
  return r.reshaped(to: Sizes(lead + r.sizes.array.dropFirst()))
}

private func checkSquare(_ a: Tensor, _ name: String) {
  if a.rank < 2 {
    stop(
      "\(name): The input tensor A must have at least 2 dimensions.")
  }
  let (m, n) = (a.sizes[a.rank - 2], a.sizes[a.rank - 1])
  if m != n {
    stop("\(name): A must be batches of square matrices, but they are \(m) by \(n) matrices")
  }
  if a.dtype.isFloatingPoint, a.dtype.byteCount < 4 {
    if name != "linalg.inv" {
      if a.size > 0 { stop("\"lu_cpu\" not implemented for '\(a.dtype.scalarName)'") }
      return
    }
    stop("\(name): Low precision dtypes not supported. Got \(a.dtype.scalarName)")
  }
  if !a.dtype.isFloatingPoint {
    stop(
      "\(name): Expected a floating point or complex tensor as input. Got \(a.dtype.scalarName)")
  }
}

/// The solution of A·x = b for a square matrix and a vector or columns. PyTorch: `linalg.solve`.
public func solve(_ a: Tensor, _ b: Tensor) -> Tensor {
  if !a.dtype.isFloatingPoint { checkSquare(a, "linalg.solve") }
  if a.dtype != b.dtype {
    stop(
      "linalg.solve: Expected A and B to have the same dtype, but found A of type "
        + "\(a.dtype.scalarName) and B of type \(b.dtype.scalarName) instead")
  }
  let isVector =
    b.rank == 1 || (b.rank == a.rank - 1 && b.sizes == Sizes(Array(a.sizes.array.dropLast())))
  let columns = isVector ? b.unsqueezed(-1) : b
  if columns.sizes[columns.rank - 2] != a.sizes[a.rank - 1] {
    stop(
      "linalg.solve: Incompatible shapes of A and B for the equation AX = B "
        + "(\(a.sizes[a.rank - 2])x\(a.sizes[a.rank - 1]) and "
        + "\(columns.sizes[columns.rank - 2])x\(columns.sizes[columns.rank - 1]))")
  }
  checkSquare(a, "linalg.solve")
  let r: Tensor = noGradient {
    if a.rank == 2, columns.rank == 2 { return a.solvedRaw(columns, "torch.linalg.solve") }
    let lead = broadcast(
      Sizes(Array(a.sizes.array.dropLast(2))), Sizes(Array(columns.sizes.array.dropLast(2))))
    let count = lead.product!
    if count == 0 {
      return Tensor(uninitialized: Sizes(lead.array + columns.sizes.array.suffix(2)), a.dtype)
    }
    let x = a.expanded(to: lead.array + a.sizes.array.suffix(2))
      .reshaped(to: Sizes([count] + a.sizes.array.suffix(2)))
    let y = columns.expanded(to: lead.array + columns.sizes.array.suffix(2))
      .reshaped(to: Sizes([count] + columns.sizes.array.suffix(2)))
    let parts = (0..<x.sizes[0]).map {
      x.selected(0, $0).solvedRaw(y.selected(0, $0), "torch.linalg.solve")
    }
    return stacked(parts).reshaped(to: Sizes(lead.array + columns.sizes.array.suffix(2)))
  }
  if records(a, columns) { r.attach(SolveNode(a, columns, r)) }
  return isVector ? r.squeezed(-1).recorded(as: "LinalgSolveExBackward0") : r
}

/// ∂(A⁻¹B) = A⁻ᵀg for B, -(A⁻ᵀg)·Xᵀ for A.
final class SolveNode: Node {
  private let a: Form
  private let b: Form
  override var name: String { "LinalgSolveExBackward0" }
  init(_ a: Tensor, _ b: Tensor, _ r: Tensor) {
    self.a = Form(a)
    self.b = Form(b)
    super.init()
    save(a)
    saveResult(r)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let y = solve(saved(0).mT, g)
    if needs(0) { sink.give(0, a.fit(negative(matmul(y, saved(1).mT)))) }
    if needs(1) { sink.give(1, b.fit(y)) }
  }
}

/// The inverse of a square matrix. PyTorch: `linalg.inv`, `torch.inverse`.
public func inverse(_ a: Tensor) -> Tensor {
  checkSquare(a, "linalg.inv")
  let r = noGradient {
    eachMatrix(a) {
      $0.solvedRaw(eye($0.sizes[0], dtype: a.dtype), "linalg.inv")
    }
  }
  if records(a) { r.attach(InverseNode(a, r)) }
  return r
}

final class InverseNode: Node {
  override var name: String { "LinalgInvExBackward0" }
  init(_ a: Tensor, _ r: Tensor) {
    super.init()
    saveResult(r)
    link(a)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let r = saved(0).mT
    sink.give(0, negative(matmul(r, matmul(g, r))))
  }
}

/// The determinant of a square matrix. PyTorch: `linalg.det`, `torch.det`.
public func determinant(_ a: Tensor) -> Tensor {
  checkSquare(a, "linalg.det")
  let r = noGradient {
    eachMatrix(a) { m in
      let (lu, pivots, _) = m.factored()
      var sign = 1.0
      for (i, p) in pivots.enumerated() where Int(p) != i + 1 { sign = -sign }
      return lu.diagonal().product() * sign
    }
  }
  if records(a) { r.attach(DeterminantNode(a, r)) }
  return r
}

/// ∂det A = g·det(A)·A⁻ᵀ.
final class DeterminantNode: Node {
  override var name: String { "LinalgDetBackward0" }
  init(_ a: Tensor, _ r: Tensor) {
    super.init()
    save(a)
    saveResult(r)
    link(a)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let d = g * saved(1)
    sink.give(0, d.unsqueezed(-1).unsqueezed(-1) * inverse(saved(0)).mT)
  }
}

/// The number of singular values above a tolerance: by default the greatest times max(m, n)·ε.
/// PyTorch: `linalg.matrix_rank`.
public func matrixRank(_ a: Tensor, tolerance: Double? = nil) -> Tensor {
  if a.rank < 2 {
    stop("torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions.")
  }
  if a.dtype != .float32, a.dtype != .float64 {
    stop("This function doesn't handle types other than float and double")
  }
  return noGradient {
    eachMatrix(a) { m in
      let s = m.singularValuesRaw()
      let eps = m.dtype == .float64 ? 0x1p-52 : 0x1p-23
      let top = s.size == 0 ? 0 : Double(s[0])
      let limit = tolerance ?? Double(max(m.sizes[0], m.sizes[1])) * eps * top
      return (s .> limit).sum()
    }
  }
}
