import GradusTensors

/// Runs the statements of a recorded Python program.
final class Program {
  var names: [String: Value] = [:]
  private(set) var output = ""
  private enum Flow {
    case next
    case returned(Value)
  }

  init() {
    for m in ["torch", "F", "np", "pd", "io"] {
      names[m] = .module(m == "F" ? "torch.nn.functional" : m)
    }
    for f in Builtins.names { names[f] = .function { try Builtins.call(f, $0) } }
    for (name, make) in Operations.distributions { names[name] = .function(make) }
    names["kl_divergence"] = .function(Operations.divergence)
    names["print"] = .function { [unowned self] a in
      output += a.positional.map(\.text).joined(separator: " ") + "\n"
      return .none
    }
  }

  /// Runs all statements; the value of a last expression.
  @discardableResult
  func run(_ statements: [JSON]) throws -> Value {
    var last = Value.none
    for s in statements {
      if s["node"]?.string == "Expr" {
        last = try value(s["value"]!)
      } else {
        last = .none
        _ = try execute(s)
      }
    }
    return last
  }

  private func block(_ j: JSON?) throws -> Flow {
    for s in j?.array ?? [] {
      if case .returned(let v) = try execute(s) { return .returned(v) }
    }
    return .next
  }

  private func execute(_ s: JSON) throws -> Flow {
    switch s["node"]?.string {
    case "Expr": _ = try value(s["value"]!)
    case "Pass": break
    case "Assign":
      let v = try value(s["value"]!)
      for t in s["targets"]!.array { try assign(t, v) }
    case "AugAssign": try augment(s)
    case "If":
      return try block(try value(s["test"]!).truth ? s["body"] : s["orelse"])
    case "While":
      while try value(s["test"]!).truth {
        if case .returned(let v) = try block(s["body"]) { return .returned(v) }
      }
    case "For":
      for v in try value(s["iter"]!).items() {
        try assign(s["target"]!, v)
        if case .returned(let v) = try block(s["body"]) { return .returned(v) }
      }
    case "With":
      let what = try s["items"]!.array.map { try value($0["context_expr"]!) }
      guard case .string("no_grad")? = what.first else { throw Unmapped(reason: "with") }
      return try noGradient { () throws -> Flow in try block(s["body"]) }
    case "FunctionDef": names[s["name"]!.string!] = function(s["args"]!, s["body"]!, false)
    case "Return": return .returned(try s["value"].map { try value($0) } ?? .none)
    default: throw Unmapped(reason: "statement \(s["node"]?.string ?? "?")")
    }
    return .next
  }

  private func function(_ arguments: JSON, _ body: JSON, _ isLambda: Bool) -> Value {
    let parameters = (arguments["args"]?.array ?? []).map { $0["arg"]!.string! }
    return .function { [self] call in
      let saved = names
      defer { names = saved }
      for (p, v) in zip(parameters, call.positional) { names[p] = v }
      if isLambda { return try value(body) }
      if case .returned(let v) = try block(body) { return v }
      return .none
    }
  }

  private func assign(_ target: JSON, _ v: Value) throws {
    switch target["node"]?.string {
    case "Name": names[target["id"]!.string!] = v
    case "Tuple", "List":
      let parts = try v.items()
      let targets = target["elts"]!.array
      if parts.count != targets.count { throw Unmapped(reason: "unpacking") }
      for (t, p) in zip(targets, parts) { try assign(t, p) }
    case "Subscript":
      try Operations.setItem(try value(target["value"]!), try index(target["slice"]!), v)
    case "Attribute":
      let object = try value(target["value"]!).asTensor()
      guard target["attr"]!.string == "grad" else { throw Unmapped(reason: "attribute") }
      object.grad = v.isNone ? nil : try v.asTensor()
    default: throw Unmapped(reason: "target")
    }
  }

  private func augment(_ s: JSON) throws {
    let target = s["target"]!
    let op = Program.operators[s["op"]!["node"]!.string!]!
    let right = try value(s["value"]!)
    let load = target
    let left = try value(load)
    if case .tensor(let t) = left {
      try assign(target, try Operations.inPlace(op, t, right))
    } else {
      try assign(target, try Operations.call(op, "operator", Arguments([left, right])))
    }
  }

  static let operators = [
    "Add": "add", "Sub": "sub", "Mult": "mul", "Div": "div", "FloorDiv": "floor_divide",
    "Mod": "remainder", "Pow": "pow", "MatMult": "matmul", "BitAnd": "bitwise_and",
    "BitOr": "bitwise_or", "BitXor": "bitwise_xor", "LShift": "lshift", "RShift": "rshift",
    "Eq": "eq", "NotEq": "ne", "Lt": "lt", "LtE": "le", "Gt": "gt", "GtE": "ge", "USub": "neg",
    "UAdd": "positive", "Invert": "bitwise_not",
  ]

