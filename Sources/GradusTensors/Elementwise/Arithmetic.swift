import GradusKernels

/// `a + alpha · b`.
func added(_ a: Tensor, _ b: Tensor, alpha: Scalar = .int(1)) -> Tensor {
  let dtype = Promotion.of(a, b)
  let scaled = alpha == .int(1) ? b : scaledRaw(a, b, alpha, dtype)
  let r = elementwise(GK_ADD, a, scaled, as: dtype, "add")
  if records(a, b) { r.attach(AddNode(a, b, alpha)) }
  return r
}

private func scaledRaw(_ a: Tensor, _ b: Tensor, _ alpha: Scalar, _ dtype: DType) -> Tensor {
  _ = broadcast(a.sizes, b.sizes)
  if case .bool = alpha, dtype != .bool {
    stop("Boolean alpha only supported for Boolean results.")
  }
  if case .float = alpha, !dtype.isFloatingPoint {
    stop("For integral input tensors, argument alpha must not be a floating point number.")
  }
  return elementwise(GK_MUL, b, Tensor(number: alpha), as: dtype, "mul")
}

/// `a - alpha · b`.
func subtracted(_ a: Tensor, _ b: Tensor, alpha: Scalar = .int(1)) -> Tensor {
  if a.dtype == .bool || b.dtype == .bool {
    let both = a.dtype == .bool && b.dtype == .bool
    stop(
      both
        ? "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
          + "`logical_xor()` operator instead."
        : "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to "
          + "invert a mask, use the `~` or `logical_not()` operator instead.",
      hint: "in Swift: `a .^ b`, `.!a`")
  }
  let dtype = Promotion.of(a, b)
  let scaled = alpha == .int(1) ? b : scaledRaw(a, b, alpha, dtype)
  let r = elementwise(GK_SUB, a, scaled, as: dtype, "sub")
  if records(a, b) {
    r.attach(a.isNumber ? RsubNode(a, b, alpha) : SubNode(a, b, alpha))
  }
  return r
}

/// `a · b`.
func multiplied(_ a: Tensor, _ b: Tensor) -> Tensor {
  let r = elementwise(GK_MUL, a, b, as: Promotion.of(a, b), "mul_cpu")
  if records(a, b) { r.attach(MulNode(a, b)) }
  return r
}

/// `a / b`, floating even for integers.
func divided(_ a: Tensor, _ b: Tensor) -> Tensor {
  let r = elementwise(GK_DIV, a, b, as: Promotion.of(a, b).floating, "div_true_cpu")
  if records(a, b) { r.attach(DivNode(a, b)) }
  return r
}

extension Tensor {
  /// This gradient times a number, 1 leaving it as it is.
  func times(_ s: Scalar) -> Tensor { s == .int(1) ? self : NumberOperation.multiply(self, s) }
}

class SumOfTwoNode: Node {
  final let a: Form
  final let b: Form
  final let alpha: Scalar

  init(_ a: borrowing Tensor, _ b: borrowing Tensor, _ alpha: Scalar) {
    self.a = Form(a)
    self.b = Form(b)
    self.alpha = alpha
    super.init()
    link(a, b)
  }
}

/// ∂(a + αb) = g, αg.
final class AddNode: SumOfTwoNode {
  override var name: String { "AddBackward0" }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, a.fit(g)) }
    if needs(1) { sink.give(1, b.fit(g.times(alpha))) }
  }
}

/// ∂(a - αb) = g, -αg.
class SubNode: SumOfTwoNode {
  override var name: String { "SubBackward0" }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, a.fit(g)) }
    if needs(1) { sink.give(1, b.fit(negative(g).times(alpha))) }
  }
}

/// A number less a tensor.
final class RsubNode: SubNode {
  override var name: String { "RsubBackward1" }
}

/// ∂(a·b) = g·b, g·a.
final class MulNode: Node {
  private let a: Form
  private let b: Form
  override var name: String { "MulBackward0" }
  init(_ a: borrowing Tensor, _ b: borrowing Tensor) {
    self.a = Form(a)
    self.b = Form(b)
    super.init()
    save(a, b)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, a.fit(multiplied(g, saved(1)))) }
    if needs(1) { sink.give(1, b.fit(multiplied(g, saved(0)))) }
  }
}

/// ∂(a/b) = g/b, -g·(a/b)/b.
final class DivNode: Node {
  private let a: Form
  private let b: Form
  override var name: String { "DivBackward0" }
  init(_ a: borrowing Tensor, _ b: borrowing Tensor) {
    self.a = Form(a)
    self.b = Form(b)
    super.init()
    save(a, b)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let y = saved(1)
    if needs(0) { sink.give(0, a.fit(divided(g, y))) }
    if needs(1) {
      sink.give(1, b.fit(multiplied(negative(g), divided(divided(saved(0), y), y))))
    }
  }
}

/// `a + alpha · b`. PyTorch: `torch.add(alpha=)`.
public func add(_ a: Tensor, _ b: Tensor, alpha: some TensorScalar = 1) -> Tensor {
  added(a, b, alpha: alpha.scalar)
}

/// `a - alpha · b`. PyTorch: `torch.sub(alpha=)`.
public func subtract(_ a: Tensor, _ b: Tensor, alpha: some TensorScalar = 1) -> Tensor {
  subtracted(a, b, alpha: alpha.scalar)
}
