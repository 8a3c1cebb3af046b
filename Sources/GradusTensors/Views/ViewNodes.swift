import GradusKernels

/// The gradient of a view that only names the elements' places anew: back in the old shape.
final class ReshapeNode: Node {
  private let called: String
  private let sizes: Sizes
  override var name: String { called }
  init(_ name: String, _ sizes: Sizes) {
    called = name
    self.sizes = sizes
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.reshaped(to: sizes)) }
}

final class TransposeNode: Node {
  private let called: String
  private let (i, j): (Int, Int)
  override var name: String { called }
  init(_ name: String, _ i: Int, _ j: Int) {
    called = name
    (self.i, self.j) = (i, j)
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.transposed(i, j)) }
}

final class PermuteNode: Node {
  private let order: [Int]
  override var name: String { "PermuteBackward0" }
  init(_ order: [Int]) { self.order = order }
  override func backward(_ g: Tensor, to sink: Sink) {
    var back = order
    for (i, d) in order.enumerated() { back[d] = i }
    sink.give(0, g.permuted(back))
  }
}

final class UnsqueezeNode: Node {
  private let axis: Int
  override var name: String { "UnsqueezeBackward0" }
  init(_ axis: Int) { self.axis = axis }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.squeezed(axis)) }
}

final class ExpandNode: Node {
  private let sizes: Sizes
  override var name: String { "ExpandBackward0" }
  init(_ sizes: Sizes) { self.sizes = sizes }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.summed(to: sizes, g.dtype)) }
}

/// The gradient of any view of a base: put back where the view lies, the rest zero.
final class AsStridedNode: Node {
  private let sizes: Sizes
  private let strides: Sizes
  private let offset: Int
  private let base: (sizes: Sizes, strides: Sizes)
  private let called: String
  private let overlapping: Bool
  override var name: String { called }
  init(
    _ sizes: Sizes, _ strides: Sizes, offset: Int, baseSizes: Sizes, baseStrides: Sizes,
    name: String = "AsStridedBackward0", overlapping: Bool = false
  ) {
    called = name
    self.overlapping = overlapping
    self.sizes = sizes
    self.strides = strides
    self.offset = offset
    base = (baseSizes, baseStrides)
  }
  convenience init(_ sizes: Sizes, _ strides: Sizes, offset: Int, of base: Tensor) {
    self.init(sizes, strides, offset: offset, baseSizes: base.sizes, baseStrides: base.strides)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    if overlapping {
      // Places of the view in a row-major base, where several elements may be one.
      let rowMajor = Tensor(uninitialized: base.sizes, .int64)
      gk_arange(DType.int64.code, Int64(rowMajor.size), 0, 1, 0, 1, rowMajor.pointer)
      let places = rowMajor.gatheredStrided(base.strides, sizes, strides, offset)
      let flat = g.reshaped(-1).spread(
        over: Sizes([rowMajor.size]), at: [places.reshaped(-1)])
      return sink.give(0, flat.reshaped(to: base.sizes))
    }
    sink.give(0, g.scattered(into: base.sizes, base.strides, at: sizes, strides, offset))
  }
}

extension Tensor {
  /// A tensor of zeros of the given form with this one added where a view of it would lie.
  func scattered(
    into baseSizes: Sizes, _ baseStrides: Sizes, at sizes: Sizes, _ strides: Sizes, _ offset: Int
  ) -> Tensor {
    let r = Tensor(filled: Sizes([reach(baseSizes, baseStrides)]), dtype, .int(0))
    let view = Tensor(viewOf: r, sizes, strides, offset: offset)
    Loops.copy(view, self)
    let whole = Tensor(viewOf: r, baseSizes, baseStrides).packed()
    if records(self) {
      let n = GatherStridedNode(sizes, strides, offset, baseStrides)
      n.link(self)
      whole.attach(n)
    }
    return whole
  }
}

/// The gradient of `scattered`: the view's part of the whole.
final class GatherStridedNode: Node {
  private let sizes: Sizes
  private let strides: Sizes
  private let offset: Int
  private let baseStrides: Sizes
  override var name: String { "AsStridedScatterBackward0" }
  init(_ sizes: Sizes, _ strides: Sizes, _ offset: Int, _ baseStrides: Sizes) {
    self.sizes = sizes
    self.strides = strides
    self.offset = offset
    self.baseStrides = baseStrides
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, g.gatheredStrided(baseStrides, sizes, strides, offset))
  }
}

extension Tensor {
  /// What a view of a base with `baseStrides` shows of this tensor, which has the base's shape.
  func gatheredStrided(
    _ baseStrides: Sizes, _ sizes: Sizes, _ strides: Sizes, _ offset: Int
  ) -> Tensor {
    let r = Tensor(filled: Sizes([reach(self.sizes, baseStrides)]), dtype, .int(0))
    Loops.copy(Tensor(viewOf: r, self.sizes, baseStrides), self)
    let v = Tensor(viewOf: r, sizes, strides, offset: offset).copied()
    if records(self) {
      let n = AsStridedNode(
        sizes, strides, offset: offset, baseSizes: self.sizes, baseStrides: baseStrides)
      n.link(self)
      v.attach(n)
    }
    return v
  }
}

/// How many elements of memory a tensor of this form spans.
func reach(_ sizes: Sizes, _ strides: Sizes) -> Int {
  var last = 0
  for d in 0..<sizes.count {
    if sizes[d] == 0 { return 0 }
    last += (sizes[d] - 1) * strides[d]
  }
  return last + 1
}
