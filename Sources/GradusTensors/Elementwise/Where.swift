import GradusKernels

extension Tensor {
  /// The elements of `a` where `condition` holds, else those of `b`. PyTorch: `torch.where`.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    chosen(condition, a, b)
  }
  /// The elements of `a` where `condition` holds, else those of `b`, with a number.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: some TensorScalar) -> Tensor {
    chosen(condition, a, Tensor(number: b.scalar))
  }
  /// The elements of `a` where `condition` holds, else those of `b`, with a number.
  public static func `where`(_ condition: Tensor, _ a: some TensorScalar, _ b: Tensor) -> Tensor {
    chosen(condition, Tensor(number: a.scalar), b)
  }
  /// The elements of `a` where `condition` holds, else those of `b`.
  public static func `where`(
    _ condition: Tensor, _ a: some TensorScalar, _ b: some TensorScalar
  ) -> Tensor {
    chosen(condition, Tensor(number: a.scalar), Tensor(number: b.scalar))
  }

  static func chosen(_ c: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    if c.dtype != .bool, c.dtype != .uint8 {
      stop(
        "where expected condition to be a boolean tensor, but got a tensor with dtype "
          + c.dtype.scalarName)
    }
    let dtype = Promotion.of(a, b)
    let out = Tensor(uninitialized: broadcast(broadcast(c.sizes, a.sizes), b.sizes), dtype)
    Loops.choose(out, c, a.converted(to: dtype), b.converted(to: dtype))
    if records(a, b) { out.attach(WhereNode(c, a, b)) }
    return out
  }

  /// A copy with `value` where `mask` holds. PyTorch: `masked_fill`.
  public func maskedFill(_ mask: Tensor, _ value: some TensorScalar) -> Tensor {
    if mask.dtype != .bool {
      stop(
        "masked_fill_ only supports boolean masks, but got mask with dtype \(mask.dtype.nativeName)"
      )
    }
    let v = value.scalar
    let out = Tensor(uninitialized: broadcast(mask.sizes, sizes), dtype)
    dtype.checkHolds(v)
    let filler = Tensor(filled: Sizes(), dtype, v)
    Loops.choose(out, mask, filler, self)
    if records(self) { out.attach(MaskedFillNode(self, mask)) }
    return out
  }
}

final class WhereNode: Node {
  private let a: Form
  private let b: Form
  override var name: String { "WhereBackward0" }
  init(_ c: Tensor, _ a: Tensor, _ b: Tensor) {
    self.a = Form(a)
    self.b = Form(b)
    super.init()
    save(c)
    link(a, b)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let c = saved(0)
    if needs(0) { sink.give(0, a.fit(Tensor.where(c, g, 0))) }
    if needs(1) { sink.give(1, b.fit(Tensor.where(c, 0, g))) }
  }
}

final class MaskedFillNode: Node {
  private let form: Form
  override var name: String { "MaskedFillBackward0" }
  init(_ x: Tensor, _ mask: Tensor) {
    form = Form(x)
    super.init()
    save(mask)
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, form.fit(g.maskedFill(saved(0), 0)))
  }
}

extension DType {
  /// Stops where the type cannot hold a number.
  ///
  /// - Parameter name: what the sentence calls the type; by default as C++ does.
  func checkHolds(_ v: Scalar, _ name: String? = nil) {
    let (native, low, high): (String, Double, Double)
    switch self {
    case .uint8:
      // A negative integer wraps; a negative float does not fit.
      if case .float = v {
        (native, low, high) = ("uint8_t", 0, 255)
      } else {
        (native, low, high) = ("uint8_t", -255, 255)
      }
    case .int8: (native, low, high) = ("int8_t", -128, 127)
    case .int16: (native, low, high) = ("int16_t", -32768, 32767)
    case .int32: (native, low, high) = ("int", -0x1p31, 0x1p31 - 1)
    case .int64: (native, low, high) = ("int64_t", -0x1p63, 0x1p63)
    case .float32 where name == nil && v.doubleValue.isFinite:
      let top = Double(Float.greatestFiniteMagnitude)
      (native, low, high) = ("float", -top, top)
    default: return
    }
    let d = v.doubleValue
    if !(d >= low && d <= high) {
      stop("value cannot be converted to type \(name ?? native) without overflow")
    }
  }
}
