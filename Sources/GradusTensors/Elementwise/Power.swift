import GradusKernels

/// `a ** b`.
func raised(_ a: Tensor, _ b: Tensor) -> Tensor {
  let dtype = Promotion.of(a, b)
  if b.isNumber, !dtype.isFloatingPoint, b.scalarRaw().intValue < 0 {
    stop(
      "Integers to negative integer powers are not allowed.",
      hint: "in Swift: x.to(.float32) ** -1, or x ** -1.0")
  }
  if b.isNumber, dtype == .bool {
    // A bool to a bool number is itself or true; to a bool tensor it has no power.
    return b.scalarRaw().isZero ? Tensor(filled: a.sizes, .bool, .int(1)) : a.copied()
  }
  if b.isNumber, !dtype.isFloatingPoint { dtype.checkHolds(b.scalarRaw()) }
  let r = elementwise(GK_POW, a, b, as: dtype, "pow")
  if records(a, b) { r.attach(PowNode(a, b, r)) }
  return r
}

/// ∂aᵇ = g·b·aᵇ⁻¹, g·aᵇ·ln a; 0 for b = 0, and for the exponent where a = 0 and b ≥ 0.
final class PowNode: Node {
  private let a: Form
  private let b: Form
  private let baseIsNumber: Bool
  private let exponentIsNumber: Bool
  override var name: String {
    exponentIsNumber ? "PowBackward0" : baseIsNumber ? "PowBackward2" : "PowBackward1"
  }
  init(_ a: Tensor, _ b: Tensor, _ r: Tensor) {
    self.a = Form(a)
    self.b = Form(b)
    baseIsNumber = a.isNumber
    exponentIsNumber = b.isNumber
    super.init()
    save(a)
    save(b)
    if !exponentIsNumber { saveResult(r) }
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let (x, y) = (saved(0), saved(1))
    if needs(0) {
      if exponentIsNumber {
        sink.give(0, a.fit(byNumber(g, x, y.scalarRaw())))
      } else {
        let d = g * (y * x ** (y - 1))
        sink.give(0, a.fit(d.maskedFill(y .== 0, 0)))
      }
    }
    if needs(1) {
      let zero = (x .== 0) .& (y .>= 0)
      let d = g * (saved(2) * log(x.isNumber ? x.to(g.dtype) : x))
      sink.give(1, b.fit(d.maskedFill(zero, 0)))
    }
  }
  private func byNumber(_ g: Tensor, _ x: Tensor, _ p: Scalar) -> Tensor {
    if p.isZero { return Tensor(filled: g.sizes, g.dtype, .int(0)) }
    switch p {
    case .int(let n): return g * (raised(x, Tensor(number: .int(n - 1))) * n)
    default:
      let v = p.doubleValue
      return g * (raised(x, Tensor(number: .float(v - 1))) * v)
    }
  }
}

/// `a % b`, with the divisor's sign.
func remaindered(_ a: Tensor, _ b: Tensor) -> Tensor {
  let r = elementwise(GK_REMAINDER, a, b, as: Promotion.of(a, b), "remainder_cpu")
  if records(a, b), a.isNumber { r.attach(NotImplementedNode("remainder", [a, b])) }
  if records(a, b), !a.isNumber {
    r.attach(RemainderNode("Remainder\(b.isNumber ? "Backward0" : "Backward1")", a, b, floor: true))
  }
  return r
}

/// The remainder of each division with the dividend's sign. PyTorch: `torch.fmod`.
public func fmod(_ a: Tensor, _ b: Tensor) -> Tensor {
  let r = elementwise(GK_FMOD, a, b, as: Promotion.of(a, b), "fmod_cpu")
  if records(a, b) {
    r.attach(RemainderNode("Fmod\(b.isNumber ? "Backward0" : "Backward1")", a, b, floor: false))
  }
  return r
}
/// The remainder of each division with the dividend's sign, with a number.
public func fmod(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  fmod(a, Tensor(number: b.scalar))
}

/// ∂(a mod b) = g, -g·⌊a/b⌋ (or the quotient cut).
final class RemainderNode: Node {
  private let called: String
  private let a: Form
  private let b: Form
  private let floors: Bool
  override var name: String { called }
  init(_ name: String, _ a: Tensor, _ b: Tensor, floor: Bool) {
    called = name
    self.a = Form(a)
    self.b = Form(b)
    floors = floor
    super.init()
    save(a, b)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, a.fit(g)) }
    if needs(1) {
      let q = noGradient {
        divide(saved(0), saved(1), rounding: floors ? .down : .towardZero)
      }
      sink.give(1, b.fit(negative(g) * q))
    }
  }
}

/// The quotient rounded down, of the promoted type; integer division by zero stops, and so does the
/// way back. PyTorch: `a // b`, `torch.floor_divide`.
public func floorDivide(_ a: Tensor, _ b: Tensor) -> Tensor {
  let r = elementwise(GK_FLOOR_DIV, a, b, as: Promotion.of(a, b), "div_floor_cpu")
  if records(a, b) { r.attach(NotImplementedNode("floor_divide", [a, b])) }
  return r
}
/// The quotient rounded down, of the promoted type; integer division by zero stops, with a number.
public func floorDivide(_ a: Tensor, _ b: some TensorScalar) -> Tensor {
  floorDivide(a, Tensor(number: b.scalar))
}
/// The quotient rounded down, of the promoted type; integer division by zero stops, with a number.
public func floorDivide(_ a: some TensorScalar, _ b: Tensor) -> Tensor {
  floorDivide(Tensor(number: a.scalar), b)
}

/// Which whole number a quotient becomes.
public enum QuotientRounding: Sendable {
  /// The next one below.
  case down
  /// The next one on the side of zero.
  case towardZero
}

/// The quotient as a whole number, of the promoted type, with a gradient of 0; integer division by
/// zero stops. PyTorch: `torch.div(rounding_mode=)`.
public func divide(_ a: Tensor, _ b: Tensor, rounding: QuotientRounding) -> Tensor {
  let r =
    switch rounding {
    case .down: elementwise(GK_FLOOR_DIV, a, b, as: Promotion.of(a, b), "div_floor_cpu")
    case .towardZero: elementwise(GK_TRUNC_DIV, a, b, as: Promotion.of(a, b), "div_trunc_cpu")
    }
  if records(a, b) { r.attach(ZeroNode(b.isNumber ? "DivBackward3" : "DivBackward2", a, b)) }
  return r
}
/// The quotient as a whole number, of the promoted type, with a gradient of 0, with a number.
public func divide(_ a: Tensor, _ b: some TensorScalar, rounding: QuotientRounding) -> Tensor {
  divide(a, Tensor(number: b.scalar), rounding: rounding)
}

/// An operation without a derivative: going back through it stops.
final class NotImplementedNode: Node {
  private let operation: String
  override var name: String { "NotImplemented" }
  init(_ operation: String, _ inputs: [Tensor]) {
    self.operation = operation
    super.init()
    link(inputs)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    stop("derivative for aten::\(operation) is not implemented")
  }
}

/// An operation whose derivative is zero everywhere.
final class ZeroNode: Node {
  private let called: String
  private let forms: [Form]
  override var name: String { called }
  init(_ name: String, _ inputs: Tensor...) {
    called = name
    forms = inputs.map { Form($0) }
    super.init()
    link(inputs)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    for (i, f) in forms.enumerated() where needs(i) {
      sink.give(i, Tensor(filled: f.sizes, f.dtype, .int(0)))
    }
  }
}
