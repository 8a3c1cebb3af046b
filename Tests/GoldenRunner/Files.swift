import GradusDisplay
import GradusTensors

/// One recorded case, ready to run.
struct Case {
  let id: String
  let code: String
  let raises: String?
  let exception: String?
  let body: () throws -> Outcome
}

/// The recorded files and how each kind is checked.
struct Files {
  let name: String
  let cases: (JSON) -> [Case]

  nonisolated(unsafe) static let all: [Files] =
    ["unary", "binary", "creation", "views", "reductions", "linalg", "nn"].map {
      Files(name: "ops/\($0)") { cases($0, expression) }
    } + [
      Files(name: "ops/promotion", cases: promotion),
      Files(name: "ops/programs") { cases($0, program) },
      Files(name: "print/tensor_repr") { cases($0, tensorText) },
      Files(name: "print/misc_repr") { cases($0, otherText) },
      Files(name: "print/ipython_display") { cases($0, display) },
      Files(name: "print/grad_fn") { cases($0, gradientFunction) },
      Files(name: "grad/ops") { cases($0, gradients) },
      Files(name: "grad/graphs") { cases($0, program) },
      Files(name: "grad/errors") { cases($0, errors) },
    ] + chance + tables

  private static func cases(_ file: JSON, _ run: @escaping (JSON) throws -> Outcome) -> [Case] {
    file["cases"]!.array.map { c in
      let code = c["code"]!
      let raises = c["raises"] ?? c["result"]?["error"]
      return Case(
        id: c["id"]!.string!,
        code: code.string ?? code.array.compactMap(\.string).joined(separator: "; "),
        raises: raises?["message"]?.string, exception: raises?["type"]?.string,
        body: { try run(c) })
    }
  }

  static func tolerance(_ c: JSON) -> Tolerance? {
    guard let t = c["tol"]?.array, t.count == 2 else { return nil }
    return (t[0].double!, t[1].double!)
  }

  private static func inputs(_ c: JSON) throws -> [String: Value] {
    guard case .object(let members)? = c["inputs"] else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: try members.map { ($0.key, try Value(recorded: $0.value)) })
  }

  private static func result(_ d: String?) -> Outcome { d.map { .failed($0) } ?? .passed }

  private static func expression(_ c: JSON) throws -> Outcome {
    let got = try Trees(inputs: inputs(c)).value(c["expr"]!)
    guard let want = c["result"], want["error"] == nil else { return .passed }
    return result(difference(got, try Value(recorded: want), tolerance(c)))
  }

  private static func program(_ c: JSON) throws -> Outcome {
    let p = Program()
    try p.run(c["ast"]!.array)
    if let want = c["stdout"]?.string, p.output != want {
      return .failed("stdout: got \(p.output)")
    }
    if case .object(let members)? = c["expect"] {
      for (code, want) in members {
        let got = try p.value(PythonExpression.tree(code))
        var expected = try Value(recorded: want)
        if case .tensor(let t) = expected, want["requires_grad"] == nil, case .tensor(let g) = got,
          g.requiresGradient
        {
          t.requiresGradient = true
          expected = .tensor(t)
        }
        if let d = difference(got, expected, tolerance(c)) { return .failed("\(code): \(d)") }
      }
    }
    if case .object(let members)? = c["repr"] {
      for (code, want) in members {
        let got = try p.value(PythonExpression.tree(code)).repr
        if got != want.string { return .failed("\(code): got \(got)\n  want \(want.string!)") }
      }
    }
    return .passed
  }

  private static func tensorText(_ c: JSON) throws -> Outcome {
    let p = Program()
    if let t = c["tensor"] { p.names["x"] = try Value(recorded: t) }
    if case .object(let members)? = c["printoptions"] {
      for (key, v) in members {
        switch key {
        case "precision": TensorPrintOptions.current.precision = v.int!
        case "threshold": TensorPrintOptions.current.threshold = v.int!
        case "edgeitems": TensorPrintOptions.current.edgeItems = v.int!
        case "linewidth": TensorPrintOptions.current.lineWidth = v.int!
        case "sci_mode":
          if case .bool(let b) = v { TensorPrintOptions.current.scientific = b }
        default: return .unmapped("print option \(key)")
        }
      }
    }
    let got = try p.run(c["ast"]!.array).repr
    return got == c["repr"]!.string! ? .passed : .failed("got\n\(got)\nwant\n\(c["repr"]!.string!)")
  }

  private static func otherText(_ c: JSON) throws -> Outcome {
    let v = try Program().run(c["ast"]!.array)
    if v.repr != c["repr"]?.string { return .failed("repr: got \(v.repr)") }
    return v.text == c["str"]?.string ? .passed : .failed("str: got \(v.text)")
  }

  private static func display(_ c: JSON) throws -> Outcome {
    let v = try Program().run(c["ast"]!.array)
    let got = Shown.text(v)
    let want = c["display"]!.string!
    return got == want ? .passed : .failed("got\n\(got)\nwant\n\(want)")
  }

  private static func gradientFunction(_ c: JSON) throws -> Outcome {
    let p = Program()
    p.names["x"] = .tensor(
      Tensor([[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]], requiresGradient: true))
    let t = try p.run(c["ast"]!.array).asTensor()
    if t.gradientFunction != c["grad_fn"]?.string {
      return .failed("grad_fn: got \(t.gradientFunction ?? "nil")")
    }
    if case .bool(let b)? = c["requires_grad"], b != t.requiresGradient {
      return .failed("requires_grad")
    }
    if case .bool(let b)? = c["is_leaf"], b != t.isLeaf { return .failed("is_leaf") }
    return .passed
  }

  private static func gradients(_ c: JSON) throws -> Outcome {
    let named = try inputs(c)
    let out = try Trees(inputs: named).value(c["expr"]!).asTensor()
    let tolerance = tolerance(c)
    let want = try Value(recorded: c["result"]!).asTensor()
    if out.requiresGradient { want.requiresGradient = true }
    if let d = difference(.tensor(out), .tensor(want), tolerance) { return .failed("result: \(d)") }
    if let n = c["grad_fn"]?.string, n != out.gradientFunction {
      return .failed("grad_fn: got \(out.gradientFunction ?? "nil"), want \(n)")
    }
    out.backward(gradient: try Value(recorded: c["grad_output"]!).asTensor())
    guard case .object(let members)? = c["grads"] else { return .passed }
    for (name, g) in members {
      let got = try named[name]!.asTensor().grad
      if g.isNull {
        if got != nil { return .failed("\(name).grad is not nil") }
        continue
      }
      guard let got else { return .failed("\(name).grad is nil") }
      if let d = difference(.tensor(got), try Value(recorded: g), tolerance) {
        return .failed("\(name).grad: \(d)")
      }
    }
    return .passed
  }

  private static func errors(_ c: JSON) throws -> Outcome {
    try Program().run(c["ast"]!.array)
    return .passed
  }
}
