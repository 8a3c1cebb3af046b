import GradusKernels

/// Where a gradient goes: an output of the operation that made a tensor.
struct Edge {
  var node: Node
  var slot: Int32
}

/// One recorded operation: how to turn the gradient of its outputs into those of its inputs.
///
/// A subclass per operation, so that the tape holds no closures. Numbers grow with time: an
/// operation always has a greater number than those it depends on.
class Node {
  final private(set) var edge0: Edge?
  final private(set) var edge1: Edge?
  final private(set) var more: [Edge?] = []
  final private(set) var edgeCount: Int32 = 0
  final private(set) var released = false
  final let sequence: UInt64
  /// The run of the engine that last met this node, and its place in it.
  final var mark: UInt64 = 0
  final var place = 0
  final var saved0: SavedTensor?
  final var saved1: SavedTensor?
  final var savedMore: [SavedTensor] = []
  final var hooks: NodeHooks?
  private final var next: UnsafeMutableRawPointer?

  private static nonisolated(unsafe) var counter: UInt64 = 0

  init() {
    Node.counter &+= 1
    sequence = Node.counter
  }

  /// PyTorch's name of the operation, as `grad_fn` shows it.
  var name: String { "Backward" }
  /// How many outputs the operation has.
  var outputCount: Int { 1 }

  /// The gradients of the inputs for that of the only output.
  func backward(_ g: Tensor, to sink: Sink) {}
  /// The gradients of the inputs for those of the outputs; nil stands for zero.
  func backward(_ gs: [Tensor?], to sink: Sink) {
    if let g = gs[0] { backward(g, to: sink) }
  }

  /// Adds the inputs, in order; those that record nothing get no gradient.
  final func link(_ a: Tensor) { append(a.edge) }
  final func link(_ a: Tensor, _ b: Tensor) {
    append(a.edge)
    append(b.edge)
  }
  final func link(_ all: [Tensor]) { for t in all { append(t.edge) } }

  final func append(_ e: Edge?) {
    switch edgeCount {
    case 0: edge0 = e
    case 1: edge1 = e
    default: more.append(e)
    }
    edgeCount += 1
  }

  final func replaceFirstEdge(_ e: Edge?) { edge0 = e }

  final func edge(_ i: Int) -> Edge? {
    switch i {
    case 0: edge0
    case 1: edge1
    default: more[i - 2]
    }
  }

  /// Whether input `i` wants a gradient.
  final func needs(_ i: Int) -> Bool { edge(i) != nil }

  /// Keeps an input for the way back.
  final func save(_ t: Tensor) { keep(SavedTensor(t)) }
  final func save(_ a: Tensor, _ b: Tensor) {
    saved0 = SavedTensor(a)
    saved1 = SavedTensor(b)
  }
  /// Keeps the result, without holding itself alive through it.
  final func saveResult(_ t: Tensor) { keep(SavedTensor(result: t)) }

  private final func keep(_ s: SavedTensor) {
    if saved0 == nil {
      saved0 = s
    } else if saved1 == nil {
      saved1 = s
    } else {
      savedMore.append(s)
    }
  }

  /// The `i`th kept tensor; a stop where it was released or changed in place since.
  final func saved(_ i: Int) -> Tensor {
    if released { Node.stopReleased() }
    switch i {
    case 0: return saved0!.unpack(self)
    case 1: return saved1!.unpack(self)
    default: return savedMore[i - 2].unpack(self)
    }
  }

  static func stopReleased() -> Never {
    stop(
      "Trying to backward through the graph a second time (or directly access saved tensors after "
        + "they have already been freed). Saved intermediate values of the graph are freed when you "
        + "call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward "
        + "through the graph a second time or if you need to access saved tensors after calling "
        + "backward.",
      hint: "in Swift: backward(retainGraph: true)")
  }

  /// Whether the way back needs tensors that a first run has let go.
  final var isSpent: Bool { released }

  /// Lets go of the kept tensors after a run.
  final func releaseSaved() {
    if saved0 == nil { return }
    released = true
    saved0 = nil
    saved1 = nil
    savedMore = []
  }

  /// The result's memory is now that of `t`: an in-place operation copied it there.
  final func retargetResult(to t: Tensor) {
    if saved0?.isResult == true { saved0 = SavedTensor(result: t) }
    if saved1?.isResult == true { saved1 = SavedTensor(result: t) }
    for i in savedMore.indices where savedMore[i].isResult {
      savedMore[i] = SavedTensor(result: t)
    }
  }

  deinit {
    Node.release(edge: &edge0)
    Node.release(edge: &edge1)
    for i in more.indices { Node.release(edge: &more[i]) }
  }

  private static func release(edge: inout Edge?) {
    guard edge != nil else { return }
    var n: Node? = edge!.node
    edge = nil
    release(&n)
  }

  /// Drops a reference. The last one to a node puts it on a list instead of freeing it inside the
  /// node it hangs on, so that a chain of any length is freed without recursion.
  static func release(_ node: inout Node?) {
    guard isKnownUniquelyReferenced(&node) else {
      node = nil
      return
    }
    let thread = gk_this_thread()
    let last = node.take()!
    last.next = thread.pointee.pending
    thread.pointee.pending = Unmanaged.passRetained(last).toOpaque()
    if thread.pointee.draining == 1 { return }
    drain(thread)
  }

  private static func drain(_ thread: UnsafeMutablePointer<gk_thread>) {
    thread.pointee.draining = 1
    while let p = thread.pointee.pending {
      let n = Unmanaged<Node>.fromOpaque(p)
      thread.pointee.pending = n._withUnsafeGuaranteedRef { $0.next }
      n.release()
    }
    thread.pointee.draining = 0
  }
}

/// The gradients of a node's inputs, in order.
final class Sink {
  private(set) var g0: Tensor?
  private(set) var g1: Tensor?
  private(set) var more: [Tensor?] = []

  func give(_ i: Int, _ g: Tensor) {
    switch i {
    case 0: g0 = g
    case 1: g1 = g
    default:
      while more.count <= i - 2 { more.append(nil) }
      more[i - 2] = g
    }
  }

  func take(_ i: Int) -> Tensor? {
    switch i {
    case 0: return g0.take()
    case 1: return g1.take()
    default: return i - 2 < more.count ? more[i - 2].take() : nil
    }
  }
}
