import GradusTensors

/// Tensors by name, in order: the parameters and buffers of a module, or what an optimiser goes on from.
///
/// Those of `module.stateDict` share the module's memory; they change when it trains.
/// PyTorch: the ordered dictionary that `state_dict` returns.
public struct StateDict: Sequence, ExpressibleByDictionaryLiteral, CustomStringConvertible {
  /// The names in order.
  public private(set) var keys: [String] = []
  private var tensors: [String: Tensor] = [:]

  /// Nothing.
  public init() {}

  /// The given tensors in order; of two with one name the later one.
  public init(dictionaryLiteral elements: (String, Tensor)...) {
    for (name, tensor) in elements { self[name] = tensor }
  }

  /// The tensor of a name, or nil; a new name goes to the end.
  public subscript(_ name: String) -> Tensor? {
    get { tensors[name] }
    set {
      let isNew = tensors[name] == nil
      tensors[name] = newValue
      if newValue == nil {
        keys.removeAll { $0 == name }
      } else if isNew {
        keys.append(name)
      }
    }
  }

  /// The number of tensors.
  public var count: Int { keys.count }

  /// The tensors in the order of their names.
  public var values: [Tensor] { keys.map { tensors[$0]! } }

  /// The names with their tensors.
  public func makeIterator() -> Iterator { Iterator(state: self) }

  /// The names with their tensors, in order.
  public struct Iterator: IteratorProtocol {
    fileprivate let state: StateDict
    private var place = 0

    fileprivate init(state: StateDict) { self.state = state }

    /// The next name with its tensor.
    public mutating func next() -> (key: String, value: Tensor)? {
      if place == state.count { return nil }
      defer { place += 1 }
      return (state.keys[place], state.tensors[state.keys[place]]!)
    }
  }

  /// Each name with its tensor's text.
  public var description: String {
    if keys.isEmpty { return "[:]" }
    return "[" + map { "\"\($0.key)\": \($0.value)" }.joined(separator: ",\n ") + "]"
  }
}

/// A state that does not fit a module, in PyTorch's words.
public struct StateError: Error, Equatable, CustomStringConvertible {
  /// What does not fit.
  public let description: String
}

extension Module {
  /// The parameters and buffers of this module and of all inside, under names such as "0.weight".
  /// PyTorch: `Module.state_dict`.
  public var stateDict: StateDict {
    var state = StateDict()
    for (name, tensor) in stateTensors { state[name] = tensor.detached() }
    return state
  }

  /// Copies the tensors of a state into the parameters and buffers of the same names, converted to
  /// their types.
  ///
  /// Nothing is changed where something does not fit.
  /// - Parameter strict: whether all names must be the same on both sides; else what is there is
  ///   taken.
  /// PyTorch: `Module.load_state_dict`.
  public func load(_ state: StateDict, strict: Bool = true) throws(StateError) {
    let own = stateTensors
    let names = Set(own.map(\.name))
    var faults: [String] = []
    func list(_ names: [String]) -> String {
      names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
    let missing = own.map(\.name).filter { state[$0] == nil }
    let unexpected = state.keys.filter { !names.contains($0) }
    if strict, !missing.isEmpty {
      faults.append("Missing key(s) in state_dict: \(list(missing)). ")
    }
    if strict, !unexpected.isEmpty {
      faults.append("Unexpected key(s) in state_dict: \(list(unexpected)). ")
    }
    for (name, tensor) in own {
      guard let other = state[name], other.shape != tensor.shape else { continue }
      faults.append(
        "size mismatch for \(name): copying a param with shape torch.Size(\(other.shape)) from "
          + "checkpoint, the shape in current model is torch.Size(\(tensor.shape)).")
    }
    if !faults.isEmpty {
      throw StateError(
        description: "Error(s) in loading state_dict for \(type(of: self)):\n\t"
          + faults.joined(separator: "\n\t"))
    }
    noGradient {
      for (name, tensor) in own {
        if let other = state[name] { tensor.fill(from: other) }
      }
    }
  }
}
