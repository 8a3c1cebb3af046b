import GradusKernels
import Synchronization

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
  private final var node0: Node?
  private final var node1: Node?
  private final var slots: (Int32, Int32) = (0, 0)
  final private(set) var edgeCount: Int32 = 0
  final private(set) var released = false
  final let sequence: UInt64
  /// The run of the engine that last met this node, and its place in it.
  final var mark: UInt64 = 0
  final var place = 0
  final var saved0: SavedTensor?
  final var saved1: SavedTensor?
  /// What few operations have: inputs and kept tensors behind the second.
  private final class Rest {
    var edges: [Edge?] = []
    var saved: [SavedTensor] = []
  }
  private final var rest: Rest?
  /// Whether the way back needs what a first run lets go: kept tensors or numbers.
  final var keepsOperands = false
  /// The version of a result that `savedResult` keeps a copy of.
  final var resultVersion: Int32 = 0
  final var hooks: NodeHooks?
  private final var next: UnsafeMutableRawPointer?

  private static let counter = Atomic<UInt64>(0)

  init() { sequence = Node.counter.add(1, ordering: .relaxed).newValue }

  /// PyTorch's name of the operation, as `grad_fn` shows it.
  var name: String { "Backward" }
  /// This node where it is a leaf.
  var leaf: Leaf? { nil }
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

  final func append(_ e: consuming Edge?) {
    switch edgeCount {
    case 0:
      slots.0 = e?.slot ?? 0
      node0 = e?.node
    case 1:
      slots.1 = e?.slot ?? 0
      node1 = e?.node
    default: theRest.edges.append(e)
    }
    edgeCount += 1
  }

  private final var theRest: Rest {
    if let rest { return rest }
    let made = Rest()
    rest = made
    return made
  }

  final func edge(_ i: Int) -> Edge? {
    switch i {
    case 0: node0.map { Edge(node: $0, slot: slots.0) }
    case 1: node1.map { Edge(node: $0, slot: slots.1) }
    default: rest!.edges[i - 2]
    }
  }

  /// Whether input `i` wants a gradient.
  final func needs(_ i: Int) -> Bool {
    switch i {
    case 0: node0 != nil
    case 1: node1 != nil
    default: rest!.edges[i - 2] != nil
    }
  }

  /// Keeps an input for the way back.
  final func save(_ t: Tensor) { keep(SavedTensor(t)) }
  final func save(_ a: Tensor, _ b: Tensor) {
    keepsOperands = true
    saved0 = SavedTensor(a)
    saved1 = SavedTensor(b)
  }
  /// Keeps the result, without holding itself alive through it.
  final func saveResult(_ t: Tensor) { keep(SavedTensor(result: t, of: self)) }

  private final func keep(_ s: SavedTensor) {
    keepsOperands = true
    if saved0 == nil {
      saved0 = s
    } else if saved1 == nil {
      saved1 = s
    } else {
      theRest.saved.append(s)
    }
  }

  /// The `i`th kept tensor; a stop where it was released or changed in place since.
  final func saved(_ i: Int) -> Tensor {
    if released { Node.stopReleased() }
    switch i {
    case 0: return saved0!.unpack(self)
    case 1: return saved1!.unpack(self)
    default: return rest!.saved[i - 2].unpack(self)
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
    if !keepsOperands { return }
    released = true
    saved0 = nil
    saved1 = nil
    rest?.saved = []
  }

  /// The result's memory is now that of `t`: an in-place operation copied it there.
  final func retargetResult(to t: Tensor) {
    replaceResults { _ in SavedTensor(result: t, of: self) }
  }

  /// The result `t` of which a copy is kept now lies in a block, which what changes it will count in.
  final func shareResult(_ t: Tensor) {
    replaceResults { $0.isCopy ? SavedTensor(result: t, keptAs: $0) : $0 }
  }

  private func replaceResults(_ replacement: (SavedTensor) -> SavedTensor) {
    if let s = saved0, s.isResult { saved0 = replacement(s) }
    if let s = saved1, s.isResult { saved1 = replacement(s) }
    if let rest { rest.saved = rest.saved.map { $0.isResult ? replacement($0) : $0 } }
  }

  deinit {
    if node0 != nil { Node.release(&node0) }
    if node1 != nil { Node.release(&node1) }
    if let rest { releaseEdges(of: rest) }
  }

  private func releaseEdges(of rest: Rest) {
    var nodes = rest.edges.map { $0?.node }
    rest.edges = []
    for i in nodes.indices { Node.release(&nodes[i]) }
  }

  /// Drops a reference. The last one to a node puts it on a list instead of freeing it inside the
  /// node it hangs on, so that a chain of any length is freed without recursion.
  static func release(_ node: inout Node?) {
    guard isKnownUniquelyReferenced(&node) else {
      node = nil
      return
    }
    let thread = gk_this_thread()
    let last = Unmanaged.passRetained(node.take()!)
    last._withUnsafeGuaranteedRef { $0.next = thread.pointee.pending }
    thread.pointee.pending = last.toOpaque()
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
