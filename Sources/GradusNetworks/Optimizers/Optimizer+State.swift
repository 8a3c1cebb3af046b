import GradusTensors

extension Optimizer {
  /// What goes on from step to step, under PyTorch's names joined by dots: of the parameter of number
  /// 0, "state.0.momentum_buffer" or "state.0.exp_avg"; of group 0, "param_groups.0.lr" and the other
  /// settings as tensors of float64 and bool, and "param_groups.0.params", the numbers of its
  /// parameters.
  ///
  /// Parameters that no step has changed yet have no state. The kept tensors share the optimiser's
  /// memory and change with its steps. PyTorch: `Optimizer.state_dict`.
  public var stateDict: StateDict {
    var state = StateDict()
    let ranges = places
    for place in 0..<(ranges.last?.upperBound ?? 0) {
      for (name, tensor) in memory(at: place) { state["state.\(place).\(name)"] = tensor }
    }
    for (number, group) in groups.enumerated() {
      let prefix = "param_groups.\(number)."
      state[prefix + "lr"] = Tensor(group.learningRate, dtype: .float64)
      state[prefix + "weight_decay"] = Tensor(group.weightDecay, dtype: .float64)
      for (name, tensor) in settings { state[prefix + name] = tensor }
      state[prefix + "params"] = Tensor(Array(ranges[number]))
    }
    return state
  }

  /// Goes on from a state: its settings, the learning rates among them, and what it kept of each
  /// parameter, by their order in the groups.
  ///
  /// Tensors are copied and converted to their parameters' types. Nothing is changed where something
  /// does not fit. PyTorch: `Optimizer.load_state_dict`.
  public func load(_ state: StateDict) throws(StateError) {
    let saved = try SavedGroup.all(in: state)
    if saved.count != groups.count {
      throw StateError(
        description: "loaded state dict has a different number of parameter groups")
    }
    for (group, other) in zip(groups, saved) where group.parameters.count != other.numbers.count {
      throw StateError(
        description: "loaded state dict contains a parameter group that doesn't match the size of "
          + "optimizer's group")
    }
    for other in saved.dropFirst() {
      for name in saved[0].settings.keys + other.settings.keys
      where other.settings[name] != saved[0].settings[name] {
        throw StateError(
          description: "the groups of the loaded state dict differ in '\(name)', of which "
            + "\(type(of: self)) has one for all")
      }
    }
    let kept = state.parts(of: "state")
    var memories: [StateDict] = []
    for (group, other) in zip(groups, saved) {
      for (parameter, number) in zip(group.parameters, other.numbers) {
        memories.append(try kept[number, default: [:]].memory(of: parameter))
      }
    }
    try restore(settings: saved[0].settings, memories: memories)
    for (group, other) in zip(groups, saved) {
      group.learningRate = other.learningRate
      group.weightDecay = other.weightDecay
    }
  }

  /// The numbers of each group's parameters.
  private var places: [Range<Int>] {
    var end = 0
    return groups.map { group in
      defer { end += group.parameters.count }
      return end..<end + group.parameters.count
    }
  }
}

/// A parameter group as a state holds it.
private struct SavedGroup {
  let learningRate: Double
  let weightDecay: Double
  /// The numbers that the state knows the parameters by.
  let numbers: [Int]
  /// What else is set.
  let settings: StateDict

  init(_ entries: StateDict) throws(StateError) {
    learningRate = try entries.number("lr")
    weightDecay = try entries.number("weight_decay")
    guard let params = entries["params"] else { throw .lacking("params") }
    numbers = [Int](params.flattened())
    var settings = entries
    for name in ["lr", "weight_decay", "params"] { settings[name] = nil }
    self.settings = settings
  }

  static func all(in state: StateDict) throws(StateError) -> [SavedGroup] {
    let entries = state.parts(of: "param_groups")
    var groups: [SavedGroup] = []
    while let next = entries[groups.count] { groups.append(try SavedGroup(next)) }
    return groups
  }
}

extension StateDict {
  /// The tensors under names such as "kind.7.name" by their numbers and the rest of their names.
  fileprivate func parts(of kind: String) -> [Int: StateDict] {
    var parts: [Int: StateDict] = [:]
    for (name, tensor) in self {
      let words = name.split(separator: ".", maxSplits: 2)
      guard words.count == 3, words[0] == kind, let number = Int(words[1]) else { continue }
      parts[number, default: [:]][String(words[2])] = tensor
    }
    return parts
  }

  /// Copies of what was kept of a parameter, in its type; counts of steps as they are.
  fileprivate func memory(of parameter: Tensor) throws(StateError) -> StateDict {
    var memory = StateDict()
    for (name, tensor) in self {
      if name == "step" {
        memory[name] = tensor
        continue
      }
      if tensor.shape != parameter.shape {
        throw StateError(
          description: "size mismatch for \(name): it has shape torch.Size(\(tensor.shape)) in the "
            + "loaded state dict, its parameter torch.Size(\(parameter.shape))")
      }
      memory[name] = tensor.detached().to(parameter.dtype).clone().contiguous()
    }
    return memory
  }

  /// A number of a loaded state; one that may be absent has a `fallback`.
  func number(_ name: String, or fallback: Double? = nil) throws(StateError) -> Double {
    guard let tensor = self[name] else {
      guard let fallback else { throw .lacking(name) }
      return fallback
    }
    if tensor.size != 1 {
      throw StateError(description: "'\(name)' in the loaded state dict is not a single number")
    }
    return Double(tensor)
  }
}

extension StateError {
  static func lacking(_ name: String) -> StateError {
    StateError(description: "loaded state dict lacks '\(name)'")
  }
}
