import GradusProbability
import GradusTensors

extension Files {
  /// The recorded random numbers and distributions.
  nonisolated(unsafe) static let chance: [Files] = [
    Files(name: "rng/streams", cases: draws), Files(name: "rng/distributions", cases: draws),
    Files(name: "rng/densities", cases: densities),
    Files(name: "rng/python_random", cases: pythonRandom),
  ]

  /// A case for each step; those before it are run again, so that one failure stands alone.
  static func steps(
    _ file: JSON, start: @escaping (JSON) throws -> Program,
    check: @escaping (Value, JSON) throws -> Outcome
  ) -> [Case] {
    file["cases"]!.array.flatMap { c in
      let steps = c["steps"]!.array
      return steps.indices.map { last in
        let raises = steps[last]["result"]?["error"]
        return Case(
          id: "\(c["id"]!.string!)/\(last)", code: steps[last]["code"]!.string!,
          raises: raises?["message"]?.string, exception: raises?["type"]?.string,
          body: {
            let p = try start(c)
            for step in steps[..<last] where step["result"]?["error"] == nil {
              try p.run(step["ast"]!.array)
            }
            return try check(try p.run(steps[last]["ast"]!.array), steps[last])
          })
      }
    }
  }

  /// A seed as JSON has it: a number or, where that is too large, text.
  private static func seed(_ c: JSON) -> Int {
    let seed = c["seed"]!
    if let number = seed.int { return number }
    let text = seed.string ?? seed["int"]?.string ?? ""
    return Int(text) ?? UInt64(text).map { Int(truncatingIfNeeded: $0) } ?? 0
  }

  private static func program(_ c: JSON) throws -> Program {
    let p = Program()
    manualSeed(seed(c))
    for line in c["setup"]?.array ?? [] {
      try p.run([PythonExpression.statement(line.string!)])
    }
    return p
  }

  private static func draws(_ file: JSON) -> [Case] {
    steps(file, start: program) { got, step in
      let want = try Value(recorded: step["result"]!)
      guard case .bool(true)? = step["exact"] else {
        let isDouble = step["result"]?["dtype"]?.string == "float64"
        let tolerance = isDouble ? 1e-13 : 2e-6
        return difference(got, want, (tolerance, 0)).map { .failed($0) } ?? .passed
      }
      if let d = difference(got, want, nil) { return .failed(d) }
      if let hex = step["result"]?["hex"]?.array, case .tensor(let tensor) = got,
        tensor.bits != hex.map({ $0.string ?? "" })
      {
        return .failed("bits: got \(tensor.bits)")
      }
      if let text = step["repr"]?.string, got.repr != text { return .failed("got \(got.repr)") }
      return .passed
    }
  }

  private static func pythonRandom(_ file: JSON) -> [Case] {
    steps(
      file,
      start: { c in
        let p = Program()
        p.names["random"] = .object(RandomModule(random: PythonRandom(seed: seed(c))))
        p.names["x"] = .list((0..<10).map { .int($0) })
        return p
      },
      check: { got, step in
        difference(got, try Value(recorded: step["result"]!), nil).map { .failed($0) } ?? .passed
      })
  }

  /// A case for each member of each distribution, and for each divergence.
  private static func densities(_ file: JSON) -> [Case] {
    file["cases"]!.array.flatMap { c -> [Case] in
      let id = c["id"]!.string!
      if let pair = c["kl"]?.array {
        let code = "kl_divergence(\(pair[0].string!), \(pair[1].string!))"
        return [
          Case(id: id, code: code, raises: nil, exception: nil) {
            let got = try Program().value(PythonExpression.tree(code))
            return difference(got, try Value(recorded: c["result"]!), tolerance(c))
              .map { .failed($0) } ?? .passed
          }
        ]
      }
      let members = [
        "repr", "batch_shape", "event_shape", "log_prob", "cdf", "icdf_of_0.3", "mean", "variance",
        "stddev", "mode", "entropy", "probs", "logits",
      ]
      return members.compactMap { member in
        guard let want = c[member] else { return nil }
        return Case(
          id: "\(id)/\(member)", code: "\(c["dist"]!.string!)(\(c["params"]!)).\(member)",
          raises: want["error"].map { error in
            // The sentence names a class of Python's.
            error["type"]?.string == "NotImplementedError" ? "" : error["message"]?.string ?? ""
          }, exception: want["error"]?["type"]?.string
        ) {
          try density(c, member, want)
        }
      }
    }
  }

  private static func density(_ c: JSON, _ member: String, _ want: JSON) throws -> Outcome {
    let dtype = try recordedType(c["dtype"]!.string!)
    guard case .object(let params)? = c["params"],
      let make = Operations.distributions[c["dist"]!.string!]
    else { return .unmapped("distribution \(c["dist"]!)") }
    let arguments = try params.map { key, value -> (String, Value) in
      // Trials are counted in whole numbers where a distribution has one count only.
      if key == "total_count", c["dist"]!.string == "Multinomial" {
        return (key, try Value(recorded: value))
      }
      return (key, .tensor(parameter(value).to(dtype)))
    }
    guard case .distribution(let d) = try make(Arguments([], arguments)) else {
      return .unmapped("distribution")
    }
    let value = try Value(recorded: c["value"]!)
    let got: Value
    switch member {
    case "repr": got = .string(d.description)
    case "batch_shape", "event_shape":
      got = .list(try Operations.attribute(of: d, member).items())
    case "log_prob", "cdf": got = try Operations.method(of: d, member, Arguments([value]))
    case "icdf_of_0.3": got = .tensor(d.icdf(Tensor(0.3, dtype: dtype)))
    case "entropy": got = .tensor(d.entropy())
    default: got = try Operations.attribute(of: d, member)
    }
    if want["error"] != nil {
      return .impossible("Gradus has this member where PyTorch has none")
    }
    if case .tensor(let t) = got { t.requiresGradient = false }
    return difference(got, try Value(recorded: want), tolerance(c)).map { .failed($0) } ?? .passed
  }

  private static func parameter(_ j: JSON) -> Tensor {
    if let number = j.double { return Tensor(number, dtype: .float64) }
    return stacked(j.array.map(parameter))
  }
}

extension Tensor {
  /// The elements as the recorded files write them: bits in hexadecimal, or whole numbers.
  fileprivate var bits: [String] {
    func padded(_ digits: String, _ width: Int) -> String {
      String(repeating: "0", count: width - digits.count) + digits
    }
    switch dtype {
    case .float32: return [Float](self).map { padded(String($0.bitPattern, radix: 16), 8) }
    case .float64: return [Double](self).map { padded(String($0.bitPattern, radix: 16), 16) }
    default: return [Int](self).map(String.init)
    }
  }
}
