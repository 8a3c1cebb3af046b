import GradusTensors

/// Evaluates `expr` trees over named inputs.
struct Trees {
  let inputs: [String: Value]

  func value(_ j: JSON) throws -> Value {
    switch j {
    case .array(let a): return .list(try a.map(value))
    case .object:
      if let name = j["ref"]?.string {
        guard let v = inputs[name] else { throw Unmapped(reason: "input \(name)") }
        return v
      }
      if let op = j["op"]?.string { return try call(op, j) }
      if j["ellipsis"] != nil { return .ellipsis }
      if let s = j["slice"]?.array {
        return .slice(try value(s[0]), try value(s[1]), try value(s[2]))
      }
      return try Value(recorded: j)
    default: return try Value(recorded: j)
    }
  }

  private func call(_ op: String, _ j: JSON) throws -> Value {
    let args = try j["args"]?.array.map(value) ?? []
    if op == "getitem" {
      return try Operations.getItem(args[0], try j["index"]!.array.map(value))
    }
    var named: [(String, Value)] = []
    if case .object(let members)? = j["kwargs"] {
      named = try members.map { ($0.key, try value($0.value)) }
    }
    let form = j["form"]?.string ?? "function"
    return try Operations.call(op, form, Arguments(args, named))
  }
}
