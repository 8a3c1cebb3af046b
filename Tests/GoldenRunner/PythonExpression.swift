/// Parses the Python expressions that name expected values into the trees that `Program` evaluates.
struct PythonExpression {
  private let tokens: [String]
  private var at = 0

  static func tree(_ source: String) throws -> JSON {
    var p = PythonExpression(tokens: tokenize(source))
    let e = try p.comparison()
    if p.at != p.tokens.count { throw Unmapped(reason: "expression \(source)") }
    return e
  }

  /// The tree of a line that is an expression or assigns one to a name.
  static func statement(_ line: String) throws -> JSON {
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = line.dropFirst(name.count).drop { $0 == " " }
    guard !name.isEmpty, rest.first == "=", rest.dropFirst().first != "=" else {
      return .object([("node", .string("Expr")), ("value", try tree(line))])
    }
    let target = JSON.object([("node", .string("Name")), ("id", .string(String(name)))])
    return .object([
      ("node", .string("Assign")), ("targets", .array([target])),
      ("value", try tree(String(rest.dropFirst()))),
    ])
  }

  private init(tokens: [String]) { self.tokens = tokens }

  private static func tokenize(_ s: String) -> [String] {
    var out: [String] = []
    var rest = Substring(s)
    while let c = rest.first {
      if c == " " {
        rest.removeFirst()
      } else if c.isLetter || c == "_" || c.isNumber {
        if c == "f", let quote = rest.dropFirst().first, quote == "'" || quote == "\"" {
          rest.removeFirst()
          out.append("f" + string(&rest))
          continue
        }
        let word = rest.prefix {
          $0.isLetter || $0.isNumber || $0 == "_" || (c.isNumber && $0 == ".")
        }
        out.append(String(word))
        rest = rest.dropFirst(word.count)
        if c.isNumber, word.last == "e", let sign = rest.first, sign == "-" || sign == "+" {
          let digits = rest.dropFirst().prefix { $0.isNumber }
          out[out.count - 1] += String(sign) + digits
          rest = rest.dropFirst(digits.count + 1)
        }
      } else if c == "'" || c == "\"" {
        out.append(string(&rest))
      } else if let op = ["**", "//", "==", "!=", "<=", ">="].first(where: { rest.hasPrefix($0) }) {
        out.append(op)
        rest = rest.dropFirst(2)
      } else {
        out.append(String(rest.removeFirst()))
      }
    }
    return out
  }

  /// A string literal behind a mark, with its escapes replaced.
  private static func string(_ rest: inout Substring) -> String {
    let quote = rest.removeFirst()
    var text = "'"
    while let c = rest.popFirst(), c != quote {
      guard c == "\\", let escaped = rest.popFirst() else {
        text.append(c)
        continue
      }
      switch escaped {
      case "n": text.append("\n")
      case "t": text.append("\t")
      case "r": text.append("\r")
      case "u", "x":
        let digits = rest.prefix(escaped == "u" ? 4 : 2)
        rest = rest.dropFirst(digits.count)
        text.unicodeScalars.append(Unicode.Scalar(UInt32(digits, radix: 16) ?? 0) ?? "?")
      default: text.append(escaped)
      }
    }
    return text
  }

  private var next: String? { at < tokens.count ? tokens[at] : nil }
  private mutating func take(_ t: String) -> Bool {
    if next == t {
      at += 1
      return true
    }
    return false
  }
  private mutating func expect(_ t: String) throws {
    if !take(t) { throw Unmapped(reason: "expected \(t) before \(next ?? "end")") }
  }

  private func node(_ name: String, _ members: [(String, JSON)]) -> JSON {
    .object([("node", .string(name))] + members)
  }
  private func binary(_ a: JSON, _ op: String, _ b: JSON) -> JSON {
    node("BinOp", [("left", a), ("op", node(op, [])), ("right", b)])
  }

  private mutating func comparison() throws -> JSON {
    let a = try sum()
    let ops = [
      "==": "Eq", "!=": "NotEq", "<": "Lt", "<=": "LtE", ">": "Gt", ">=": "GtE", "is": "Is",
    ]
    if let n = next, let op = ops[n] {
      at += 1
      let b = try sum()
      return node(
        "Compare", [("left", a), ("ops", .array([node(op, [])])), ("comparators", .array([b]))])
    }
    return a
  }
  private mutating func sum() throws -> JSON {
    var a = try term()
    while let n = next, n == "+" || n == "-" {
      at += 1
      a = binary(a, n == "+" ? "Add" : "Sub", try term())
    }
    return a
  }
  private mutating func term() throws -> JSON {
    var a = try factor()
    let ops = ["*": "Mult", "/": "Div", "//": "FloorDiv", "%": "Mod", "@": "MatMult"]
    while let n = next, let op = ops[n] {
      at += 1
      a = binary(a, op, try factor())
    }
    return a
  }
  private mutating func factor() throws -> JSON {
    for (t, op) in [("-", "USub"), ("+", "UAdd"), ("~", "Invert")] where take(t) {
      return node("UnaryOp", [("op", node(op, [])), ("operand", try factor())])
    }
    let a = try postfix()
    return take("**") ? binary(a, "Pow", try factor()) : a
  }

