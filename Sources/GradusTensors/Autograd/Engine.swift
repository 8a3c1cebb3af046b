import Synchronization

/// One run back through the recorded operations.
///
/// Nodes run in the order of falling numbers, which every dependency respects; nothing recurses.
struct Engine {
  private static let runs = Atomic<UInt64>(0)

  private let run: UInt64
  private var seen: UInt64
  private var order: [Node] = []
  private var gradients: [Tensor?] = []
  private var further: [Int: [Tensor?]] = [:]
  private let keepsGraph: Bool

  init(keepsGraph: Bool) {
    run = Engine.runs.add(1, ordering: .relaxed).newValue
    seen = run
    self.keepsGraph = keepsGraph
  }

  /// Runs from `roots` with their gradients. With `wanted`, returns the gradients that arrive at
  /// those edges instead of adding to leaves, and leaves other paths alone.
  mutating func execute(
    _ roots: [(Edge, Tensor)], wanted: [Edge]? = nil, createGraph: Bool
  ) -> [Tensor?] {
    collect(roots)
    gradients = Array(repeating: nil, count: order.count)
    for (edge, g) in roots { GradientMode.with(createGraph) { deliver(g, to: edge) } }
    var captured: [Tensor?] = wanted?.map { _ in nil } ?? []
    let needed = wanted.map { reaching($0) }
    GradientMode.with(createGraph) {
      let sink = Sink()
      for i in order.indices {
        let n = order[i]
        if let needed, !needed[i] {
          gradients[i] = nil
          continue
        }
        runHooks(i, n)
        if let wanted {
          for (w, e) in wanted.enumerated() where e.node === n {
            captured[w] = e.slot == 0 ? gradients[i] : further[i]?[Int(e.slot)]
          }
        }
        if let leaf = n.leaf {
          if wanted == nil, var g = gradients[i].take(), leaf.active {
            // A gradient that nobody else holds need not be copied.
            let isOwned = !g.tracks && isKnownUniquelyReferenced(&g) && g.ownsMemory
            leaf.accumulate(g, owned: isOwned)
          }
          continue
        }
        if wanted != nil, let needed, !needed[i] { continue }
        step(i, n, sink)
      }
    }
    return captured
  }

  private mutating func step(_ i: Int, _ n: Node, _ sink: Sink) {
    if n.isSpent { Node.stopReleased() }
    if n.outputCount == 1 {
      guard let g = gradients[i].take() else { return }
      n.backward(g, to: sink)
    } else {
      var all = further.removeValue(forKey: i) ?? Array(repeating: nil, count: n.outputCount)
      all[0] = gradients[i].take()
      if all.allSatisfy({ $0 == nil }) { return }
      n.backward(all, to: sink)
    }
    if Engine.runs.load(ordering: .relaxed) != seen { restorePlaces() }
    for e in 0..<Int(n.edgeCount) {
      guard let g = sink.take(e), let edge = n.edge(e) else { continue }
      deliver(g, to: edge)
    }
    if !keepsGraph { n.releaseSaved() }
  }

  /// A run inside this one, by a hook or a custom function, has numbered nodes anew.
  private mutating func restorePlaces() {
    seen = Engine.runs.load(ordering: .relaxed)
    for (i, n) in order.enumerated() {
      n.place = i
      n.mark = run
    }
  }

  private mutating func runHooks(_ i: Int, _ n: Node) {
    if let leaf = n.leaf {
      for id in leaf.tensorHooks.keys.sorted() {
        guard let g = gradients[i], let hook = leaf.tensorHooks[id] else { continue }
        if let other = hook(g) { gradients[i] = other }
      }
    }
    guard let hooks = n.hooks else { return }
    for h in hooks.functions {
      let slot = Int(h.slot)
      guard let g = slot == 0 ? gradients[i] : further[i]?[slot] else { continue }
      guard let other = h.function(g) else { continue }
      if slot == 0 { gradients[i] = other } else { further[i]![slot] = other }
    }
    for (slot, leaf) in hooks.kept {
      guard let g = slot == 0 ? gradients[i] : further[i]?[Int(slot)] else { continue }
      leaf.accumulate(g, owned: false)
    }
    if Engine.runs.load(ordering: .relaxed) != seen { restorePlaces() }
  }

  private mutating func deliver(_ g: Tensor, to edge: Edge) {
    let i = edge.node.place
    if edge.slot == 0 {
      if let old = gradients[i] { gradients[i] = old + g } else { gradients[i] = g }
      return
    }
    var all = further[i] ?? Array(repeating: nil, count: edge.node.outputCount)
    let s = Int(edge.slot)
    if let old = all[s] { all[s] = old + g } else { all[s] = g }
    further[i] = all
  }

  /// All nodes that can be reached, greatest number first.
  private mutating func collect(_ roots: [(Edge, Tensor)]) {
    var stack: [Node] = []
    for (edge, _) in roots where edge.node.mark != run {
      edge.node.mark = run
      stack.append(edge.node)
    }
    var sorted = true
    while let n = stack.popLast() {
      if let last = order.last, last.sequence < n.sequence { sorted = false }
      order.append(n)
      for e in 0..<Int(n.edgeCount) {
        guard let edge = n.edge(e), edge.node.mark != run else { continue }
        edge.node.mark = run
        stack.append(edge.node)
      }
    }
    if !sorted { order.sort { $0.sequence > $1.sequence } }
    for i in order.indices { order[i].place = i }
  }

  /// For each node, whether one of `edges` lies on its way back.
  private func reaching(_ edges: [Edge]) -> [Bool] {
    var needed = Array(repeating: false, count: order.count)
    for e in edges where e.node.mark == run { needed[e.node.place] = true }
    for i in order.indices.reversed() where !needed[i] {
      let n = order[i]
      for e in 0..<Int(n.edgeCount) {
        if let edge = n.edge(e), needed[edge.node.place] { needed[i] = true }
      }
    }
    return needed
  }
}
