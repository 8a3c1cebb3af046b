import GradusKernels

extension Tensor {
  /// The elements as another type, itself where they are of it already.
  ///
  /// Floating to integer truncates towards zero; NaN and what is out of range give the least value.
  /// Integers wrap. PyTorch: `to(dtype)`, `type`, `float`, `double`, `half`, `bfloat16`, `long`, `int`,
  /// `short`, `bool`, `byte`, `char`.
  public func to(_ dtype: DType) -> Tensor {
    if dtype == self.dtype { return self }
    let r = converted(to: dtype)
    if dtype.isFloatingPoint, records(self) { r.attach(ConversionNode(self)) }
    return r
  }

  /// A copy in memory of its own, with the same history. PyTorch: `clone`.
  public func clone() -> Tensor { cloned() }

  func cloned() -> Tensor {
    let r = copied()
    if records(self) { r.attach(CloneNode(self)) }
    return r
  }

  /// Itself where it is row-major in memory, else a copy that is. PyTorch: `contiguous`.
  public func contiguous() -> Tensor { isContiguous ? self : cloned() }
}

/// The gradient in the type of the input.
final class ConversionNode: Node {
  private let dtype: DType
  override var name: String { "ToCopyBackward0" }
  init(_ x: Tensor) {
    dtype = x.dtype
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.to(dtype)) }
}

final class CloneNode: Node {
  override var name: String { "CloneBackward0" }
  init(_ x: Tensor) {
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g) }
}

extension Double {
  /// The only element of a tensor. PyTorch: `float(tensor)`, `item()`.
  public init(_ t: Tensor) { self = t.onlyElement().doubleValue }
}
extension Float {
  /// The only element of a tensor.
  public init(_ t: Tensor) { self = Float(t.onlyElement().doubleValue) }
}
extension Int {
  /// The only element of a tensor, truncated; NaN and what does not fit stop.
  /// PyTorch: `int(tensor)`.
  public init(_ t: Tensor) {
    let s = t.onlyElement()
    if case .float(let v) = s {
      if v.isNaN { stop("cannot convert float NaN to integer") }
      if v.isInfinite { stop("cannot convert float infinity to integer") }
      if !(v >= -0x1p63 && v < 0x1p63) {
        stop("value cannot be converted to type int64_t without overflow")
      }
    }
    self = s.intValue
  }
}
extension Bool {
  /// Whether the only element of a tensor is not zero. PyTorch: `bool(tensor)`.
  public init(_ t: Tensor) {
    if t.size == 0 { stop("Boolean value of Tensor with no values is ambiguous") }
    if t.size > 1 {
      stop(
        "Boolean value of Tensor with more than one value is ambiguous",
        hint: "in Swift: Bool((a .> b).all())")
    }
    self = !t.scalarRaw().isZero
  }
}

extension Tensor {
  fileprivate func onlyElement() -> Scalar {
    if size != 1 {
      stop(
        "only one element tensors can be converted to Python scalars",
        hint: "in Swift: [Double](t) for all elements")
    }
    return scalarRaw()
  }

  /// The only element, with its kind. PyTorch: `item()`.
  public func item() -> Scalar {
    if size != 1 { stop("a Tensor with \(size) elements cannot be converted to Scalar") }
    return scalarRaw()
  }
}

// `Array(t)` without a type means the slices of a tensor, hence these initialisers are disfavoured.
extension Array where Element == Double {
  /// All elements in row-major order. PyTorch: `flatten().tolist()`.
  @_disfavoredOverload
  public init(_ t: Tensor) {
    let p = t.converted(to: .float64).packed()
    self.init(
      UnsafeBufferPointer(start: p.pointer.assumingMemoryBound(to: Double.self), count: p.size))
  }
}
extension Array where Element == Float {
  /// All elements in row-major order.
  @_disfavoredOverload
  public init(_ t: Tensor) {
    let p = t.converted(to: .float32).packed()
    self.init(
      UnsafeBufferPointer(start: p.pointer.assumingMemoryBound(to: Float.self), count: p.size))
  }
}
extension Array where Element == Int {
  /// All elements in row-major order, truncated.
  @_disfavoredOverload
  public init(_ t: Tensor) {
    let p = t.converted(to: .int64).packed()
    self.init(
      UnsafeBufferPointer(start: p.pointer.assumingMemoryBound(to: Int.self), count: p.size))
  }
}
extension Array where Element == Bool {
  /// All elements in row-major order, those that are not zero true.
  @_disfavoredOverload
  public init(_ t: Tensor) {
    let p = t.converted(to: .bool).packed()
    self.init(
      UnsafeBufferPointer(start: p.pointer.assumingMemoryBound(to: Bool.self), count: p.size))
  }
}
