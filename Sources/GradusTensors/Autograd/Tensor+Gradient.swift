extension Tensor {
  /// Whether operations on this tensor are recorded so that a gradient flows back to it.
  ///
  /// Setting it on a tensor that no recorded operation made turns it into a leaf: `backward()` then
  /// collects its `grad`. Only floating-point tensors can require gradients.
  /// PyTorch: `requires_grad`, `requires_grad_()`.
  public var requiresGradient: Bool {
    get { tracks }
    set {
      if let node, !(node is Leaf) {
        if !newValue {
          stop(
            "you can only change requires_grad flags of leaf variables. If you want to use a computed "
              + "variable in a subgraph that doesn't require differentiation use "
              + "var_no_grad = var.detach().",
            hint: "in Swift: let fixed = x.detached()")
        }
        return
      }
      if newValue, !dtype.isFloatingPoint {
        stop("only Tensors of floating point dtype can require gradients")
      }
      if newValue, node == nil { node = Leaf() }
      (node as? Leaf)?.active = newValue
      tracks = newValue
    }
  }

  /// This tensor, made a leaf that requires a gradient. PyTorch: `requires_grad_()`.
  @discardableResult
  public func requiringGradient(_ required: Bool = true) -> Tensor {
    requiresGradient = required
    return self
  }

  /// The gradient that `backward()` collected here, nil before the first time and for tensors that
  /// are not leaves, unless they keep theirs. PyTorch: `Tensor.grad`.
  public var grad: Tensor! {
    get {
      if let leaf = node as? Leaf { return leaf.gradient }
      return node?.hooks?.kept[slot]?.gradient
    }
    set {
      if let newValue, newValue.sizes != sizes {
        stop(
          "assigned grad has data of a different size",
          hint: "a gradient has the shape of its tensor, \(sizes.text)")
      }
      if node == nil, newValue != nil {
        let leaf = Leaf()
        leaf.active = false
        node = leaf
      }
      if let leaf = node as? Leaf {
        leaf.gradient = newValue
      } else {
        node?.hooks?.kept[slot]?.gradient = newValue
      }
    }
  }

  /// Whether the user made this tensor, rather than a recorded operation. PyTorch: `is_leaf`.
  public var isLeaf: Bool { node == nil || node is Leaf }

  /// The name of the operation that made this tensor, such as `MulBackward0`, or nil.
  /// PyTorch: the class of `grad_fn`.
  public var gradientFunction: String? {
    guard tracks, let n = currentNode, !(n is Leaf) else { return nil }
    return n.name
  }

  /// Keeps the gradient of a tensor that is not a leaf in its `grad`. PyTorch: `retain_grad()`.
  public func retainGradient() {
    guard tracks, let n = currentNode else {
      stop("can't retain_grad on Tensor that has requires_grad=False")
    }
    if n is Leaf { return }
    let hooks = n.hooks ?? NodeHooks()
    n.hooks = hooks
    if hooks.kept[slot] == nil { hooks.kept[slot] = Leaf() }
  }

  /// Calls `hook` with each gradient that arrives here; what it returns takes its place.
  ///
  /// - Returns: a function that removes the hook.
  /// PyTorch: `register_hook`.
  @discardableResult
  public func onGradient(_ hook: @escaping (Tensor) -> Tensor?) -> () -> Void {
    guard tracks, let n = currentNode else {
      stop("cannot register a hook on a tensor that doesn't require gradient")
    }
    if let leaf = n as? Leaf {
      let id = leaf.nextHook
      leaf.nextHook += 1
      leaf.tensorHooks[id] = hook
      return { leaf.tensorHooks[id] = nil }
    }
    let hooks = n.hooks ?? NodeHooks()
    n.hooks = hooks
    let id = hooks.nextHook
    hooks.nextHook += 1
    hooks.functions.append((slot, id, hook))
    return { hooks.functions.removeAll { $0.id == id } }
  }

  /// The same elements in the same memory, apart from the recorded history. PyTorch: `detach()`.
  public func detached() -> Tensor { Tensor(viewOf: self, sizes, strides) }

  /// The edge a recorded operation on this tensor gets.
  var edge: Edge? {
    guard tracks, let n = currentNode else { return nil }
    return Edge(node: n, slot: slot)
  }

  /// Makes this the output `slot` of `n`.
  func attach(_ n: consuming Node, slot: Int32 = 0) {
    node = n
    self.slot = slot
    tracks = true
  }

  /// The node, rebuilt where the tensor this is a view of was changed in place since.
  var currentNode: Node? {
    guard let base, base.history != history, base.tracks, let edge = base.edge else { return node }
    let n = AsStridedNode(sizes, strides, offset: viewOffset, of: base)
    n.append(edge)
    history = base.history
    node = n
    slot = 0
    tracks = true
    return n
  }

  /// Where this view starts in its base, in elements.
  var viewOffset: Int { (pointer - base!.pointer) / dtype.byteCount }
}
