import GradusKernels

extension Tensor {
  /// eˣ / Σ eˣ along an axis, without overflow. Floating-point tensors only. PyTorch: `softmax`.
  public func softmax(axis: Int, dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    let (r, d) = x.softmaxRaw(axis, logarithm: false)
    if records(x) { r.attach(SoftmaxNode(x, r, d, logarithm: false)) }
    return r
  }

  /// x - ln Σ eˣ along an axis. Floating-point tensors only. PyTorch: `log_softmax`.
  public func logSoftmax(axis: Int, dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    let (r, d) = x.softmaxRaw(axis, logarithm: true)
    if records(x) { r.attach(SoftmaxNode(x, r, d, logarithm: true)) }
    return r
  }

  private func softmaxRaw(_ axis: Int, logarithm: Bool) -> (Tensor, Int) {
    let d = resolved(axis, rank: rank)
    let last = rank == 0 || d == rank - 1
    if !dtype.isFloatingPoint, size > 0 {
      let kind = logarithm ? "log_softmax" : "softmax"
      let name = last ? "\(kind)_lastdim_kernel_impl" : "\(kind)_kernel_impl"
      stop(
        "\"\(name)\" not implemented for '\(dtype.scalarName)'",
        hint: "in Swift: x.to(.float32).softmax(axis: \(axis))")
    }
    let x = last ? packed() : noGradient { transposed(d, rank - 1) }.copied()
    let r = Tensor(uninitialized: x.sizes, dtype)
    let n = x.sizes.last ?? 1
    if n > 0 {
      _ = gk_softmax(
        logarithm, dtype.code, Int64(x.size / n), Int64(n), x.pointer, r.pointer)
    }
    return (last ? r : noGradient { r.transposed(d, rank - 1) }.copied(), d)
  }
}

/// ∂softmax = y·(g - Σ g·y); ∂log_softmax = g - eʸ·Σ g.
final class SoftmaxNode: Node {
  private let axis: Int
  private let logarithm: Bool
  override var name: String { logarithm ? "LogSoftmaxBackward0" : "SoftmaxBackward0" }
  init(_ x: Tensor, _ r: Tensor, _ axis: Int, logarithm: Bool) {
    self.axis = axis
    self.logarithm = logarithm
    super.init()
    saveResult(r)
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let y = saved(0)
    let n = y.sizes.last ?? 1
    if axis == y.rank - 1, y.isContiguous, g.isContiguous, g.dtype == y.dtype, n > 0,
      g.sizes == y.sizes, !records(g, y)
    {
      let r = Tensor(like: y, y.dtype)
      let failed = gk_softmax_backward(
        logarithm, y.dtype.code, Int64(y.size / n), Int64(n), g.pointer, y.pointer, r.pointer)
      if failed == 0 { return sink.give(0, r) }
    }
    if logarithm {
      sink.give(0, g - exp(y) * g.sum(axis: axis, keepingDimensions: true))
    } else {
      let p = g * y
      sink.give(0, p - y * p.sum(axis: axis, keepingDimensions: true))
    }
  }
}

/// eˣ / Σ eˣ along an axis. PyTorch: `torch.softmax`, `F.softmax`.
public func softmax(_ x: Tensor, axis: Int, dtype: DType? = nil) -> Tensor {
  x.softmax(axis: axis, dtype: dtype)
}
/// x - ln Σ eˣ along an axis. PyTorch: `torch.log_softmax`, `F.log_softmax`.
public func logSoftmax(_ x: Tensor, axis: Int, dtype: DType? = nil) -> Tensor {
  x.logSoftmax(axis: axis, dtype: dtype)
}
