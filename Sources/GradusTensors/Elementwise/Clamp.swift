import GradusKernels

extension Tensor {
  /// Each element moved into [min, max]; the gradient passes at the bounds.
  /// PyTorch: `clamp`, `clip`.
  public func clamped(min: (any TensorScalar)? = nil, max: (any TensorScalar)? = nil) -> Tensor {
    if min == nil, max == nil {
      stop("torch.clamp: At least one of 'min' or 'max' must not be None")
    }
    return clamped(
      min.map { Tensor(number: $0.scalar) }, max.map { Tensor(number: $0.scalar) },
      "ClampBackward1")
  }

  /// Each element moved between those of two tensors. PyTorch: `clamp(tensor, tensor)`.
  public func clamped(min: Tensor?, max: Tensor?) -> Tensor { clamped(min, max, "ClampBackward0") }

  private func clamped(_ low: Tensor?, _ high: Tensor?, _ name: String) -> Tensor {
    var r = self
    if let low {
      r = elementwise(GK_MAXIMUM, r, low, as: Promotion.of(r, low), "clamp_min_scalar_cpu")
    }
    if let high {
      r = elementwise(GK_MINIMUM, r, high, as: Promotion.of(r, high), "clamp_max_scalar_cpu")
    }
    if records(self) { r.attach(ClampNode(name, self, low, high)) }
    return r
  }

  /// Each element moved into [min, max], in place. PyTorch: `clamp_`.
  @discardableResult
  public func clamp(min: (any TensorScalar)? = nil, max: (any TensorScalar)? = nil) -> Tensor {
    replaceInPlace(with: []) { $0.clamped(min: min, max: max) }
  }
}

/// The gradient where the element was within the bounds, bounds included.
final class ClampNode: Node {
  private let called: String
  private let form: Form
  private let low: Tensor?
  private let high: Tensor?
  override var name: String { called }
  init(_ name: String, _ x: Tensor, _ low: Tensor?, _ high: Tensor?) {
    called = name
    form = Form(x)
    self.low = low?.detached()
    self.high = high?.detached()
    super.init()
    save(x)
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0).detached()
    var inside = Tensor(filled: x.sizes, .bool, .int(1))
    if let low { inside = logicalAnd(inside, x .>= low) }
    if let high { inside = logicalAnd(inside, x .<= high) }
    sink.give(0, form.fit(g.maskedFill(.!inside, 0)))
  }
}

/// `start + weight · (end - start)`. PyTorch: `torch.lerp`.
public func lerp(_ start: Tensor, _ end: Tensor, _ weight: Double) -> Tensor {
  if start.dtype != end.dtype {
    stop("expected dtype \(start.dtype.nativeName) for `end` but got dtype \(end.dtype.nativeName)")
  }
  if !start.dtype.isFloatingPoint {
    stop("\"lerp_kernel_scalar\" not implemented for '\(start.dtype.scalarName)'")
  }
  let step = noGradient { end - start }
  let r = noGradient { weight < 0.5 ? start + step * weight : end - step * (1 - weight) }
  if records(start, end) { r.attach(LerpNode(start, end, weight)) }
  return r
}

/// ∂lerp = (1 - w)·g, w·g.
final class LerpNode: Node {
  private let a: Form
  private let b: Form
  private let weight: Double
  override var name: String { "LerpBackward0" }
  init(_ a: Tensor, _ b: Tensor, _ weight: Double) {
    self.a = Form(a)
    self.b = Form(b)
    self.weight = weight
    super.init()
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, a.fit(g * (1 - weight))) }
    if needs(1) { sink.give(1, b.fit(g * weight)) }
  }
}

/// `t + value · a · b`. PyTorch: `torch.addcmul`.
public func addCMul(_ t: Tensor, _ a: Tensor, _ b: Tensor, value: some TensorScalar = 1) -> Tensor {
  let dtype = Promotion.of([t, a, b])
  if dtype == .bool { stop("\"addcmul_cpu_out\" not implemented for 'Bool'") }
  let factor: Scalar = dtype.isFloatingPoint ? value.scalar : .int(value.scalar.intValue)
  let r = noGradient { t + (a * b).times(factor) }
  if records([t, a, b]) { r.attach(AddCNode(t, a, b, value.scalar, divides: false)) }
  return r
}

/// `t + value · a / b`. PyTorch: `torch.addcdiv`.
public func addCDiv(_ t: Tensor, _ a: Tensor, _ b: Tensor, value: some TensorScalar = 1) -> Tensor {
  if !a.dtype.isFloatingPoint, !b.dtype.isFloatingPoint {
    stop(
      "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will "
        + "perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be "
        + "implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer "
        + "inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv "
        + "behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all "
        + "dtypes.")
  }
  let r = noGradient { t + (a / b).times(value.scalar) }
  if records([t, a, b]) { r.attach(AddCNode(t, a, b, value.scalar, divides: true)) }
  return r
}

final class AddCNode: Node {
  private let forms: [Form]
  private let value: Scalar
  private let divides: Bool
  override var name: String { divides ? "AddcdivBackward0" : "AddcmulBackward0" }
  init(_ t: Tensor, _ a: Tensor, _ b: Tensor, _ value: Scalar, divides: Bool) {
    forms = [Form(t), Form(a), Form(b)]
    self.value = value
    self.divides = divides
    super.init()
    save(a, b)
    link([t, a, b])
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let (a, b) = (saved(0), saved(1))
    if needs(0) { sink.give(0, forms[0].fit(g)) }
    let v = g.times(value)
    if needs(1) { sink.give(1, forms[1].fit(divides ? v / b : v * b)) }
    if needs(2) { sink.give(2, forms[2].fit(divides ? negative(v) * (a / (b * b)) : v * a)) }
  }
}
