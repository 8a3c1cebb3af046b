import GradusTensors

/// What a module's stored properties hold, in the order in which they are declared, those of the
/// superclass first.
struct Members {
  private(set) var parameters: [(name: String, tensor: Tensor)] = []
  private(set) var buffers: [(name: String, tensor: Tensor)] = []
  private(set) var children: [(name: String, module: Module)] = []

  init(of module: Module) {
    var mirrors: [Mirror] = []
    var next: Mirror? = Mirror(reflecting: module)
    while let mirror = next, mirror.subjectType != Module.self {
      mirrors.append(mirror)
      next = mirror.superclassMirror
    }
    for mirror in mirrors.reversed() {
      for child in mirror.children { add(child.value, Self.name(child.label ?? "")) }
    }
  }

  private mutating func add(_ value: Any, _ name: String) {
    switch value {
    case let held as any HeldTensor:
      guard let tensor = held.tensor else { return }
      if held.isBuffer {
        buffers.append((name, tensor))
      } else {
        parameters.append((name, tensor))
      }
    case let module as Module: children.append((name, module))
    case let list as [Module]:
      for (place, module) in list.enumerated() { children.append(("\(name).\(place)", module)) }
    case let named as [String: Module]:
      for (key, module) in named.sorted(by: { $0.key < $1.key }) {
        children.append(("\(name).\(key)", module))
      }
    default: break
    }
  }

  /// The name of a property for that of its storage, which property wrappers and `lazy` give.
  private static func name(_ label: String) -> String {
    let lazily = "$__lazy_storage_$_"
    if label.hasPrefix(lazily) { return String(label.dropFirst(lazily.count)) }
    return label.hasPrefix("_") ? String(label.dropFirst()) : label
  }
}

/// A property wrapper around a tensor of a module.
private protocol HeldTensor {
  var tensor: Tensor? { get }
  var isBuffer: Bool { get }
}

extension Parameter: HeldTensor {
  fileprivate var tensor: Tensor? { wrappedValue.parameter }
  fileprivate var isBuffer: Bool { false }
}

extension Buffer: HeldTensor {
  fileprivate var tensor: Tensor? { wrappedValue }
  fileprivate var isBuffer: Bool { true }
}
