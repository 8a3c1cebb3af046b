import GradusKernels

extension Tensor {
  /// The sum of all elements; integers and bool give int64.
  ///
  /// Floats are added in 16 lanes over chunks of 1,024 whose totals are added in double.
  /// PyTorch: `sum`.
  public func sum(dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    return x.summed(nil, keeping: false).of(dtype)
  }

  /// The sum along one axis. PyTorch: `sum(dim)`.
  public func sum(axis: Int, keepingDimensions: Bool = false, dtype: DType? = nil) -> Tensor {
    sum(axes: [axis], keepingDimensions: keepingDimensions, dtype: dtype)
  }

  /// The sum along several axes; none means all. PyTorch: `sum(dim=[…])`.
  public func sum(axes: [Int], keepingDimensions: Bool = false, dtype: DType? = nil) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    return x.summed(resolved(axes, rank: rank), keeping: keepingDimensions).of(dtype)
  }

  /// A result of the type asked for, where one was: small integers add up in int64 first.
  func of(_ dtype: DType?) -> Tensor { dtype.map { to($0) } ?? self }

  func summed(_ axes: [Int]?, keeping: Bool) -> Tensor {
    let r = reducedRaw(GK_SUM, axes, keeping: keeping)
    if records(self) { r.attach(SumNode(self, axes, keeping)) }
    return r
  }

  /// The mean of all elements; floating-point tensors only. PyTorch: `mean`.
  public func mean(dtype: DType? = nil) -> Tensor { averaged(nil, keeping: false, dtype) }

  /// The mean along one axis. PyTorch: `mean(dim)`.
  public func mean(axis: Int, keepingDimensions: Bool = false, dtype: DType? = nil) -> Tensor {
    averaged([axis], keeping: keepingDimensions, dtype)
  }

  /// The mean along several axes; none means all. PyTorch: `mean(dim=[…])`.
  public func mean(axes: [Int], keepingDimensions: Bool = false, dtype: DType? = nil) -> Tensor {
    averaged(axes, keeping: keepingDimensions, dtype)
  }

  private func averaged(_ axes: [Int]?, keeping: Bool, _ dtype: DType?) -> Tensor {
    let x = dtype.map { to($0) } ?? self
    if !x.dtype.isFloatingPoint {
      stop(
        "mean(): could not infer output dtype. Input dtype must be either a floating point or complex "
          + "dtype. Got: \(x.dtype.scalarName)",
        hint: "in Swift: x.to(.float32).mean(), or x.mean(dtype: .float32)")
    }
    let whole = axes.map { resolved($0, rank: rank) }
    let axes = rank == 0 ? nil : whole
    let total = x.reducedRaw(GK_SUM, axes, keeping: keeping)
    let n = (axes ?? Array(0..<rank)).map { sizes[$0] }.reduce(1, *)
    let r = elementwise(
      GK_DIV, total, Tensor(number: .float(Double(n))), as: x.dtype, "div_true_cpu")
    if records(x) { r.attach(MeanNode(x, rank == 0 ? whole : axes, keeping, n)) }
    return r
  }
}

/// What a reduction along axes needs to stretch a gradient back.
class AxesNode: Node {
  final let sizes: Sizes
  final let axes: [Int]?
  final let keeping: Bool

  init(_ x: Tensor, _ axes: [Int]?, _ keeping: Bool) {
    sizes = x.sizes
    self.axes = axes
    self.keeping = keeping
    super.init()
    link(x)
  }

  /// A gradient or result of the reduced shape over the whole shape again.
  final func stretch(_ g: Tensor) -> Tensor {
    guard let axes else { return g.expanded(to: sizes.array) }
    return g.restretched(axes, keeping: keeping, to: sizes)
  }

  /// A gradient or result of the reduced shape with its dimensions of 1 put back.
  final func restore(_ g: Tensor) -> Tensor {
    guard let axes else { return g }
    return g.restored(axes, keeping: keeping, rank: sizes.count)
  }
}

/// ∂Σx = g, stretched.
final class SumNode: AxesNode {
  override var name: String { axes == nil ? "SumBackward0" : "SumBackward1" }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, stretch(g)) }
}

/// ∂(Σx / n) = g / n, stretched.
final class MeanNode: AxesNode {
  private let n: Int
  init(_ x: Tensor, _ axes: [Int]?, _ keeping: Bool, _ n: Int) {
    self.n = n
    super.init(x, axes, keeping)
  }
  override var name: String { axes == nil ? "MeanBackward0" : "MeanBackward1" }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, stretch(NumberOperation.divide(g, .int(n))))
  }
}
