import GradusTensors

/// The table from PyTorch's names to the Swift API.
enum Operations {
  typealias Operation = (Arguments) throws -> Value

  nonisolated(unsafe) static let table: [String: Operation] = [
    elementwise, pairwise, creation, views, joining, indexing, reductions, products, networks,
    tensorMembers, chance, distributions,
  ].reduce(into: [:]) { all, part in all.merge(part) { a, _ in a } }

  static func call(_ op: String, _ form: String, _ a: Arguments) throws -> Value {
    if form == "attribute" { return try attribute(a.positional[0], op) }
    if form == "method", op == "rsub" {
      throw Raised(message: "'Tensor' object has no attribute 'rsub'")
    }
    if form == "operator", a.positional.count == 2 { return try binary(op, a) }
    if form == "operator", a.positional.count == 1, a.positional[0].isScalar {
      return try negated(op, a.positional[0])
    }
    guard let f = table[op] else { throw Unmapped(reason: "operation \(op)") }
    return try f(a)
  }

  private static func negated(_ op: String, _ v: Value) throws -> Value {
    switch (op, v) {
    case ("neg", .int(let i)): return .int(-i)
    case ("neg", .float(let d)): return .float(-d)
    case ("positive", _): return v
    default: throw Unmapped(reason: "operator \(op)")
    }
  }

  /// Python's operators on numbers and tensors.
  static func binary(_ op: String, _ a: Arguments) throws -> Value {
    let (x, y) = (a.positional[0], a.positional[1])
    if case .object(let o) = x { return try o.combined(op, y, isReversed: false) }
    if case .object(let o) = y { return try o.combined(op, x, isReversed: true) }
    if case .tensor = x {
    } else if case .tensor = y {
    } else if x.isScalar, y.isScalar {
      return try numbers(op, try x.asScalar(), try y.asScalar())
    } else if case .size(let s) = x {
      if op == "add" { return .size(s + Shape(try y.asInts())) }
      return .bool(s.sizes == (try y.asInts()))
    } else if case .string(let text) = x, op == "mul" {
      return .string(String(repeating: text, count: try y.asInt()))
    } else if case .string(let text) = x, case .string(let more) = y, op == "add" {
      return .string(text + more)
    } else {
      throw Unmapped(reason: "operator \(op) of \(x.repr) and \(y.repr)")
    }
    for v in [x, y] {
      switch v {
      case .tensor, .bool, .int, .float: continue
      default: throw Impossible.arguments
      }
    }
    guard let f = table[op] else { throw Unmapped(reason: "operator \(op)") }
    return try f(a)
  }

  private static func numbers(_ op: String, _ a: Scalar, _ b: Scalar) throws -> Value {
    var floating = false
    for s in [a, b] { if case .float = s { floating = true } }
    let (x, y) = (a.doubleValue, b.doubleValue)
    switch op {
    case "add": return floating ? .float(x + y) : .int(Int(x) + Int(y))
    case "sub": return floating ? .float(x - y) : .int(Int(x) - Int(y))
    case "mul": return floating ? .float(x * y) : .int(Int(x) * Int(y))
    case "div": return .float(x / y)
    case "remainder": return .int(((Int(x) % Int(y)) + Int(y)) % Int(y))
    case "pow" where !floating && y >= 0:
      return .int((0..<Int(y)).reduce(1) { power, _ in power &* Int(x) })
    case "eq": return .bool(x == y)
    case "lt": return .bool(x < y)
    case "gt": return .bool(x > y)
    default: throw Unmapped(reason: "numbers \(op)")
    }
  }

  static func inPlace(_ op: String, _ t: Tensor, _ right: Value) throws -> Value {
    var t = t
    if case .tensor(let r) = right {
      switch op {
      case "add": t += r
      case "sub": t -= r
      case "mul": t *= r
      case "div": t /= r
      case "remainder": t %= r
      default: throw Unmapped(reason: "in-place \(op)")
      }
    } else {
      let r = try right.asScalar()
      switch op {
      case "add": t += r
      case "sub": t -= r
      case "mul": t *= r
      case "div": t /= r
      case "remainder": t %= r
      default: throw Unmapped(reason: "in-place \(op)")
      }
    }
    return .tensor(t)
  }

  static func index(_ v: Value) throws -> any TensorIndex {
    switch v {
    case .int(let i): return i
    case .none: return IndexItem.newAxis
    case .ellipsis: return IndexItem.ellipsis
    case .tensor(let t): return t
    case .bool(let b): return Tensor(b)
    case .list, .tuple: return Tensor(try nested(v))
    case .slice(let a, let b, let c):
      return IndexItem.slice(
        from: a.isNone ? nil : try a.asInt(), to: b.isNone ? nil : try b.asInt(),
        by: c.isNone ? 1 : try c.asInt())
    default: throw Impossible.arguments
    }
  }

  static func getItem(_ v: Value, _ items: [Value]) throws -> Value {
    switch v {
    case .object(let o): return try o.item(items)
    case .dict(let entries):
      if let found = entries.first(where: { $0.0.repr == items[0].repr }) { return found.1 }
      throw Raised(message: items[0].repr)
    case .tensor(let t):
      if items.count == 1 {
        switch try index(items[0]) {
        case let i as Int: return .tensor(t[i])
        case let i as Tensor: return .tensor(t[i])
        case let i as IndexItem: return .tensor(t[i])
        default: break
        }
      }
      return .tensor(t[indices: try items.map(index)])
    case .list, .tuple, .named, .size:
      let all = try v.items()
      if case .slice(let a, let b, _) = items[0] {
        let from = a.isNone ? 0 : try a.asInt()
        let to = b.isNone ? all.count : try b.asInt()
        let part = Array(all[from..<to])
        if case .size = v { return .size(Shape(try part.map { try $0.asInt() })) }
        return .list(part)
      }
      let i = try items[0].asInt()
      return all[i < 0 ? i + all.count : i]
    case .array(let t): return .tensor(t[indices: try items.map(index)])
    default: throw Unmapped(reason: "subscript of \(v.repr)")
    }
  }

  static func setItem(_ v: Value, _ items: [Value], _ new: Value) throws {
    let t: Tensor
    switch v {
    case .tensor(let x), .array(let x): t = x
    case .object(let o): return try o.set(items, to: new)
    default: throw Unmapped(reason: "assignment to \(v.repr)")
    }
    let at = try items.map(index)
    switch new {
    case .tensor(let value): t[indices: at] = value
    default:
      if at.contains(where: { $0 is Tensor }) {
        t[indices: at] = Tensor(try new.asScalar(), dtype: t.dtype)
      } else {
        t[indices: at] .= try new.asScalar()
      }
    }
  }

  /// Numbers of any depth as a tensor's values.
  static func nested(_ v: Value) throws -> Nested {
    switch v {
    case .list, .tuple: return .list(try v.items().map(nested))
    case .tensor(let t) where t.rank == 0: return .number(t.item())
    case .string: throw Impossible.arguments
    default: return .number(try v.asScalar())
    }
  }

  static func constant(_ make: @escaping (Tensor) throws -> Tensor) -> Operation {
    { .tensor(try make(try $0.tensor(0))) }
  }
}

/// Values of any depth that are only known when the program runs.
indirect enum Nested: TensorValues {
  case number(Scalar)
  case list([Nested])
  func collect(into list: inout ValueList, depth: Int) {
    switch self {
    case .number(let s): s.collect(into: &list, depth: depth)
    case .list(let items): items.collect(into: &list, depth: depth)
    }
  }
}
