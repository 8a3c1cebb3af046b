import GradusKernels

/// A differentiable function of two numbers, applied to every pair of elements.
enum Pairwise {
  case maximum, minimum, fmax, fmin, atan2, hypot, logAddExp, copySign, xlogy

  private var entry: (kernel: Int, node: String, message: String) {
    switch self {
    case .maximum: (GK_MAXIMUM, "Maximum", "maximum_cpu")
    case .minimum: (GK_MINIMUM, "Minimum", "minimum_cpu")
    case .fmax: (GK_FMAX, "Fmax", "fmax_cpu")
    case .fmin: (GK_FMIN, "Fmin", "fmin_cpu")
    case .atan2: (GK_ATAN2, "Atan2", "atan2_cpu")
    case .hypot: (GK_HYPOT, "Hypot", "hypot_cpu")
    case .logAddExp: (GK_LOGADDEXP, "Logaddexp", "logaddexp_cpu")
    case .copySign: (GK_COPYSIGN, "Copysign", "copysign_cpu")
    case .xlogy: (GK_XLOGY, "Xlogy", "xlogy_cpu")
    }
  }
  var nodeName: String { entry.node + "Backward" }

  func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor {
    var dtype = Promotion.of(a, b)
    var op = entry.kernel
    switch self {
    case .atan2, .copySign, .xlogy: dtype = dtype.floating
    case .fmax where !dtype.isFloatingPoint: op = GK_MAXIMUM
    case .fmin where !dtype.isFloatingPoint: op = GK_MINIMUM
    default: break
    }
    let r = elementwise(op, a, b, as: dtype, entry.message)
    if records(a, b) { r.attach(PairwiseNode(self, a, b, r)) }
    return r
  }
}

/// The derivatives of a function of two numbers times the gradient.
final class PairwiseNode: Node {
  private let f: Pairwise
  private let a: Form
  private let b: Form
  private let called: String
  override var name: String { called }
  init(_ f: Pairwise, _ a: Tensor, _ b: Tensor, _ r: Tensor) {
    self.f = f
    self.a = Form(a)
    self.b = Form(b)
    called = f.nodeName + (f == .xlogy ? (a.isNumber ? "1" : b.isNumber ? "2" : "0") : "0")
    super.init()
    save(a, b)
    if f == .hypot || f == .copySign { saveResult(r) }
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let (x, y) = (saved(0), saved(1))
    if needs(0) { sink.give(0, a.fit(first(g, x, y))) }
    if needs(1) { sink.give(1, b.fit(second(g, x, y))) }
  }
  /// The whole gradient to the greater, half to each of equals.
  private func shared(_ g: Tensor, _ wins: Tensor, _ equal: Tensor) -> Tensor {
    Tensor.where(equal, g / 2, g.maskedFill(.!wins, 0))
  }
  /// 1 / (x² + y²), 0 at the origin.
  private func inverseSquare(_ x: Tensor, _ y: Tensor) -> Tensor {
    let square = x * x + y * y
    return reciprocal(square).maskedFill(square .== 0, 0)
  }
  private func first(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor {
    switch f {
    case .maximum: return shared(g, x .>= y, x .== y)
    case .minimum: return shared(g, x .<= y, x .== y)
    case .fmax: return g.maskedFill(.!((x .>= y) .| y.isNaN()), 0)
    case .fmin: return g.maskedFill(.!((x .<= y) .| y.isNaN()), 0)
    case .atan2: return g * (y * inverseSquare(x, y))
    case .hypot: return g * (x / saved(2))
    case .logAddExp: return g / (1 + exp(y - x))
    case .copySign:
      let r = saved(2)
      let ratio = r / x
      return (g * ratio).maskedFill(x .== 0, 0)
    case .xlogy: return GradusTensors.xlogy(g, y).maskedFill((x .== 0) .& (y .<= 0), 0)
    }
  }
  private func second(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor {
    switch f {
    case .maximum: return shared(g, x .< y, x .== y)
    case .minimum: return shared(g, x .> y, x .== y)
    case .fmax: return g.maskedFill((x .>= y) .| y.isNaN(), 0)
    case .fmin: return g.maskedFill((x .<= y) .| y.isNaN(), 0)
    case .atan2: return g * (negative(x) * inverseSquare(x, y))
    case .hypot: return g * (y / saved(2))
    case .logAddExp: return g / (1 + exp(x - y))
    case .copySign: return Tensor(filled: g.sizes, g.dtype, .int(0))
    case .xlogy: return g * (x / y)
    }
  }
}
