import GradusProbability
import GradusTensors

extension Operations {
  /// Members of a tensor that are no operations of their own elsewhere.
  nonisolated(unsafe) static let tensorMembers: [String: Operation] = [
    "numel": { .int(try $0.tensor(0).size) }, "nelement": { .int(try $0.tensor(0).size) },
    "dim": { .int(try $0.tensor(0).rank) },
    "size": {
      let t = try $0.tensor(0)
      return try $0.int(1, "dim").map { .int(t.size(axis: $0)) } ?? .size(t.shape)
    },
    "stride": {
      let t = try $0.tensor(0)
      return try $0.int(1, "dim").map { .int(t.stride(axis: $0)) }
        ?? .tuple(t.stride.map { .int($0) })
    },
    "storage_offset": { .int(try $0.tensor(0).storageOffset) },
    "element_size": { .int(try $0.tensor(0).dtype.byteCount) },
    "is_contiguous": { .bool(try $0.tensor(0).isRowMajor) },
    "len": { .int(try $0.tensor(0).count) },
    "item": {
      switch try $0.tensor(0).item() {
      case .bool(let b): return .bool(b)
      case .int(let i): return .int(i)
      case .float(let d): return .float(d)
      }
    },
    "tolist": { list(try $0.tensor(0)) },
    "to": { a in
      if case .dtype(let d)? = a.value(1, "dtype") { return .tensor(try a.tensor(0).to(d)) }
      if case .tensor(let o)? = a.value(1, "other") { return .tensor(try a.tensor(0).to(o.dtype)) }
      if case .string(let d)? = a.value(1, "device") {
        if d == "cpu" { return a.positional[0] }
        throw Impossible.device
      }
      throw Unmapped(reason: "to")
    },
    "type": { .tensor(try $0.tensor(0).to($0.dtype(1)!)) },
    "float": constant { $0.to(.float32) }, "double": constant { $0.to(.float64) },
    "half": constant { $0.to(.float16) }, "bfloat16": constant { $0.to(.bfloat16) },
    "long": constant { $0.to(.int64) }, "int": constant { $0.to(.int32) },
    "short": constant { $0.to(.int16) }, "bool": constant { $0.to(.bool) },
    "byte": constant { $0.to(.uint8) }, "char": constant { $0.to(.int8) },
    "requires_grad_": {
      .tensor(try $0.tensor(0).requiringGradient($0.bool(1, "requires_grad") ?? true))
    },
    "backward": {
      try $0.tensor(0).backward(
        gradient: try $0.optionalTensor(1, "gradient"), retainGraph: $0.bool(2, "retain_graph"),
        createGraph: $0.bool(3, "create_graph") ?? false)
      return .none
    },
    "retain_grad": {
      try $0.tensor(0).retainGradient()
      return .none
    },
    "zero_": { .tensor(try $0.tensor(0).zero()) },
    "fill_": { .tensor(try $0.tensor(0).fill(try $0.scalar(1, "value")!)) },
    "copy_": { .tensor(try $0.tensor(0).fill(from: try $0.tensor(1, "src"))) },
    "add_": { try inPlace("add", try $0.tensor(0), $0.positional[1]) },
    "sub_": { try inPlace("sub", try $0.tensor(0), $0.positional[1]) },
    "mul_": { try inPlace("mul", try $0.tensor(0), $0.positional[1]) },
    "div_": { try inPlace("div", try $0.tensor(0), $0.positional[1]) },
    "exp_": { .tensor(try $0.tensor(0).formExp()) },
    "log_": { .tensor(try $0.tensor(0).formLog()) },
    "sqrt_": { .tensor(try $0.tensor(0).formSqrt()) },
    "tanh_": { .tensor(try $0.tensor(0).formTanh()) },
    "sigmoid_": { .tensor(try $0.tensor(0).formSigmoid()) },
    "relu_": { .tensor(try $0.tensor(0).formRelu()) },
    "abs_": { .tensor(try $0.tensor(0).formAbs()) },
    "neg_": { .tensor(try $0.tensor(0).negate()) },
    "clamp_": {
      .tensor(try $0.tensor(0).clamp(min: try $0.scalar(1, "min"), max: try $0.scalar(2, "max")))
    },
    "index_add_": {
      .tensor(
        try $0.tensor(0).addSlices(
          axis: try $0.int(1, "dim")!, try $0.tensor(2, "index"), try $0.tensor(3, "source")))
    },
    "scatter_": { a in
      let (x, d, i) = (try a.tensor(0), try a.int(1, "dim")!, try a.tensor(2, "index"))
      if case .tensor(let s)? = a.value(3, "src") { return .tensor(x.formScatter(axis: d, i, s)) }
      return .tensor(x.formScatter(axis: d, i, try a.scalar(3, "value")!))
    },
    "scatter_add_": {
      .tensor(
        try $0.tensor(0).formScatterAdd(
          axis: try $0.int(1, "dim")!, try $0.tensor(2, "index"), try $0.tensor(3, "src")))
    },
    "numpy": { a in
      let t = try a.tensor(0)
      if t.requiresGradient { throw Impossible.numpy }
      return .array(t)
    },
    "data_ptr": { .int(try $0.tensor(0).memoryAddress) },
  ]

