import GradusDisplay
import GradusProbability
import GradusTensors

/// A Python value as the recorded programs have them.
indirect enum Value {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case list(Box)
  case tuple([Value])
  /// A result with named fields, such as that of `max` along an axis.
  case named(String, [(String, Value)])
  case dict([(Value, Value)])
  case tensor(Tensor)
  case size(Shape)
  case dtype(DType)
  case device(String)
  case distribution(Distribution)
  case ellipsis
  case slice(Value, Value, Value)
  case array(Tensor)
  case module(String)
  case function((Arguments) throws -> Value)
  case object(any PythonObject)

  /// A list: Python's are shared and change.
  final class Box {
    var items: [Value]
    init(_ items: [Value]) { self.items = items }
  }
  static func list(_ items: [Value]) -> Value { .list(Box(items)) }
}

/// A case that the runner cannot evaluate, with the reason.
struct Unmapped: Error { let reason: String }
/// A Python exception raised by the runner itself, where Swift's types leave no call to make.
struct Raised: Error { let message: String }

/// The arguments of a call.
struct Arguments {
  var positional: [Value]
  var named: [(String, Value)]

  init(_ positional: [Value], _ named: [(String, Value)] = []) {
    self.positional = positional
    self.named = named
  }

  var count: Int { positional.count + named.count }

  func value(_ i: Int, _ names: String...) -> Value? {
    if i >= 0, i < positional.count { return positional[i] }
    return named.first { names.contains($0.0) }?.1
  }
  func has(_ name: String) -> Bool { named.contains { $0.0 == name } }

  func tensor(_ i: Int, _ name: String = "input") throws -> Tensor {
    guard let v = value(i, name) else { throw Unmapped(reason: "no argument \(i) \(name)") }
    return try v.asTensor()
  }
  func optionalTensor(_ i: Int, _ name: String) throws -> Tensor? {
    guard let v = value(i, name), !v.isNone else { return nil }
    return try v.asTensor()
  }
  func int(_ i: Int, _ names: String...) throws -> Int? {
    for n in [names.first ?? ""] + names.dropFirst() {
      if let v = value(i, n), !v.isNone { return try v.asInt() }
    }
    return nil
  }
  func double(_ i: Int, _ name: String) throws -> Double? {
    guard let v = value(i, name), !v.isNone else { return nil }
    return try v.asScalar().doubleValue
  }
  func scalar(_ i: Int, _ name: String) throws -> Scalar? {
    guard let v = value(i, name), !v.isNone else { return nil }
    return try v.asScalar()
  }
  func bool(_ i: Int, _ names: String...) -> Bool? {
    for n in names {
      if case .bool(let b)? = value(i, n) { return b }
    }
    return nil
  }
  func dtype(_ i: Int = -1, _ name: String = "dtype") -> DType? {
    if case .dtype(let d)? = value(i, name) { return d }
    return nil
  }
  func text(_ i: Int, _ name: String) -> String? {
    if case .string(let s)? = value(i, name) { return s }
    return nil
  }
  func ints(_ i: Int, _ names: String...) throws -> [Int]? {
    for n in names {
      if let v = value(i, n), !v.isNone { return try v.asInts() }
    }
    return nil
  }
  /// All integers from position `i` on, or one list of them.
  func sizes(from i: Int, _ name: String = "size") throws -> [Int] {
    if let v = named.first(where: { $0.0 == name })?.1 { return try v.asInts() }
    let rest = positional.dropFirst(i)
    if rest.count == 1, case .int = rest.first! { return [try rest.first!.asInt()] }
    if rest.count == 1 { return try rest.first!.asInts() }
    return try rest.map { try $0.asInt() }
  }
  func tensors(_ i: Int, _ name: String = "tensors") throws -> [Tensor] {
    guard let v = value(i, name) else { throw Unmapped(reason: "no list of tensors") }
    return try v.items().map { try $0.asTensor() }
  }
}

extension Value {
  var isNone: Bool {
    if case .none = self { return true }
    return false
  }
  func asTensor() throws -> Tensor {
    switch self {
    case .tensor(let t): return t
    default: throw Unmapped(reason: "not a tensor: \(repr)")
    }
  }
  func asInt() throws -> Int {
    switch self {
    case .int(let i): return i
    case .bool(let b): return b ? 1 : 0
    case .tensor(let t) where t.rank == 0: return Int(t)
    default: throw Unmapped(reason: "not an integer: \(repr)")
    }
  }
  func asScalar() throws -> Scalar {
    switch self {
    case .bool(let b): return .bool(b)
    case .int(let i): return .int(i)
    case .float(let d): return .float(d)
    case .tensor(let t) where t.size == 1: return t.item()
    default: throw Unmapped(reason: "not a number: \(repr)")
    }
  }
  var isScalar: Bool {
    switch self {
    case .bool, .int, .float: true
    default: false
    }
  }
  func asInts() throws -> [Int] {
    switch self {
    case .int(let i): return [i]
    case .size(let s): return s.sizes
    default: return try items().map { try $0.asInt() }
    }
  }
  func items() throws -> [Value] {
    switch self {
    case .list(let b): return b.items
    case .tuple(let t): return t
    case .named(_, let fields): return fields.map(\.1)
    case .size(let s): return s.map { .int($0) }
    case .tensor(let t): return t.map { .tensor($0) }
    case .dict(let d): return d.map(\.0)
    case .object(let o): return try o.items()
    case .string(let s): return s.map { .string(String($0)) }
    default: throw Unmapped(reason: "not iterable: \(repr)")
    }
  }
  var truth: Bool {
    switch self {
    case .none: false
    case .bool(let b): b
    case .int(let i): i != 0
    case .float(let d): d != 0
    case .string(let s): !s.isEmpty
    case .list(let b): !b.items.isEmpty
    case .tuple(let t): !t.isEmpty
    case .tensor(let t): Bool(t)
    default: true
    }
  }

  /// Python's `repr`.
  var repr: String {
    switch self {
    case .none: return "None"
    case .bool(let b): return b ? "True" : "False"
    case .int(let i): return String(i)
    case .string(let s): return pythonQuoted(s)
    case .float(let d): return DisplayText.of(d) ?? ""
    case .list(let b): return "[" + b.items.map(\.repr).joined(separator: ", ") + "]"
    case .tuple(let t):
      return "(" + t.map(\.repr).joined(separator: ", ") + (t.count == 1 ? ",)" : ")")
    case .named(let name, let fields):
      return "torch.return_types.\(name)(\n"
        + fields.map { "\($0.0)=\($0.1.repr)" }.joined(separator: ",\n") + ")"
    case .dict(let d):
      return "{" + d.map { "\($0.0.repr): \($0.1.repr)" }.joined(separator: ", ") + "}"
    case .tensor(let t): return t.description
    case .size(let s): return "torch.Size(\(s))"
    case .dtype(let d): return d.description
    case .device(let d): return "device(type='\(d)')"
    case .distribution(let d): return d.description
    case .object(let o): return o.repr
    default: return "<\(self)>"
    }
  }
  /// Python's `str`.
  var text: String {
    switch self {
    case .string(let s): s
    case .device(let d): d
    case .object(let o): o.text
    default: repr
    }
  }
}
