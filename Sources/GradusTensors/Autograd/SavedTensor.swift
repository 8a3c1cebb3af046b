/// A tensor kept for the way back, with the version it had.
struct SavedTensor {
  private let tensor: Tensor
  private let version: Int32
  /// Whether it is the operation's own result: kept without its node, which would keep itself alive.
  let isResult: Bool
  private let slot: Int32

  init(_ t: Tensor) {
    tensor = t
    version = t.version
    isResult = false
    slot = 0
  }

  /// The result of `node`: a small one that shares its memory with nobody as a copy, which costs less
  /// than a block for both; the node then hears of changes.
  init(result t: Tensor, of node: Node) {
    let copies = t.isAlone && node.outputCount == 1
    tensor = copies ? Tensor(copyOf: t) : Tensor(viewOf: t, t.sizes, t.strides)
    version = t.version
    isResult = true
    slot = t.slot
    if copies { node.resultVersion = version }
  }

  /// The result whose copy was kept as `old`.
  init(result t: Tensor, keptAs old: SavedTensor) {
    tensor = Tensor(viewOf: t, t.sizes, t.strides)
    version = old.version
    isResult = true
    slot = old.slot
  }

  /// Whether changes of the result do not show in `tensor`.
  var isCopy: Bool { isResult && tensor.isAlone }

  func unpack(_ node: Node) -> Tensor {
    if !isResult {
      if tensor.version != version { stopChanged(node, at: tensor.version) }
      return tensor
    }
    let now = isCopy ? node.resultVersion : tensor.version
    if now != version { stopChanged(node, at: now) }
    let t = isCopy ? Tensor(copyOf: tensor) : Tensor(viewOf: tensor, tensor.sizes, tensor.strides)
    t.node = node
    t.slot = slot
    t.tracks = true
    return t
  }

  private func stopChanged(_ node: Node, at now: Int32) -> Never {
    var source = ""
    if isResult {
      source = ", which is output \(slot) of \(node.operationName),"
    } else if let made = tensor.node, !(made is Leaf) {
      source = ", which is output \(tensor.slot) of \(made.operationName),"
    }
    let sizes = tensor.sizes.text
    stop(
      "one of the variables needed for gradient computation has been modified by an inplace "
        + "operation: [torch.\(tensor.dtype.scalarName)Tensor \(sizes)]\(source) is at version "
        + "\(now); expected version \(version) instead. Hint: enable anomaly detection "
        + "to find the operation that failed to compute its gradient, with "
        + "torch.autograd.set_detect_anomaly(True, check_nan=False).",
      hint: "in Swift: write `y = y + 1` instead of `y += 1`, or change a clone()")
  }
}

extension Node {
  /// The name without its ending, as messages about changed tensors show it.
  var operationName: String {
    guard let r = name.range(ofLast: "Backward") else { return name }
    return String(name[..<r])
  }
}

extension String {
  /// Where the last occurrence of `word` starts.
  fileprivate func range(ofLast word: String) -> String.Index? {
    var at = endIndex
    while at > startIndex {
      at = index(before: at)
      if self[at...].hasPrefix(word) { return at }
    }
    return nil
  }
}
