import GradusDisplay
import GradusKernels

extension Tensor {
  /// The norm (Σ|xᵢ|ᵖ)^(1/p) of all elements as one vector; p may be 0 (how many are not zero) and ±∞.
  ///
  /// Floating-point tensors only; the gradient at 0 is 0. PyTorch: `norm(p)`, `linalg.vector_norm`.
  public func norm(_ p: Double = 2) -> Tensor { norm(p, nil, keeping: false) }

  /// The norm along one axis. PyTorch: `norm(p, dim)`.
  public func norm(_ p: Double = 2, axis: Int, keepingDimensions: Bool = false) -> Tensor {
    norm(p, [axis], keeping: keepingDimensions)
  }

  /// The norm along several axes; none means all. PyTorch: `linalg.vector_norm(dim=[…])`.
  public func norm(_ p: Double = 2, axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    norm(p, axes, keeping: keepingDimensions)
  }

  private func norm(_ p: Double, _ given: [Int]?, keeping: Bool) -> Tensor {
    let axes = given.map { resolved($0, rank: rank) }
    if !dtype.isFloatingPoint {
      stop(
        "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
          + "\(dtype.scalarName)", hint: "in Swift: x.to(.float32).norm()")
    }
    if p < 0 || p == .infinity, rank > 0 { refuseEmpty(p, given) }
    let r = normRaw(p, rank == 0 ? nil : axes, keeping: keeping)
    if records(self) { r.attach(NormNode(self, r, p, axes, keeping)) }
    return r
  }

  private func normRaw(_ p: Double, _ axes: [Int]?, keeping: Bool) -> Tensor {
    switch p {
    case 2:
      let r = reducedRaw(GK_SUM_SQUARES, axes, keeping: keeping)
      _ = gk_unary_flat(Int32(GK_SQRT), r.dtype.code, Int64(r.size), r.pointer, r.pointer)
      return r
    case 1: return reducedRaw(GK_SUM_ABS, axes, keeping: keeping)
    case 0: return reducedRaw(GK_COUNT_NONZERO, axes, keeping: keeping).converted(to: dtype)
    default: break
    }
    let a = elementwise(GK_ABS, self, "abs_cpu")
    if p.isInfinite { return a.reducedRaw(p > 0 ? GK_MAX : GK_MIN, axes, keeping: keeping) }
    let powers = elementwise(GK_POW, a, Tensor(number: .float(p)), as: dtype, "pow")
    let total = powers.reducedRaw(GK_SUM, axes, keeping: keeping)
    return elementwise(GK_POW, total, Tensor(number: .float(1 / p)), as: dtype, "pow")
  }

  private func refuseEmpty(_ p: Double, _ axes: [Int]?) {
    for d in axes ?? [] where sizes[resolved(d, rank: rank)] == 0 {
      // The missing space is PyTorch's.
      stop(
        "linalg.vector_norm cannot compute the \(p, "g") norm on the dimension \(d)because this "
          + "dimension is empty and the operation does not have an identity")
    }
    if size == 0, axes == nil {
      stop(
        "linalg.vector_norm cannot compute the \(p, "g") norm on an empty tensor because the operation "
          + "does not have an identity")
    }
  }
}

/// ∂‖x‖ₚ = g·x|x|^(p-2) / ‖x‖^(p-1), 0 where the norm is 0; ±∞ share among equals.
final class NormNode: AxesNode {
  private let p: Double
  override var name: String { "LinalgVectorNormBackward0" }
  init(_ x: Tensor, _ r: Tensor, _ p: Double, _ axes: [Int]?, _ keeping: Bool) {
    self.p = p
    super.init(x, axes, keeping)
    save(x)
    saveResult(r)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    let r = restore(saved(1))
    let g = restore(g)
    switch p {
    case 0: return
    case 1: sink.give(0, g * sign(x))
    case 2: sink.give(0, g * (x / r).maskedFill(r .== 0, 0))
    case .infinity, -.infinity:
      let hit = (abs(x) .== r).to(x.dtype)
      let n = hit.summed(axes ?? Array(0..<hit.rank), keeping: true)
      sink.give(0, sign(x) * (hit / n * g))
    default:
      let q = p - 2
      let power = p < 2 ? (abs(x) ** q).maskedFill(x .== 0, 0) : abs(x) ** q
      let scaled = p < 1 ? x * power : x * power
      sink.give(0, scaled * (g / r ** (p - 1)).maskedFill(r .== 0, 0))
    }
  }
}
