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
    let dtype = Promotion.of([self, low, high].compactMap { $0 })
    if dtype == .bool, (low ?? high)!.isNumber {
      let kernel = low == nil ? "clamp_max" : high == nil ? "clamp_min" : "clamp"
      stop("\"\(kernel)_scalar_cpu\" not implemented for 'Bool'")
    }
    var r = self
    if let low { r = elementwise(GK_MAXIMUM, r, low, as: dtype, "clamp_min_cpu") }
    if let high { r = elementwise(GK_MINIMUM, r, high, as: dtype, "clamp_max_cpu") }
    if records([self, low, high].compactMap { $0 }) {
      r.attach(ClampNode(name, self, low, high))
    }
    return r
  }

  /// Each element moved into [min, max], in place. PyTorch: `clamp_`.
  @discardableResult
  public func clamp(min: (any TensorScalar)? = nil, max: (any TensorScalar)? = nil) -> Tensor {
    replaceInPlace(with: []) { $0.clamped(min: min, max: max) }
  }
}

/// The gradient to the element where it was within the bounds, bounds included, else to the bound; to
/// the upper one where they are crossed.
final class ClampNode: Node {
  private let called: String
  private let form: Form
  private let low: Tensor?
  private let high: Tensor?
  private let lowForm: Form?
  private let highForm: Form?
  override var name: String { called }
  init(_ name: String, _ x: Tensor, _ low: Tensor?, _ high: Tensor?) {
    called = name
    form = Form(x)
    self.low = low?.detached()
    self.high = high?.detached()
    lowForm = low.map { Form($0) }
    highForm = high.map { Form($0) }
    super.init()
    save(x)
    append(x.edge)
    append(low?.edge)
    append(high?.edge)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0).detached()
    var inside = Tensor(filled: x.sizes, .bool, .int(1))
    if let low { inside = logicalAnd(inside, x .>= low) }
    if let high { inside = logicalAnd(inside, x .<= high) }
    if needs(0) { sink.give(0, form.fit(g.maskedFill(.!inside, 0))) }
    if let low, let lowForm, needs(1) {
      var takes = x .< low
      if let high { takes = logicalAnd(takes, low .< high) }
      sink.give(1, lowForm.fit(Tensor.where(takes, g, 0)))
    }
    if let high, let highForm, needs(2) {
      var takes = x .> high
      if let low { takes = logicalOr(takes, high .< low) }
      sink.give(2, highForm.fit(Tensor.where(takes, g, 0)))
    }
  }
}

/// `start + weight · (end - start)`. PyTorch: `torch.lerp`.
public func lerp(_ start: Tensor, _ end: Tensor, _ weight: Double) -> Tensor {
  checkLerp(start, end, nil, "lerp_kernel_scalar")
  let r = noGradient {
    let (a, b) = (start.widened(), end.widened())
    let step = b - a
    return (weight < 0.5 ? a + step * weight : b - step * (1 - weight)).to(start.dtype)
  }
  if records(start, end) { r.attach(LerpNode(start, end, weight)) }
  return r
}

/// `start + weight · (end - start)` with a weight for each element. PyTorch: `torch.lerp(weight)`.
public func lerp(_ start: Tensor, _ end: Tensor, _ weight: Tensor) -> Tensor {
  checkLerp(start, end, weight, "lerp_kernel_tensor")
  let r = noGradient {
    let (a, b, w) = (start.widened(), end.widened(), weight.widened())
    let step = b - a
    return Tensor.where(abs(w) .< 0.5, a + w * step, b - step * (1 - w)).to(start.dtype)
  }
  if records([start, end, weight]) { r.attach(LerpByTensorNode(start, end, weight)) }
  return r
}

private func checkLerp(_ start: Tensor, _ end: Tensor, _ weight: Tensor?, _ kernel: String) {
  for (name, t) in [("end", end), ("weight", weight)] {
    guard let t, t.dtype != start.dtype, name == "end" || t.rank > 0 else { continue }
    stop(
      "expected dtype \(start.dtype.nativeName) for `\(name)` but got dtype \(t.dtype.nativeName)")
  }
  let n = broadcast(start.sizes, end.sizes)
  if let weight { _ = broadcast(n, weight.sizes) }
  if !start.dtype.isFloatingPoint, weight == nil || start.size > 0 {
    stop("\"\(kernel)\" not implemented for '\(start.dtype.scalarName)'")
  }
}

/// ∂lerp = (1 - w)·g, w·g, (end - start)·g.
final class LerpByTensorNode: Node {
  private let forms: [Form]
  override var name: String { "LerpBackward1" }
  init(_ a: Tensor, _ b: Tensor, _ w: Tensor) {
    forms = [Form(a), Form(b), Form(w)]
    super.init()
    save(a, b)
    save(w)
    link([a, b, w])
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, forms[0].fit(g * (1 - saved(2)))) }
    if needs(1) { sink.give(1, forms[1].fit(g * saved(2))) }
    if needs(2) { sink.give(2, forms[2].fit(g * (saved(1) - saved(0)))) }
  }
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
  _ = broadcast(broadcast(t.sizes, a.sizes), b.sizes)
  if dtype == .bool { stop("\"addcmul_cpu_out\" not implemented for 'Bool'") }
  let factor: Scalar = dtype.isFloatingPoint ? value.scalar : .int(value.scalar.intValue)
  let r = noGradient {
    let (x, y, z) = (t.to(dtype).widened(), a.to(dtype).widened(), b.to(dtype).widened())
    return (x + y.times(factor) * z).to(dtype)
  }
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
  let dtype = Promotion.of([t, a, b])
  _ = broadcast(broadcast(t.sizes, a.sizes), b.sizes)
  let r = noGradient {
    let (x, y, z) = (t.to(dtype).widened(), a.to(dtype).widened(), b.to(dtype).widened())
    return (x + y.times(value.scalar) / z).to(dtype)
  }
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