  static func list(_ t: Tensor) -> Value {
    if t.rank == 0 {
      switch t.item() {
      case .bool(let b): return .bool(b)
      case .int(let i): return .int(i)
      case .float(let d): return .float(d)
      }
    }
    return .list((0..<t.count).map { list(t[$0]) })
  }

  static func attribute(_ v: Value, _ name: String) throws -> Value {
    switch v {
    case .module(let m):
      if let d = try? recordedType(name), m == "torch" { return .dtype(d) }
      return .module(m + "." + name)
    case .named(_, let fields):
      if let f = fields.first(where: { $0.0 == name }) { return f.1 }
      throw Unmapped(reason: "field \(name)")
    case .dict(let d):
      if let f = d.first(where: { $0.0.text == name }) { return f.1 }
      throw Unmapped(reason: "attribute \(name)")
    case .tensor(let t): return try attribute(t, name)
    case .object(let o): return try o.attribute(name)
    case .distribution(let d): return try attribute(of: d, name)
    default: throw Unmapped(reason: "attribute \(name) of \(v.repr)")
    }
  }

  private static func attribute(_ t: Tensor, _ name: String) throws -> Value {
    switch name {
    case "shape": return .size(t.shape)
    case "dtype": return .dtype(t.dtype)
    case "ndim": return .int(t.rank)
    case "T": return .tensor(t.T)
    case "mT": return .tensor(t.mT)
    case "grad": return t.grad.map { .tensor($0) } ?? .none
    case "requires_grad": return .bool(t.requiresGradient)
    case "is_leaf": return .bool(t.isLeaf)
    case "grad_fn": return t.gradientFunction.map { .string($0) } ?? .none
    case "data": return .tensor(t.detached())
    case "device": return .device("cpu")
    default: throw Unmapped(reason: "attribute \(name)")
    }
  }

  static func method(_ receiver: Value, _ name: String, _ a: Arguments) throws -> Value {
    switch receiver {
    case .module(let m): return try function(m, name, a)
    case .list(let box) where name == "append":
      box.items.append(a.positional[0])
      return .none
    case .object(let o): return try o.call(name, a)
    case .distribution(let d): return try method(of: d, name, a)
    case .size(let s) where name == "numel": return .int(s.size)
    case .tensor:
      return try call(name, "method", Arguments([receiver] + a.positional, a.named))
    case .array(let t):
      return try call(name, "method", Arguments([.tensor(t)] + a.positional, a.named))
    default: throw Unmapped(reason: "method \(name) of \(receiver.repr)")
    }
  }

  private static func function(_ module: String, _ name: String, _ a: Arguments) throws -> Value {
    if module == "pd" { return try pandas(name, a) }
    if ["tensor", "as_tensor", "from_numpy"].contains(name),
      case .object(let array as ArrayObject)? = a.positional.first
    {
      let made = try array.tensor()
      return .tensor(a.dtype().map { made.to($0) } ?? made)
    }
    switch module + "." + name {
    case "io.StringIO": return a.positional[0]
    case "torch.no_grad": return .string("no_grad")
    case "torch.autograd.grad": return try gradient(a)
    case "torch.autograd.functional.jacobian":
      return .tensor(jacobian(try function(a), at: try a.tensor(1, "inputs")))
    case "torch.autograd.functional.hessian":
      return .tensor(hessian(try function(a), at: try a.tensor(1, "inputs")))
    default:
      let key = module.hasPrefix("torch.linalg") ? "linalg." + name : name
      return try call(key, "function", a)
    }
  }

  private static func function(_ a: Arguments) throws -> (Tensor) -> Tensor {
    guard case .function(let f)? = a.positional.first else { throw Unmapped(reason: "function") }
    return { x in
      guard let v = try? f(Arguments([.tensor(x)])), case .tensor(let t) = v else { return x }
      return t
    }
  }

  private static func gradient(_ a: Arguments) throws -> Value {
    let y = try a.tensor(0, "outputs")
    let inputs: [Tensor]
    if case .tensor(let x)? = a.value(1, "inputs") {
      inputs = [x]
    } else {
      inputs = try a.tensors(1, "inputs")
    }
    let with = try a.optionalTensor(2, "grad_outputs")
    let (retain, create) = (a.bool(3, "retain_graph"), a.bool(4, "create_graph") ?? false)
    if a.bool(-1, "allow_unused") == true {
      return .tuple(
        gradientsIfUsed(
          of: y, by: inputs, with: with, retainGraph: retain, createGraph: create
        ).map { $0.map { .tensor($0) } ?? .none })
    }
    return .tuple(
      gradients(of: y, by: inputs, with: with, retainGraph: retain, createGraph: create).map {
        .tensor($0)
      })
  }
}
