import GradusKernels

/// A differentiable function of one number, applied to every element.
enum Elementary: UInt8 {
  case negative, abs, sign, floor, ceil, round, trunc, frac, relu, sqrt, rsqrt, reciprocal
  case exp, exp2, expm1, log, log2, log10, log1p, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  case asinh, acosh, atanh, sigmoid, erf, erfc, erfinv, lgamma, digamma, trigamma
  case gelu, silu

  /// The kernel, PyTorch's name of the node without its ending, and the kernel's name in messages.
  private var entry: (kernel: Int, node: String, message: String) {
    switch self {
    case .negative: (GK_NEG, "Neg", "neg_cpu")
    case .abs: (GK_ABS, "Abs", "abs_cpu")
    case .sign: (GK_SIGN, "Sign", "sign_cpu")
    case .floor: (GK_FLOOR, "Floor", "floor_vml_cpu")
    case .ceil: (GK_CEIL, "Ceil", "ceil_vml_cpu")
    case .round: (GK_ROUND, "Round", "round_vml_cpu")
    case .trunc: (GK_TRUNC, "Trunc", "trunc_vml_cpu")
    case .frac: (GK_FRAC, "Frac", "frac_cpu")
    case .relu: (GK_RELU, "Relu", "relu_cpu")
    case .sqrt: (GK_SQRT, "Sqrt", "sqrt_cpu")
    case .rsqrt: (GK_RSQRT, "Rsqrt", "rsqrt_cpu")
    case .reciprocal: (GK_RECIPROCAL, "Reciprocal", "reciprocal_cpu")
    case .exp: (GK_EXP, "Exp", "exp_cpu")
    case .exp2: (GK_EXP2, "Exp2", "exp2_cpu")
    case .expm1: (GK_EXPM1, "Expm1", "expm1_cpu")
    case .log: (GK_LOG, "Log", "log_cpu")
    case .log2: (GK_LOG2, "Log2", "log2_cpu")
    case .log10: (GK_LOG10, "Log10", "log10_cpu")
    case .log1p: (GK_LOG1P, "Log1P", "log1p_cpu")
    case .sin: (GK_SIN, "Sin", "sin_cpu")
    case .cos: (GK_COS, "Cos", "cos_cpu")
    case .tan: (GK_TAN, "Tan", "tan_cpu")
    case .asin: (GK_ASIN, "Asin", "asin_cpu")
    case .acos: (GK_ACOS, "Acos", "acos_cpu")
    case .atan: (GK_ATAN, "Atan", "atan_cpu")
    case .sinh: (GK_SINH, "Sinh", "sinh_cpu")
    case .cosh: (GK_COSH, "Cosh", "cosh_cpu")
    case .tanh: (GK_TANH, "Tanh", "tanh_cpu")
    case .asinh: (GK_ASINH, "Asinh", "asinh_cpu")
    case .acosh: (GK_ACOSH, "Acosh", "acosh_cpu")
    case .atanh: (GK_ATANH, "Atanh", "atanh_cpu")
    case .sigmoid: (GK_SIGMOID, "Sigmoid", "sigmoid_cpu")
    case .erf: (GK_ERF, "Erf", "erf_cpu")
    case .erfc: (GK_ERFC, "Erfc", "erfc_cpu")
    case .erfinv: (GK_ERFINV, "Erfinv", "erfinv_cpu")
    case .lgamma: (GK_LGAMMA, "Lgamma", "lgamma_cpu")
    case .digamma: (GK_DIGAMMA, "Digamma", "digamma")
    case .trigamma: (GK_TRIGAMMA, "Polygamma", "polygamma")
    case .gelu: (GK_GELU, "Gelu", "GeluKernelImpl")
    case .silu: (GK_SILU, "Silu", "silu_cpu")
    }
  }
  var kernel: Int { entry.kernel }
  var nodeName: String { entry.node + "Backward0" }

  /// Whether integers keep their type instead of becoming float32.
  private var keepsIntegers: Bool { rawValue <= Elementary.relu.rawValue }
  /// Whether integers are refused instead of becoming float32.
  private var needsFloats: Bool { self == .gelu || self == .silu || self == .frac }
  /// Whether the derivative is written in the result instead of the operand.
  var savesResult: Bool {
    switch self {
    case .relu, .sqrt, .rsqrt, .reciprocal, .exp, .exp2, .expm1, .tan, .tanh, .sigmoid, .erfinv:
      true
    default: false
    }
  }
  private var savesNothing: Bool {
    switch self {
    case .negative, .sign, .floor, .ceil, .round, .trunc, .frac: true
    default: false
    }
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let y = raw(x)
    if records(x) { y.attach(node(x, y)) }
    return y
  }

