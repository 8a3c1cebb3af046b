import GradusTensors

extension Operations {
  private static func keeps(_ a: Arguments, _ i: Int = 2) -> Bool {
    a.bool(i, "keepdim", "keepdims") ?? false
  }

  private typealias Axes = (axes: [Int], keeping: Bool, dtype: DType?)

  /// A reduction in its three forms: all elements, one axis, several axes.
  private static func reduction(
    _ all: @escaping (Tensor, DType?) -> Tensor,
    _ one: @escaping (Tensor, Int, Bool, DType?) -> Tensor,
    _ several: @escaping (Tensor, Axes) -> Tensor
  ) -> Operation {
    { a in
      let x = try a.tensor(0)
      guard let d = a.value(1, "dim") ?? a.value(-1, "axis"), !d.isNone else {
        return .tensor(all(x, a.dtype()))
      }
      if case .int(let i) = d { return .tensor(one(x, i, keeps(a), a.dtype())) }
      return .tensor(several(x, (try d.asInts(), keeps(a), a.dtype())))
    }
  }
  private static func reduction(
    _ all: @escaping (Tensor) -> Tensor, _ one: @escaping (Tensor, Int, Bool) -> Tensor,
    _ several: @escaping (Tensor, [Int], Bool) -> Tensor
  ) -> Operation {
    reduction(
      { t, _ in all(t) }, { t, d, k, _ in one(t, d, k) }, { several($0, $1.axes, $1.keeping) })
  }

  private static func correction(_ a: Arguments) throws -> Double {
    if let u = a.bool(-1, "unbiased") { return u ? 1 : 0 }
    if case .bool(let b)? = a.value(1, "unbiased") { return b ? 1 : 0 }
    return try a.double(-1, "correction") ?? 1
  }

  private static func extreme(
    _ a: Arguments, _ name: String, _ all: (Tensor) -> Tensor,
    _ one: (Tensor, Int, Bool) -> IndexedValues, _ pair: (Tensor, Tensor) -> Tensor
  ) throws -> Value {
    if case .tensor(let other)? = a.value(1, "other") {
      return .tensor(pair(try a.tensor(0), other))
    }
    guard let d = try a.int(1, "dim", "axis") else { return .tensor(all(try a.tensor(0))) }
    return indexed(one(try a.tensor(0), d, keeps(a)), name)
  }

  private static func spread(
    _ a: Arguments, _ all: (Tensor, Double) -> Tensor,
    _ several: (Tensor, [Int], Double, Bool) -> Tensor
  ) throws -> Value {
    let x = try a.tensor(0)
    let c = try correction(a)
    guard let d = a.value(1, "dim") ?? a.value(-1, "axis"), !d.isNone else {
      return .tensor(all(x, c))
    }
    if case .bool = d { return .tensor(all(x, c)) }
    return .tensor(several(x, try d.asInts(), c, a.bool(-1, "keepdim", "keepdims") ?? false))
  }

  private static func order(_ a: Arguments, _ i: Int, _ name: String) throws -> Double {
    guard let v = a.value(i, name) ?? a.value(i, "ord"), !v.isNone else { return 2 }
    if case .string(let s) = v {
      if s == "fro" { return 2 }
      throw Unmapped(reason: "norm \(s)")
    }
    return try v.asScalar().doubleValue
  }

  private static func norm(_ a: Arguments, _ name: String) throws -> Value {
    let (x, p) = (try a.tensor(0), try order(a, 1, name))
    guard let d = try a.ints(2, "dim", "axis") else { return .tensor(x.norm(p)) }
    return .tensor(x.norm(p, axes: d, keepingDimensions: a.bool(3, "keepdim") ?? false))
  }

