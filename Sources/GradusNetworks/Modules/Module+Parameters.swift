import GradusDisplay
import GradusTensors

extension Module {
  /// The parameters of this module and of all inside, each once, under names such as "0.weight".
  /// PyTorch: `Module.named_parameters`.
  public var namedParameters: [(name: String, tensor: Tensor)] {
    var seen: Set<ObjectIdentifier> = []
    return namedModules.flatMap { path, module in
      Members(of: module).parameters.compactMap { name, tensor in
        guard seen.insert(ObjectIdentifier(tensor)).inserted else { return nil }
        return (path.isEmpty ? name : "\(path).\(name)", tensor)
      }
    }
  }

  /// The parameters of this module and of all inside, each once. PyTorch: `Module.parameters`.
  public var parameters: [Tensor] { namedParameters.map(\.tensor) }

  /// The parameter or buffer with a name such as "0.weight". PyTorch: `Module.get_parameter`.
  public subscript(_ name: String) -> Tensor {
    guard let tensor = stateTensors.first(where: { $0.name == name })?.tensor else {
      stop(
        "\(type(of: self)) has no parameter named '\(name)'",
        hint: "it has \(stateTensors.map(\.name).joined(separator: ", "))")
    }
    return tensor
  }

  /// Forgets the gradients of all parameters. PyTorch: `Module.zero_grad`.
  public func zeroGradients() {
    for tensor in parameters { tensor.grad = nil }
  }

  /// Keeps all parameters from requiring gradients. PyTorch: `requires_grad_(False)`.
  public func freeze() {
    for tensor in parameters { tensor.requiresGradient = false }
  }

  /// Lets all parameters require gradients. PyTorch: `requires_grad_(True)`.
  public func unfreeze() {
    for tensor in parameters { tensor.requiresGradient = true }
  }

  /// All parameters and buffers, those that are shared under each name.
  var stateTensors: [(name: String, tensor: Tensor)] {
    var found: [(name: String, tensor: Tensor)] = []
    visit("") { path, module in
      let members = Members(of: module)
      for (name, tensor) in members.parameters + members.buffers {
        found.append((path.isEmpty ? name : "\(path).\(name)", tensor))
      }
      return true
    }
    return found
  }
}