  private func index(_ j: JSON) throws -> [Value] {
    if j["node"]?.string == "Tuple" { return try (j["elts"]?.array ?? []).map(value) }
    return [try value(j)]
  }

  func value(_ j: JSON) throws -> Value {
    guard let node = j["node"]?.string else {
      if let i = j["int"] { return .int(i.int ?? Int(i.string!)!) }
      if let f = j["float"] { return .float(f.double!) }
      if let s = j["str"] { return .string(s.string!) }
      if case .bool(let b)? = j["bool"] { return .bool(b) }
      if j["none"] != nil { return .none }
      if j["ellipsis"] != nil || j["other"]?.string == "Ellipsis" { return .ellipsis }
      throw Unmapped(reason: "literal \(j)")
    }
    switch node {
    case "Name":
      guard let v = names[j["id"]!.string!] else {
        throw Unmapped(reason: "name \(j["id"]!.string!)")
      }
      return v
    case "Tuple": return .tuple(try (j["elts"]?.array ?? []).map(value))
    case "List": return .list(try (j["elts"]?.array ?? []).map(value))
    case "Dict":
      return .dict(
        try zip(j["keys"]?.array ?? [], j["values"]?.array ?? []).map {
          (try value($0), try value($1))
        })
    case "Slice":
      return .slice(
        try j["lower"].map { try value($0) } ?? .none,
        try j["upper"].map { try value($0) } ?? .none,
        try j["step"].map { try value($0) } ?? .none)
    case "BinOp":
      return try Operations.call(
        Program.operators[j["op"]!["node"]!.string!]!, "operator",
        Arguments([try value(j["left"]!), try value(j["right"]!)]))
    case "UnaryOp":
      let v = try value(j["operand"]!)
      if j["op"]!["node"]!.string == "Not" { return .bool(!v.truth) }
      return try Operations.call(
        Program.operators[j["op"]!["node"]!.string!]!, "operator", Arguments([v]))
    case "Compare": return try compare(j)
    case "BoolOp":
      let isOr = j["op"]!["node"]!.string == "Or"
      var last = Value.none
      for part in j["values"]!.array {
        last = try value(part)
        if last.truth == isOr { break }
      }
      return last
    case "IfExp": return try value(try value(j["test"]!).truth ? j["body"]! : j["orelse"]!)
    case "Lambda": return function(j["args"]!, j["body"]!, true)
    case "DictComp":
      let keys = try comprehension(j, "key")
      return .dict(Array(zip(keys, try comprehension(j, "value"))))
    case "ListComp", "GeneratorExp": return .list(try comprehension(j))
    case "JoinedStr": return .string(try (j["values"]?.array ?? []).map(piece).joined())
    case "Subscript": return try Operations.getItem(try value(j["value"]!), try index(j["slice"]!))
    case "Attribute": return try Operations.attribute(try value(j["value"]!), j["attr"]!.string!)
    case "Call": return try call(j)
    default: throw Unmapped(reason: "expression \(node)")
    }
  }

  private func compare(_ j: JSON) throws -> Value {
    let (a, b) = (try value(j["left"]!), try value(j["comparators"]!.array[0]))
    switch j["ops"]!.array[0]["node"]!.string! {
    case "In":
      if case .tensor(let t) = b {
        return .bool(Bool((t .== (try a.asScalar())).any()))
      }
      throw Unmapped(reason: "in")
    case "Is":
      if case .tensor(let x) = a, case .tensor(let y) = b { return .bool(x === y) }
      return .bool(a.isNone && b.isNone)
    case let op: return try Operations.call(Program.operators[op]!, "operator", Arguments([a, b]))
    }
  }

  private func comprehension(_ j: JSON, _ element: String = "elt") throws -> [Value] {
    let g = j["generators"]!.array[0]
    return try value(g["iter"]!).items().map {
      try assign(g["target"]!, $0)
      return try value(j[element]!)
    }
  }

  private func piece(_ j: JSON) throws -> String {
    if let s = j["str"]?.string { return s }
    let v = try value(j["value"]!)
    var format = ""
    for p in j["format_spec"]?["values"]?.array ?? [] { format += try piece(p) }
    return try Builtins.format(v, format)
  }

  private func call(_ j: JSON) throws -> Value {
    var positional: [Value] = []
    for a in j["args"]?.array ?? [] {
      if a["node"]?.string == "Starred" {
        positional += try value(a["value"]!).items()
      } else {
        positional.append(try value(a))
      }
    }
    let named = try (j["keywords"]?.array ?? []).map {
      ($0["arg"]!.string!, try value($0["value"]!))
    }
    let arguments = Arguments(positional, named)
    let f = j["func"]!
    if f["node"]?.string == "Attribute" {
      return try Operations.method(
        try value(f["value"]!), f["attr"]!.string!, arguments)
    }
    if case .function(let body) = try value(f) { return try body(arguments) }
    throw Unmapped(reason: "call")
  }
}