  nonisolated(unsafe) static let reductions: [String: Operation] = [
    "sum": reduction(
      { $0.sum(dtype: $1) }, { $0.sum(axis: $1, keepingDimensions: $2, dtype: $3) },
      { $0.sum(axes: $1.axes, keepingDimensions: $1.keeping, dtype: $1.dtype) }),
    "mean": reduction(
      { $0.mean(dtype: $1) }, { $0.mean(axis: $1, keepingDimensions: $2, dtype: $3) },
      { $0.mean(axes: $1.axes, keepingDimensions: $1.keeping, dtype: $1.dtype) }),
    "nansum": reduction(
      { $0.nanSum() }, { $0.nanSum(axis: $1, keepingDimensions: $2) },
      { $0.nanSum(axes: $1, keepingDimensions: $2) }),
    "nanmean": reduction(
      { $0.nanMean() }, { $0.nanMean(axis: $1, keepingDimensions: $2) },
      { $0.nanMean(axes: $1, keepingDimensions: $2) }),
    "amax": reduction(
      { $0.amax() }, { $0.amax(axis: $1, keepingDimensions: $2) },
      { $0.amax(axes: $1, keepingDimensions: $2) }),
    "amin": reduction(
      { $0.amin() }, { $0.amin(axis: $1, keepingDimensions: $2) },
      { $0.amin(axes: $1, keepingDimensions: $2) }),
    "all": reduction(
      { $0.all() }, { $0.all(axis: $1, keepingDimensions: $2) },
      { $0.all(axes: $1, keepingDimensions: $2) }),
    "any": reduction(
      { $0.any() }, { $0.any(axis: $1, keepingDimensions: $2) },
      { $0.any(axes: $1, keepingDimensions: $2) }),
    "count_nonzero": reduction(
      { $0.countNonzero() }, { t, d, _ in t.countNonzero(axis: d) },
      { t, d, _ in t.countNonzero(axes: d) }),
    "logsumexp": reduction(
      { $0.logSumExp(axes: []) }, { $0.logSumExp(axis: $1, keepingDimensions: $2) },
      { $0.logSumExp(axes: $1, keepingDimensions: $2) }),
    "prod": { a in
      let x = try a.tensor(0)
      guard let d = a.value(1, "dim") ?? a.value(-1, "axis") else {
        return .tensor(x.product(dtype: a.dtype()))
      }
      guard case .int(let i) = d else { throw Impossible.arguments }
      return .tensor(x.product(axis: i, keepingDimensions: keeps(a), dtype: a.dtype()))
    },
    "max": {
      try extreme(
        $0, "max", { $0.max() }, { $0.max(axis: $1, keepingDimensions: $2) }, { maximum($0, $1) })
    },
    "min": {
      try extreme(
        $0, "min", { $0.min() }, { $0.min(axis: $1, keepingDimensions: $2) }, { minimum($0, $1) })
    },
    "aminmax": {
      let t = try $0.tensor(0)
      let r =
        try $0.int(-1, "dim").map { [a = $0] in
          t.aminmax(axis: $0, keepingDimensions: a.bool(-1, "keepdim") ?? false)
        } ?? t.aminmax()
      return .named("aminmax", [("min", .tensor(r.min)), ("max", .tensor(r.max))])
    },
    "argmax": {
      guard let d = try $0.int(1, "dim", "axis") else { return .tensor(try $0.tensor(0).argMax()) }
      return .tensor(try $0.tensor(0).argMax(axis: d, keepingDimensions: keeps($0)))
    },
    "argmin": {
      guard let d = try $0.int(1, "dim", "axis") else { return .tensor(try $0.tensor(0).argMin()) }
      return .tensor(try $0.tensor(0).argMin(axis: d, keepingDimensions: keeps($0)))
    },
    "var": {
      try spread(
        $0, { $0.variance(correction: $1) },
        { $0.variance(axes: $1, correction: $2, keepingDimensions: $3) })
    },
    "std": {
      try spread(
        $0, { $0.std(correction: $1) },
        { $0.std(axes: $1, correction: $2, keepingDimensions: $3) })
    },
    "var_mean": {
      let r = varianceAndMean(
        try $0.tensor(0), axis: try $0.int(1, "dim"), correction: try correction($0))
      return .tuple([.tensor(r.variance), .tensor(r.mean)])
    },
    "std_mean": {
      let r = stdAndMean(
        try $0.tensor(0), axis: try $0.int(1, "dim"), correction: try correction($0))
      return .tuple([.tensor(r.std), .tensor(r.mean)])
    },
    "median": {
      guard let d = try $0.int(1, "dim", "axis") else { return .tensor(try $0.tensor(0).median()) }
      return indexed(try $0.tensor(0).median(axis: d, keepingDimensions: keeps($0)), "median")
    },
    "mode": {
      indexed(
        try $0.tensor(0).mode(axis: try $0.int(1, "dim") ?? -1, keepingDimensions: keeps($0)),
        "mode")
    },
    "quantile": { a in
      let (x, d) = (try a.tensor(0), try a.int(2, "dim"))
      let keep = a.bool(3, "keepdim") ?? false
      if case .tensor(let q)? = a.value(1, "q") {
        return .tensor(
          d.map { x.quantile(q, axis: $0, keepingDimensions: keep) } ?? x.quantile(q))
      }
      let q = try a.double(1, "q")!
      return .tensor(d.map { x.quantile(q, axis: $0, keepingDimensions: keep) } ?? x.quantile(q))
    },
    "cumsum": {
      .tensor(try $0.tensor(0).cumsum(axis: try $0.int(1, "dim", "axis")!, dtype: $0.dtype()))
    },
    "cumprod": {
      .tensor(try $0.tensor(0).cumprod(axis: try $0.int(1, "dim", "axis")!, dtype: $0.dtype()))
    },
    "logcumsumexp": { .tensor(try $0.tensor(0).logCumsumExp(axis: try $0.int(1, "dim")!)) },
    "cummax": { indexed(try $0.tensor(0).cummax(axis: try $0.int(1, "dim")!), "cummax") },
    "cummin": { indexed(try $0.tensor(0).cummin(axis: try $0.int(1, "dim")!), "cummin") },
    "norm": { try norm($0, "p") },
    "linalg.norm": { a in
      if a.has("dim") { return try norm(a, "ord") }
      if a.text(1, "ord") != nil { return try norm(a, "ord") }
      return .tensor(linearNorm(try a.tensor(0), order: try a.double(1, "ord")))
    },
    "linalg.vector_norm": { try norm($0, "ord") },
    "dist": {
      .tensor(distance(try $0.tensor(0), try $0.tensor(1, "other"), p: try $0.double(2, "p") ?? 2))
    },
    "cov": {
      .tensor(covariance(try $0.tensor(0), correction: try $0.double(-1, "correction") ?? 1))
    },
    "corrcoef": { .tensor(correlation(try $0.tensor(0))) },
    "diff": {
      .tensor(
        try $0.tensor(0).differences(try $0.int(1, "n") ?? 1, axis: try $0.int(2, "dim") ?? -1))
    },
    "trapezoid": {
      .tensor(
        try $0.tensor(0, "y").trapezoid(
          dx: try $0.double(-1, "dx") ?? 1, axis: try $0.int(-1, "dim") ?? -1))
    },
  ]
}
