/// The norm of a vector, or of a matrix by its kind: 2 and -2 the greatest and least singular value, 1
/// and -1 the greatest and least sum of a column, ±∞ of a row.
///
/// Without an order the square root of all squares, for any shape. Singular values have no derivative
/// here. PyTorch: `linalg.norm`, `linalg.matrix_norm`.
public func linearNorm(_ x: Tensor, order: Double? = nil) -> Tensor {
  guard let order else { return x.norm() }
  if x.rank != 1, x.rank != 2 {
    stop(
      "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got \(x.rank)D."
    )
  }
  if x.rank == 1 { return x.norm(order) }
  if !x.dtype.isFloatingPoint {
    stop(
      "linalg.matrix_norm: Expected a floating point or complex tensor as input. Got "
        + x.dtype.scalarName)
  }
  switch Swift.abs(order) {
  case 1, .infinity:
    let sums = abs(x).sum(axis: Swift.abs(order) == 1 ? 0 : 1)
    return order > 0 ? sums.amax() : sums.amin()
  case 2:
    let s = noGradient { x.singularValuesRaw() }
    let r = order > 0 ? s.amax() : s.amin()
    if records(x) { r.attach(NotImplementedNode("linalg_svdvals", [x])) }
    return r
  default: stop("linalg.matrix_norm: Order \(order) not supported.")
  }
}
