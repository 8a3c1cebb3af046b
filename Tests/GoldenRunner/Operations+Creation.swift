import GradusTensors

extension Operations {
  private static func requires(_ a: Arguments) -> Bool { a.bool(-1, "requires_grad") ?? false }

  private static func checkDevice(_ a: Arguments) throws {
    guard case .string(let d)? = a.value(-1, "device"), d != "cpu" else { return }
    throw Impossible.device
  }

  private static func filled(
    _ a: Arguments, _ make: (Shape, DType, Bool) -> Tensor
  ) throws -> Value {
    try checkDevice(a)
    return .tensor(make(Shape(try a.sizes(from: 0)), a.dtype() ?? .float32, requires(a)))
  }

  nonisolated(unsafe) static let creation: [String: Operation] = [
    "zeros": { try filled($0) { zeros($0, dtype: $1, requiresGradient: $2) } },
    "ones": { try filled($0) { ones($0, dtype: $1, requiresGradient: $2) } },
    "full": {
      .tensor(
        full(
          Shape(try $0.ints(0, "size") ?? []), try $0.scalar(1, "fill_value") ?? .int(0),
          dtype: $0.dtype(), requiresGradient: requires($0)))
    },
    "tensor": { a in
      guard let v = a.value(0, "data") else { throw Unmapped(reason: "tensor()") }
      if case .tensor(let t) = v { return .tensor(t.clone().detached()) }
      return .tensor(
        Tensor(try nested(v), dtype: a.dtype(), requiresGradient: requires(a)))
    },
    "arange": { a in
      let n = try a.positional.map { try $0.asScalar() }
      let (d, r) = (a.dtype(), requires(a))
      switch n.count {
      case 1: return .tensor(arange(n[0], dtype: d, requiresGradient: r))
      case 2: return .tensor(arange(n[0], n[1], dtype: d, requiresGradient: r))
      default: return .tensor(arange(n[0], n[1], by: n[2], dtype: d, requiresGradient: r))
      }
    },
    "linspace": {
      .tensor(
        linspace(
          try $0.scalar(0, "start")!, try $0.scalar(1, "end")!, count: try $0.int(2, "steps")!,
          dtype: $0.dtype() ?? .float32))
    },
    "logspace": {
      .tensor(
        logspace(
          try $0.double(0, "start")!, try $0.double(1, "end")!, count: try $0.int(2, "steps")!,
          base: try $0.double(3, "base") ?? 10, dtype: $0.dtype() ?? .float32))
    },
    "eye": {
      .tensor(
        eye(
          try $0.int(0, "n")!, try $0.int(1, "m"), dtype: $0.dtype() ?? .float32,
          requiresGradient: requires($0)))
    },
    "zeros_like": { .tensor(try $0.tensor(0).zerosLike(dtype: $0.dtype())) },
    "ones_like": { .tensor(try $0.tensor(0).onesLike(dtype: $0.dtype())) },
    "full_like": {
      .tensor(try $0.tensor(0).fullLike(try $0.scalar(1, "fill_value")!, dtype: $0.dtype()))
    },
    "new_zeros": {
      .tensor(zeros(Shape(try $0.sizes(from: 1)), dtype: try $0.dtype() ?? $0.tensor(0).dtype))
    },
    "new_ones": {
      .tensor(ones(Shape(try $0.sizes(from: 1)), dtype: try $0.dtype() ?? $0.tensor(0).dtype))
    },
    "new_full": {
      .tensor(
        full(
          Shape(try $0.ints(1, "size") ?? []), try $0.scalar(2, "fill_value")!,
          dtype: try $0.dtype() ?? $0.tensor(0).dtype))
    },
    "new_tensor": {
      .tensor(Tensor(try nested($0.value(1, "data")!), dtype: try $0.dtype() ?? $0.tensor(0).dtype))
    },
    "meshgrid": { a in
      let first = a.positional.first.map { v -> Bool in
        if case .list = v { return true }
        return false
      }
      let all = first == true ? try a.tensors(0) : try a.positional.map { try $0.asTensor() }
      let xy = a.text(-1, "indexing") == "xy"
      return .tuple(meshgrid(all, indexing: xy ? .xy : .ij).map { .tensor($0) })
    },
    "cartesian_prod": { a in
      let v = try a.positional.map { try $0.asTensor() }
      switch v.count {
      case 1: return .tensor(cartesianProduct(v[0]))
      case 2: return .tensor(cartesianProduct(v[0], v[1]))
      case 3: return .tensor(cartesianProduct(v[0], v[1], v[2]))
      default: throw Unmapped(reason: "cartesian_prod")
      }
    },
    "one_hot": {
      let n = try $0.int(1, "num_classes")
      return .tensor(oneHot(try $0.tensor(0), count: n == -1 ? nil : n))
    },
    "tril_indices": {
      .tensor(
        trilIndices(
          try $0.int(0, "row")!, try $0.int(1, "col")!, offset: try $0.int(2, "offset") ?? 0))
    },
    "triu_indices": {
      .tensor(
        triuIndices(
          try $0.int(0, "row")!, try $0.int(1, "col")!, offset: try $0.int(2, "offset") ?? 0))
    },
    "from_numpy": { .tensor(try asArray($0.positional[0])) },
    "Size": { .size(Shape(try $0.ints(0, "size") ?? [])) },
    "device": { a in
      guard case .string("cpu")? = a.positional.first else { throw Impossible.device }
      return .device("cpu")
    },
  ]

  private static func asArray(_ v: Value) throws -> Tensor {
    if case .array(let t) = v { return t }
    return try v.asTensor()
  }
}
