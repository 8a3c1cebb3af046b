import GradusDisplay
import GradusTensors

/// Python's built-in functions, as far as recorded programs use them.
enum Builtins {
  static let names = [
    "float", "int", "bool", "str", "repr", "len", "list", "tuple", "range", "sum", "abs", "type",
  ]

  static func call(_ name: String, _ a: Arguments) throws -> Value {
    let v = a.positional.first ?? .none
    switch name {
    case "float":
      if case .string(let s) = v {
        return .float(s == "nan" ? .nan : s == "inf" ? .infinity : s == "-inf" ? -.infinity : 0)
      }
      if case .tensor(let t) = v { return .float(Double(t)) }
      return .float(try v.asScalar().doubleValue)
    case "int":
      if case .tensor(let t) = v { return .int(Int(t)) }
      if case .float(let d) = v { return .int(Int(d)) }
      return .int(try v.asInt())
    case "bool": return .bool(v.truth)
    case "str": return .string(v.text)
    case "repr": return .string(v.repr)
    case "len":
      if case .tensor(let t) = v { return .int(t.count) }
      return .int(try v.items().count)
    case "list": return .list(try v.items())
    case "tuple": return .tuple(try v.items())
    case "range":
      let n = try a.positional.map { try $0.asInt() }
      let (from, to, by) = (
        n.count > 1 ? n[0] : 0, n.count > 1 ? n[1] : n[0], n.count > 2 ? n[2] : 1
      )
      return .list(stride(from: from, to: to, by: by).map { .int($0) })
    case "sum":
      var total = Value.int(0)
      for x in try v.items() {
        total = try Operations.call("add", "operator", Arguments([total, x]))
      }
      return total
    case "abs": return try Operations.call("abs", "function", a)
    case "type":
      if case .named(let n, _) = v { return .dict([(.string("__name__"), .string(n))]) }
      throw Unmapped(reason: "type")
    default: throw Unmapped(reason: name)
    }
  }

  /// `f"{v:format}"`.
  static func format(_ v: Value, _ format: String) throws -> String {
    switch v {
    case .tensor(let t):
      if t.rank > 0 { return t.description }
      return format.isEmpty ? Operations.list(t).text : "\(t, format)"
    case .float(let d): return "\(d, format)"
    case .int(let i): return "\(i, format)"
    default: return v.text
    }
  }
}
