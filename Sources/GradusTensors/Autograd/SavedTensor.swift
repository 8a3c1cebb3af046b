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

  init(result t: Tensor) {
    tensor = Tensor(viewOf: t, t.sizes, t.strides)
    version = t.version
    isResult = true
    slot = t.slot
  }

  func unpack(_ node: Node) -> Tensor {
    if tensor.version != version { stopChanged(node) }
    if !isResult { return tensor }
    let t = Tensor(viewOf: tensor, tensor.sizes, tensor.strides)
    t.node = node
    t.slot = slot
    t.tracks = true
    return t
  }

  private func stopChanged(_ node: Node) -> Never {
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
        + "\(tensor.version); expected version \(version) instead. Hint: enable anomaly detection "
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