  private mutating func postfix() throws -> JSON {
    var a = try atom()
    while true {
      if take(".") {
        a = node("Attribute", [("value", a), ("attr", .string(tokens[at]))])
        at += 1
      } else if take("(") {
        a = try arguments(a)
      } else if take("[") {
        var items: [JSON] = []
        repeat { items.append(try slice()) } while take(",")
        try expect("]")
        let index = items.count == 1 ? items[0] : node("Tuple", [("elts", .array(items))])
        a = node("Subscript", [("value", a), ("slice", index)])
      } else {
        return a
      }
    }
  }
  private mutating func arguments(_ f: JSON) throws -> JSON {
    var (args, keywords): ([JSON], [JSON]) = ([], [])
    while !take(")") {
      if at + 1 < tokens.count, tokens[at + 1] == "=" {
        let name = tokens[at]
        at += 2
        keywords.append(
          node("keyword", [("arg", .string(name)), ("value", try comparison())]))
      } else {
        args.append(try comparison())
      }
      _ = take(",")
    }
    return node(
      "Call", [("func", f), ("args", .array(args)), ("keywords", .array(keywords))])
  }
  private mutating func slice() throws -> JSON {
    var parts: [(String, JSON)] = []
    if next != ":" {
      let e = try comparison()
      if next != ":" { return e }
      parts.append(("lower", e))
    }
    try expect(":")
    if let n = next, n != "]", n != ",", n != ":" { parts.append(("upper", try comparison())) }
    if take(":"), let n = next, n != "]", n != "," { parts.append(("step", try comparison())) }
    return node("Slice", parts)
  }

  private mutating func atom() throws -> JSON {
    guard let t = next else { throw Unmapped(reason: "end of expression") }
    at += 1
    if t == "(" {
      if take(")") { return node("Tuple", [("elts", .array([]))]) }
      var items = [try comparison()]
      var isTuple = false
      while take(",") {
        isTuple = true
        if next != ")" { items.append(try comparison()) }
      }
      try expect(")")
      return isTuple ? node("Tuple", [("elts", .array(items))]) : items[0]
    }
    if t == "{" { return try dictionary() }
    if t.hasPrefix("f'") { return try formatted(t.dropFirst(2)) }
    if t == "[" {
      var items: [JSON] = []
      while !take("]") {
        let e = try comparison()
        if take("for") { return try comprehension("ListComp", [("elt", e)], "]") }
        items.append(e)
        _ = take(",")
      }
      return node("List", [("elts", .array(items))])
    }
    if t.hasPrefix("'") { return .object([("str", .string(String(t.dropFirst())))]) }
    if let i = Int(t) { return .object([("int", .int(i))]) }
    if let d = Double(t) { return .object([("float", .float(d))]) }
    if t == "True" || t == "False" { return .object([("bool", .bool(t == "True"))]) }
    if t == "None" { return .object([("none", .bool(true))]) }
    return node("Name", [("id", .string(t))])
  }
  /// A string with expressions in braces.
  private func formatted(_ text: Substring) throws -> JSON {
    var parts: [JSON] = []
    var rest = text
    while !rest.isEmpty {
      let plain = rest.prefix { $0 != "{" }
      parts.append(.object([("str", .string(String(plain)))]))
      rest = rest.dropFirst(plain.count)
      if rest.isEmpty { break }
      let inner = rest.dropFirst().prefix { $0 != "}" }
      parts.append(
        node("FormattedValue", [("value", try PythonExpression.tree(String(inner)))]))
      rest = rest.dropFirst(inner.count + 2)
    }
    return node("JoinedStr", [("values", .array(parts))])
  }

  private mutating func dictionary() throws -> JSON {
    var (keys, values): ([JSON], [JSON]) = ([], [])
    while !take("}") {
      keys.append(try comparison())
      try expect(":")
      values.append(try comparison())
      if take("for") {
        return try comprehension("DictComp", [("key", keys[0]), ("value", values[0])], "}")
      }
      _ = take(",")
    }
    return node("Dict", [("keys", .array(keys)), ("values", .array(values))])
  }

  private mutating func comprehension(
    _ kind: String, _ elements: [(String, JSON)], _ end: String
  ) throws -> JSON {
    let target = node("Name", [("id", .string(tokens[at]))])
    at += 1
    try expect("in")
    let list = try comparison()
    try expect(end)
    let generator = node("comprehension", [("target", target), ("iter", list)])
    return node(kind, elements + [("generators", .array([generator]))])
  }
}
