import GradusTensors

extension Files {
  /// The tables of `promotion.json`, one case an entry.
  static func promotion(_ file: JSON) -> [Case] {
    let names = file["dtypes"]!.array.map { $0.string! }
    var cases: [Case] = []
    func add(_ id: String, _ want: JSON, _ body: @escaping () throws -> DType) {
      let text = want.string ?? ""
      var raises: String?
      if text.hasPrefix("!"), let colon = text.firstRange(of: ": ") {
        raises = String(text[colon.upperBound...])
      }
      cases.append(
        Case(
          id: "promotion/" + id, code: id, raises: raises, exception: nil,
          body: {
            let got = try body()
            if case .bool(let b) = want {
              return got == (b ? .bool : .uint8) ? .passed : .failed("")
            }
            return got.name == text ? .passed : .failed("got \(got.name), want \(text)")
          }))
    }
    guard case .object(let tables)? = file["tables"] else { return [] }
    for (name, rows) in tables {
      for (i, row) in rows.array.enumerated() {
        for (j, want) in row.array.enumerated() {
          add("\(name) \(names[i]) \(names[j])", want) {
            try combined(name, try recordedType(names[i]), try recordedType(names[j]))
          }
        }
      }
    }
    if case .object(let all)? = file["scalar_result_type"] {
      scalars("add", all, add)
    }
    if case .object(let ops)? = file["scalar_ops"] {
      for (op, all) in ops { if case .object(let all) = all { scalars(op, all, add) } }
    }
    if case .object(let ops)? = file["unary_result_dtype"] {
      for (op, all) in ops {
        guard case .object(let all) = all else { continue }
        for (type, want) in all {
          add("\(op) \(type)", want) { try unary(op, ones(2, dtype: try recordedType(type))) }
        }
      }
    }
    return cases
  }

  private static func combined(_ table: String, _ a: DType, _ b: DType) throws -> DType {
    let (x, y) = (ones(2, dtype: a), ones(2, dtype: b))
    switch table {
    case "result_type_same_rank", "torch.add": return (x + y).dtype
    case "promote_types": return DType.promoted(a, b)
    case "can_cast (left to right)": return a.canCast(to: b) ? .bool : .uint8
    case "torch.sub": return (x - y).dtype
    case "torch.div": return (x / y).dtype
    case "torch.eq": return (x .== y).dtype
    case "torch.maximum": return maximum(x, y).dtype
    case "cat": return concatenated([x, y]).dtype
    case "where": return Tensor.where(ones(2, dtype: .bool), x, y).dtype
    default:
      if table.hasPrefix("result_type_dim_with_0d") { return (x + ones([], dtype: b)).dtype }
      throw Unmapped(reason: table)
    }
  }

  private static func scalars(
    _ op: String, _ all: [(key: String, value: JSON)],
    _ add: (String, JSON, @escaping () throws -> DType) -> Void
  ) {
    for (type, row) in all {
      guard case .object(let row) = row else { continue }
      for (scalar, want) in row {
        add("\(op) \(type) \(scalar)", want) {
          let flat = type.hasSuffix(" (0-d)")
          let d = try recordedType(flat ? String(type.dropLast(6)) : type)
          let t = flat ? ones([], dtype: d) : ones(2, dtype: d)
          let s: Value =
            scalar.hasPrefix("bool") ? .bool(true) : scalar.hasPrefix("int") ? .int(2) : .float(2)
          return try Operations.call(op, "operator", Arguments([.tensor(t), s])).asTensor().dtype
        }
      }
    }
  }

  private static func unary(_ op: String, _ t: Tensor) throws -> DType {
    switch op {
    case "cumsum": return t.cumsum(axis: 0).dtype
    case "sort": return t.sorted().values.dtype
    case "clamp": return t.clamped(min: 0).dtype
    default: return try Operations.call(op, "function", Arguments([.tensor(t)])).asTensor().dtype
    }
  }
}
