import GradusKernels

extension Tensor {
  /// Adds in place; the type stays. PyTorch: `a += b`, `add_`.
  public static func += (a: inout Tensor, b: Tensor) {
    a.changeInPlace(b, GK_ADD, "add") { added($0, $1) }
  }
  /// Adds in place; the type stays, with a number.
  public static func += (a: inout Tensor, b: some TensorScalar) { a += Tensor(number: b.scalar) }

  /// Subtracts in place; the type stays. PyTorch: `a -= b`, `sub_`.
  public static func -= (a: inout Tensor, b: Tensor) {
    a.changeInPlace(b, GK_SUB, "sub") { subtracted($0, $1) }
  }
  /// Subtracts in place; the type stays, with a number.
  public static func -= (a: inout Tensor, b: some TensorScalar) { a -= Tensor(number: b.scalar) }

  /// Multiplies in place; the type stays. PyTorch: `a *= b`, `mul_`.
  public static func *= (a: inout Tensor, b: Tensor) {
    a.changeInPlace(b, GK_MUL, "mul_cpu") { multiplied($0, $1) }
  }
  /// Multiplies in place; the type stays, with a number.
  public static func *= (a: inout Tensor, b: some TensorScalar) { a *= Tensor(number: b.scalar) }

  /// Divides in place; floating-point tensors only. PyTorch: `a /= b`, `div_`.
  public static func /= (a: inout Tensor, b: Tensor) {
    a.changeInPlace(b, GK_DIV, "div_true_cpu") { divided($0, $1) }
  }
  /// Divides in place; floating-point tensors only, with a number.
  public static func /= (a: inout Tensor, b: some TensorScalar) { a /= Tensor(number: b.scalar) }

  /// The remainder in place. PyTorch: `a %= b`, `remainder_`.
  public static func %= (a: inout Tensor, b: Tensor) {
    a.changeInPlace(b, GK_REMAINDER, "remainder_cpu") { remaindered($0, $1) }
  }
  /// The remainder in place, with a number.
  public static func %= (a: inout Tensor, b: some TensorScalar) { a %= Tensor(number: b.scalar) }

  /// Copies `b`, stretched to this shape and converted to this type, into the tensor's memory.
  /// PyTorch: `a[…] = b`, `copy_`.
  public static func .= (a: Tensor, b: Tensor) { a.fill(from: b) }
  /// Sets every element. PyTorch: `a[…] = 5`, `fill_`.
  public static func .= (a: Tensor, b: some TensorScalar) { a.fill(b) }

  /// Sets every element to 0. PyTorch: `zero_`.
  @discardableResult
  public func zero() -> Tensor { setAll(.int(0), "ZeroBackward0") }
  /// A tensor of zeros of this shape and type. PyTorch: `torch.zeros_like`.
  public func zeroed() -> Tensor { Tensor(filled: sizes, dtype, .int(0)) }

  /// Sets every element to `value`. PyTorch: `fill_`.
  @discardableResult
  public func fill(_ value: some TensorScalar) -> Tensor { setAll(value.scalar, "FillBackward0") }

  private func setAll(_ value: Scalar, _ name: String) -> Tensor {
    checkChangeable()
    fillRaw(value)
    touch()
    if tracks, GradientMode.isRecording {
      let n = ZeroNode(name, self)
      rebase(onto: n)
    }
    return self
  }

  /// Copies the elements of `b`. PyTorch: `copy_`.
  @discardableResult
  public func fill(from b: Tensor) -> Tensor {
    if b === self
      || (b.sharesMemory(with: self) && b.pointer == pointer && b.sizes == sizes
        && b.strides == strides)
    {
      return self
    }
    checkChangeable()
    if b.sizes == sizes { checkOverlap(with: b) }
    if b.rank > rank, b.size == 1 || b.sizes.array.drop(while: { $0 == 1 }).count <= rank {
      Loops.copy(self, b.reshaped(to: Sizes(Array(b.sizes.array.suffix(rank)))))
    } else {
      let (n, s) = b.expansion(to: sizes.array)
      let source = b.sharesMemory(with: self) ? b.copied() : b
      let (m, t) = source === b ? (n, s) : source.expansion(to: sizes.array)
      Loops.copy(self, Tensor(viewOf: source, m, t))
    }
    touch()
    if GradientMode.isRecording, tracks || (b.tracks && dtype.isFloatingPoint) {
      rebase(onto: CopyNode(self, b))
    }
    return self
  }
}

/// The gradient of a copy goes to its source only.
final class CopyNode: Node {
  private let target: Form
  private let source: Form
  override var name: String { "CopyBackwards" }
  init(_ target: Tensor, _ source: Tensor) {
    self.target = Form(target)
    self.source = Form(source)
    super.init()
    link(target, source)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if needs(0) { sink.give(0, Tensor(filled: target.sizes, target.dtype, .int(0))) }
    if needs(1) { sink.give(1, source.fit(g)) }
  }
}
