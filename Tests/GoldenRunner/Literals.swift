import GradusTensors

extension Value {
  /// A value of the recorded data: a tensor, a number, a tuple, …
  init(recorded j: JSON) throws {
    switch j {
    case .null: self = .none
    case .bool(let b): self = .bool(b)
    case .int(let i): self = .int(i)
    case .float(let d): self = .float(d)
    case .string(let s): self = .string(s)
    case .array(let a): self = .list(try a.map { try Value(recorded: $0) })
    case .object:
      if let type = j["ndarray"] ?? j["dtype"], let shape = j["shape"], let data = j["data"] {
        self = .tensor(try recordedTensor(type.string!, shape, data, j["requires_grad"]))
      } else if let v = j["scalar"] {
        switch j["type"]?.string {
        case "float": self = .float(v.double!)
        case "bool": self = .bool(v.double != 0)
        default: self = .int(v.int ?? Int(v["int"]!.string!)!)
        }
      } else if let s = j["str"] {
        self = .string(s.string!)
      } else if let s = j["size"] {
        self = .size(Shape(s.array.map { $0.int! }))
      } else if let t = j["tuple"] {
        self = .tuple(try t.array.map { try Value(recorded: $0) })
      } else if let t = j["list"] {
        self = .list(try t.array.map { try Value(recorded: $0) })
      } else if let d = j["dtype_value"] {
        self = .dtype(try recordedType(d.string!))
      } else if let f = j["float"] {
        self = .float(f.double ?? .nan)
      } else if let i = j["int"] {
        self = .int(i.int ?? Int(i.string ?? "") ?? 0)
      } else {
        throw Unmapped(reason: "recorded value \(j)")
      }
    }
  }
}

func recordedType(_ name: String) throws -> DType {
  if let d = DType.allCases.first(where: { $0.name == name }) { return d }
  switch name {
  case "float": return .float32
  case "double": return .float64
  case "half": return .float16
  case "long": return .int64
  case "int": return .int32
  case "short": return .int16
  default: throw Unmapped(reason: "dtype \(name)")
  }
}

private func recordedTensor(_ type: String, _ shape: JSON, _ data: JSON, _ requires: JSON?) throws
  -> Tensor
{
  let type = try recordedType(type)
  let t = zeros(Shape([data.array.count]), dtype: type)
  for (i, v) in data.array.enumerated() {
    if let n = v.int, !type.isFloatingPoint {
      t[i] .= n
    } else if let s = v["int"]?.string, let n = Int(s) {
      t[i] .= n
    } else {
      t[i] .= v.double!
    }
  }
  let r = t.reshaped(to: Shape(shape.array.map { $0.int! })).clone()
  if case .bool(true)? = requires { r.requiresGradient = true }
  return r
}
