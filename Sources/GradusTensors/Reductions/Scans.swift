import GradusKernels

extension Tensor {
  /// The running sum along an axis; integers and bool give int64. PyTorch: `cumsum`.
  public func cumsum(axis: Int, dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    let (r, d) = x.scanned(GK_CUMSUM, axis, "cumsum_cpu")
    if records(x) { r.attach(CumsumNode(x, d)) }
    return r.of(dtype)
  }

  /// The running product along an axis; integers and bool give int64. PyTorch: `cumprod`.
  public func cumprod(axis: Int, dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    let (r, d) = x.scanned(GK_CUMPROD, axis, "cumprod_cpu")
    if records(x) { r.attach(CumprodNode(x, r, d)) }
    return r.of(dtype)
  }

  /// ln of the running sum of eˣ along an axis. PyTorch: `logcumsumexp`.
  public func logCumsumExp(axis: Int) -> Tensor {
    let (r, d) = scanned(GK_LOGCUMSUMEXP, axis, "logcumsumexp_out_cpu")
    if records(self) { r.attach(LogCumsumExpNode(self, r, d)) }
    return r
  }

  /// The running greatest along an axis and where it stands. PyTorch: `cummax`.
  public func cummax(axis: Int) -> IndexedValues { run(GK_CUMMAX, axis, "cummax", "Cummax") }
  /// The running least along an axis and where it stands. PyTorch: `cummin`.
  public func cummin(axis: Int) -> IndexedValues { run(GK_CUMMIN, axis, "cummin", "Cummin") }

  private func scanned(_ op: Int, _ axis: Int, _ name: String) -> (Tensor, Int) {
    let d = resolved(axis, rank: rank)
    let type: DType = dtype.isFloatingPoint || op == GK_LOGCUMSUMEXP ? dtype : .int64
    let r = Tensor(uninitialized: sizes, type)
    let s = packed().slab(rank == 0 ? [] : [d])
    let failed = gk_scan(
      Int32(op), dtype.code, Int64(s.outer), Int64(s.n), Int64(s.inner), s.tensor.pointer,
      r.pointer,
      nil)
    if failed != 0 { stop("\"\(name)\" not implemented for '\(dtype.scalarName)'") }
    return (r, d)
  }

  private func run(_ op: Int, _ axis: Int, _ name: String, _ node: String) -> IndexedValues {
    if rank == 0, axis != 0, axis != -1 {
      stop("\(name)(): Expected reduction dim -1 or 0 for scalar but got \(axis)")
    }
    let d = resolved(axis, rank: rank)
    let r = Tensor(uninitialized: sizes, dtype)
    let i = Tensor(uninitialized: sizes, .int64)
    let s = packed().slab(rank == 0 ? [] : [d])
    _ = gk_scan(
      Int32(op), dtype.code, Int64(s.outer), Int64(s.n), Int64(s.inner), s.tensor.pointer,
      r.pointer,
      i.pointer.assumingMemoryBound(to: Int64.self))
    if records(self) { r.attach(PickedNode(node + "Backward0", self, d, i, keeping: true)) }
    return IndexedValues(values: r, indices: i, operation: name)
  }

  /// The running sum from the end.
  func reverseCumsum(_ d: Int) -> Tensor {
    rank == 0 ? self : flipped(axes: [d]).cumsum(axis: d).flipped(axes: [d])
  }
}

/// ∂cumsum = the running sum of g from the end.
final class CumsumNode: Node {
  private let axis: Int
  private let form: Form
  override var name: String { "CumsumBackward0" }
  init(_ x: Tensor, _ axis: Int) {
    self.axis = axis
    form = Form(x)
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, form.fit(g.reverseCumsum(axis)))
  }
}

/// ∂cumprod: the sum over later places of g times the product of all but the one, exact with zeros.
final class CumprodNode: Node {
  private let axis: Int
  override var name: String { "CumprodBackward0" }
  init(_ x: Tensor, _ r: Tensor, _ axis: Int) {
    self.axis = axis
    super.init()
    save(x)
    saveResult(r)
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    let y = saved(1)
    if x.rank == 0 { return sink.give(0, g) }
    if !Bool((x .== 0).any()) { return sink.give(0, (g * y).reverseCumsum(axis) / x) }
    let n = x.sizes[axis]
    let parts = (0..<n).map { k -> Tensor in
      let after = x.sliced(axis, k + 1, n, 1).cumprod(axis: axis)
      var later = g.sliced(axis, k, k + 1, 1)
      if k + 1 < n {
        later =
          later + (g.sliced(axis, k + 1, n, 1) * after).sum(axis: axis, keepingDimensions: true)
      }
      return k == 0 ? later : later * y.sliced(axis, k - 1, k, 1)
    }
    sink.give(0, concatenated(parts, axis: axis))
  }
}

/// ∂ ln cumsum eˣ, in logarithms so that nothing overflows.
final class LogCumsumExpNode: Node {
  private let axis: Int
  override var name: String { "LogcumsumexpBackward0" }
  init(_ x: Tensor, _ r: Tensor, _ axis: Int) {
    self.axis = axis
    super.init()
    save(x)
    saveResult(r)
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    let r = saved(1)
    if x.rank == 0 { return sink.give(0, g) }
    func back(_ t: Tensor) -> Tensor {
      t.flipped(axes: [axis]).logCumsumExp(axis: axis).flipped(axes: [axis])
    }
    let size = log(abs(g))
    let plus = Tensor.where(g .> 0, size, -Double.infinity)
    let minus = Tensor.where(g .< 0, size, -Double.infinity)
    sink.give(0, exp(back(plus - r) + x) - exp(back(minus - r) + x))
  }
}
