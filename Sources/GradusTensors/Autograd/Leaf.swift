/// The end of the way back: where the gradient of a tensor that the user made is collected.
final class Leaf: Node {
  var gradient: Tensor?
  /// Whether the tensor asks for a gradient at present.
  var active = true
  var tensorHooks: [Int: (Tensor) -> Tensor?] = [:]
  var nextHook = 0

  override var name: String { "AccumulateGrad" }
  override var leaf: Leaf? { self }

  /// Adds `g`: in place unless the sum is itself recorded, so that holders of the gradient see it.
  func accumulate(_ g: Tensor, owned: Bool) {
    if let old = gradient {
      if GradientMode.isRecording {
        gradient = old + g
      } else {
        addInPlace(old, g)
      }
    } else if GradientMode.isRecording {
      gradient = g
    } else {
      gradient = owned ? g : g.copied()
    }
  }
}

/// What else happens to the gradients of a node's outputs: functions of the user, and kept gradients
/// of tensors that are not leaves.
final class NodeHooks {
  var functions: [(slot: Int32, id: Int, function: (Tensor) -> Tensor?)] = []
  var kept: [Int32: Leaf] = [:]
  var nextHook = 0
}
