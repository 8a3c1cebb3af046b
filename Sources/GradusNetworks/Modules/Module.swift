import GradusTensors

/// A part of a neural network: it holds parameters and further modules.
///
/// A subclass keeps its parameters in properties marked `@Parameter` and its parts in properties that
/// are modules, arrays of modules, or dictionaries of them; they are found and named by themselves.
/// What it computes is a method of its own, by custom `callAsFunction`.
///
/// ```swift
/// final class Perceptron: Module, UnaryLayer {
///   let hidden = Linear(784, 256)
///   let output = Linear(256, 10)
///   func callAsFunction(_ x: Tensor) -> Tensor { output(relu(hidden(x))) }
/// }
/// ```
///
/// PyTorch: `nn.Module`.
open class Module: CustomStringConvertible {
  /// Whether the module trains: dropout leaves out elements only then. PyTorch: `Module.training`.
  public private(set) var isTraining: Bool = true

  /// A module in training.
  public init() {}

  /// The modules that this one is made of, by name. PyTorch: `Module.named_children`.
  open var namedChildren: [(name: String, module: Module)] { Members(of: self).children }

  /// What the module's text says of it besides its type and parts. PyTorch: `Module.extra_repr`.
  open var details: String { "" }

  /// Sets this module and all in it to training or not. PyTorch: `Module.train`.
  @discardableResult
  public func train(_ isTraining: Bool = true) -> Self {
    for (_, module) in namedModules { module.isTraining = isTraining }
    return self
  }

  /// Sets this module and all in it to evaluation: dropout does nothing. PyTorch: `Module.eval`.
  @discardableResult
  public func evaluate() -> Self { train(false) }

  /// The modules that this one is made of. PyTorch: `Module.children`.
  public var children: [Module] { namedChildren.map(\.module) }

  /// This module, named "", and all inside, each once. PyTorch: `Module.named_modules`.
  public var namedModules: [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    var found: [(name: String, module: Module)] = []
    visit("") { name, module in
      guard seen.insert(ObjectIdentifier(module)).inserted else { return false }
      found.append((name, module))
      return true
    }
    return found
  }

  /// This module and all inside, each once. PyTorch: `Module.modules`.
  public var modules: [Module] { namedModules.map(\.module) }

  /// Calls `body` with every module inside and then with this one. PyTorch: `Module.apply`.
  @discardableResult
  public func apply(_ body: (Module) -> Void) -> Self {
    for child in children { child.apply(body) }
    body(self)
    return self
  }

  /// Calls `body` with this module and what it holds, as long as it returns true.
  func visit(_ name: String, _ body: (_ name: String, _ module: Module) -> Bool) {
    guard body(name, self) else { return }
    for child in namedChildren {
      child.module.visit(name.isEmpty ? child.name : "\(name).\(child.name)", body)
    }
  }

  /// The module's type and parts, as PyTorch shows them.
  public var description: String {
    var lines = details.isEmpty ? [] : [details]
    let parts = namedChildren
    if parts.isEmpty { return "\(type(of: self))(\(details))" }
    for (name, module) in parts {
      let inner = module.description.split(separator: "\n", omittingEmptySubsequences: false)
      lines.append("(\(name)): " + inner.joined(separator: "\n  "))
    }
    return "\(type(of: self))(\n  " + lines.joined(separator: "\n  ") + "\n)"
  }
}

/// A module that makes one tensor of one tensor, as every part of a `Sequential` does.
public protocol UnaryLayer: Module {
  /// The module's result for `x`. PyTorch: `Module.forward`.
  func callAsFunction(_ x: Tensor) -> Tensor
}
