import GradusKernels

extension Tensor {
  /// Stops where an in-place change would lose a leaf's history.
  func checkChangeable() {
    guard GradientMode.isRecording else { return }
    if tracks, currentNode is Leaf {
      stop(
        "a leaf Variable that requires grad is being used in an in-place operation.",
        hint: "in Swift: noGradient { x += 1 }, or y = x + 1")
    }
    if let base, base.tracks, base.node is Leaf {
      stop(
        "a view of a leaf Variable that requires grad is being used in an in-place operation.",
        hint: "in Swift: noGradient { x[0] .= 5 }, or change a clone()")
    }
    checkOverlap()
  }

  /// Stops where several elements are one place in memory.
  func checkOverlap() {
    for d in 0..<rank where sizes[d] > 1 && strides[d] == 0 {
      stop(
        "unsupported operation: more than one element of the written-to tensor refers to a single "
          + "memory location. Please clone() the tensor before performing the operation.")
    }
  }

  /// Stops where another tensor lies in part of this one's memory, or in all of it in another order:
  /// what it holds would change while it is read.
  func checkOverlap(with other: Tensor) {
    guard other !== self, size > 0, other.size > 0, sharesMemory(with: other), isDense,
      other.isDense
    else { return }
    let (a, b) = (pointer, other.pointer)
    let (endA, endB) = (a + size * dtype.byteCount, b + other.size * dtype.byteCount)
    let isSame = a == b && endA == endB
    if isSame ? strides != other.strides : a < endB && b < endA {
      stop(
        "unsupported operation: some elements of the input tensor and the written-to tensor refer to "
          + "a single memory location. Please clone() the tensor before performing the operation.")
    }
  }

  /// Whether the elements fill their stretch of memory, in whatever order of the dimensions.
  private var isDense: Bool {
    if isContiguous { return true }
    var step = 1
    let axes = (0..<rank).filter { sizes[$0] != 1 }.sorted { strides[$0] < strides[$1] }
    for d in axes {
      if strides[d] != step { return false }
      step *= sizes[d]
    }
    return true
  }

  /// An operation whose result takes the place of this tensor's elements.
  ///
  /// Where something is recorded, `operation` runs on a copy with this tensor's history, so that what
  /// it keeps is not what changes.
  @discardableResult
  func replaceInPlace(with others: [Tensor], _ operation: (Tensor) -> Tensor) -> Tensor {
    checkChangeable()
    let recording = GradientMode.isRecording && (tracks || others.contains { $0.tracks })
    let old: Tensor
    if recording {
      old = copied()
      if let e = edge { old.attach(e.node, slot: e.slot) }
    } else {
      old = self
    }
    let r = operation(old)
    if !r.dtype.canCast(to: dtype) {
      stop(
        "result type \(r.dtype.scalarName) can't be cast to the desired output type "
          + dtype.scalarName)
    }
    if r.sizes != sizes {
      stop(
        "output with shape \(sizes.text) doesn't match the broadcast shape \(r.sizes.text)")
    }
    Loops.copy(self, r)
    touch()
    if recording, let n = r.node {
      n.retargetResult(to: self)
      rebase(onto: n, slot: r.slot)
    }
    return self
  }

  @discardableResult
  func changeInPlace(_ f: Elementary) -> Tensor {
    if tracks, GradientMode.isRecording { return replaceInPlace(with: []) { f($0) } }
    checkChangeable()
    f.rawInPlace(self)
    touch()
    return self
  }

  /// `self = self op other` in place.
  @discardableResult
  func changeInPlace(
    _ other: Tensor, _ op: Int, _ name: String, _ recorded: (Tensor, Tensor) -> Tensor
  ) -> Tensor {
    checkOverlap(with: other)
    let refuses = op == GK_SUB && (dtype == .bool || other.dtype == .bool)
    if records(self, other) || refuses || other.sharesMemory(with: self) {
      return replaceInPlace(with: [other]) { recorded($0, other) }
    }
    checkChangeable()
    var type = Promotion.of(self, other)
    if op == GK_DIV { type = type.floating }
    if !type.canCast(to: dtype) {
      stop(
        "result type \(type.scalarName) can't be cast to the desired output type \(dtype.scalarName)"
      )
    }
    let n = broadcast(sizes, other.sizes)
    if n != sizes {
      stop("output with shape \(sizes.text) doesn't match the broadcast shape \(n.text)")
    }
    if type == dtype {
      elementwise(op, self, other, into: self, as: dtype, name)
    } else {
      Loops.copy(self, elementwise(op, self, other, as: type, name))
    }
    touch()
    return self
  }

  /// This tensor's history is now `n`; of a view, so is its base's.
  func rebase(onto n: Node, slot: Int32 = 0) {
    guard let base else {
      attach(n, slot: slot)
      history &+= 1
      return
    }
    let copy = CopySlicesNode(n, of: self, base: base)
    base.attach(copy)
    base.history &+= 1
    _ = currentNode
  }
}

/// A base of which a view was changed in place by `change`.
final class CopySlicesNode: Node {
  private let change: Node
  private let sizes: Sizes
  private let strides: Sizes
  private let offset: Int
  private let baseStrides: Sizes
  override var name: String { "CopySlices" }

  init(_ change: Node, of view: Tensor, base: Tensor) {
    self.change = change
    sizes = view.sizes
    strides = view.strides
    offset = view.viewOffset
    baseStrides = base.strides
    super.init()
    append(base.edge)
    for i in 1..<max(1, Int(change.edgeCount)) { append(change.edge(i)) }
  }

  override func backward(_ g: Tensor, to sink: Sink) {
    let part = g.gatheredStrided(baseStrides, sizes, strides, offset)
    let inner = Sink()
    change.backward(part, to: inner)
    if needs(0) {
      let own = change.needs(0) ? inner.take(0) : nil
      let hole = noGradient {
        Tensor(filled: sizes, .bool, .bool(true))
          .scattered(into: g.sizes, baseStrides, at: sizes, strides, offset)
      }
      var rest = g.maskedFill(hole, 0)
      if let own {
        rest = rest + own.scattered(into: g.sizes, baseStrides, at: sizes, strides, offset)
      }
      sink.give(0, rest)
    }
    for i in 1..<max(1, Int(edgeCount)) {
      if let other = inner.take(i) { sink.give(i, other) }
    }
  }
}