  private func node(_ x: Tensor, _ y: Tensor) -> Node {
    let n = ElementaryNode(self)
    if savesResult { n.saveResult(y) } else if !savesNothing { n.save(x) }
    n.link(x)
    return n
  }

  func raw(_ x: Tensor) -> Tensor {
    if x.dtype == .bool { refuseBool() }
    let floats = x.dtype.isFloatingPoint || keepsIntegers || needsFloats
    return elementwise(entry.kernel, floats ? x : x.converted(to: .float32), entry.message)
  }

  /// The function in place of `x`'s elements, without recording.
  func rawInPlace(_ x: Tensor) {
    if x.dtype == .bool { refuseBool() }
    if !x.dtype.isFloatingPoint, !keepsIntegers {
      stop("result type Float can't be cast to the desired output type \(x.dtype.scalarName)")
    }
    if Loops.unary(entry.kernel, x, x) != 0 {
      stop("\"\(entry.message)\" not implemented for '\(x.dtype.scalarName)'")
    }
  }

  private func refuseBool() {
    switch self {
    case .negative:
      stop(
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a "
          + "mask, use the `~` or `logical_not()` operator instead.", hint: "in Swift: `.!mask`")
    case .relu: stop("Boolean inputs not supported for relu")
    default: break
    }
  }
}

/// The derivative of an elementary function times the gradient.
final class ElementaryNode: Node {
  private let f: Elementary
  override var name: String { f.nodeName }
  init(_ f: Elementary) { self.f = f }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, derivative(g)) }

  private func derivative(_ g: Tensor) -> Tensor {
    switch f {
    case .negative: return negative(g)
    case .sign, .floor, .ceil, .round, .trunc: return Tensor(filled: g.sizes, g.dtype, .int(0))
    case .frac: return g
    case .relu: return g.maskedFill(saved(0) .<= 0, 0)
    case .sqrt: return g / (2 * saved(0))
    case .rsqrt: return -0.5 * g * saved(0) ** 3
    case .reciprocal:
      let y = saved(0)
      return negative(g) * (y * y)
    case .exp: return g * saved(0)
    case .exp2: return g * saved(0) * 0.6931471805599453
    case .expm1: return g * (saved(0) + 1)
    case .tan: return g * (1 + saved(0) ** 2)
    case .tanh: return g * (1 - saved(0) ** 2)
    case .sigmoid:
      let y = saved(0)
      return g * ((1 - y) * y)
    case .erfinv: return g * (rootOfPi / 2) * exp(saved(0) ** 2)
    default: return derivative(g, saved(0))
    }
  }

  private func derivative(_ g: Tensor, _ x: Tensor) -> Tensor {
    switch f {
    case .abs: return g * sign(x)
    case .log: return g / x
    case .log2: return g / (x * 0.6931471805599453)
    case .log10: return g / (x * 2.302585092994046)
    case .log1p: return g / (x + 1)
    case .sin: return g * cos(x)
    case .cos: return g * negative(sin(x))
    case .asin: return g * rsqrt(1 - x * x)
    case .acos: return g * negative(rsqrt(1 - x * x))
    case .atan: return g / (x * x + 1)
    case .sinh: return g * cosh(x)
    case .cosh: return g * sinh(x)
    case .asinh: return g * rsqrt(x * x + 1)
    case .acosh: return g * rsqrt(x * x - 1)
    case .atanh: return g / (1 - x * x)
    case .erf: return g * (exp(negative(x * x)) * (2 / rootOfPi))
    case .erfc: return g * (exp(negative(x * x)) * (-2 / rootOfPi))
    case .lgamma: return g * digamma(x)
    case .digamma: return g * Elementary.trigamma(x)
    case .gelu:
      let cdf = 0.5 * (1 + erf(x * 0.7071067811865476))
      let pdf = exp(-0.5 * (x * x)) * 0.3989422804014327
      return g * (cdf + x * pdf)
    case .silu:
      let s = sigmoid(x)
      return g * (s * (1 + x * (1 - s)))
    default: stop("derivative for aten::\(f) is not implemented")
    }
  }
}

/// √π.
private let rootOfPi = 1.772453850905516
