import GradusTensors

extension Operations {
  nonisolated(unsafe) static let elementwise: [String: Operation] = [
    "exp": constant { exp($0) }, "exp2": constant { exp2($0) }, "expm1": constant { expm1($0) },
    "log": constant { log($0) }, "log2": constant { log2($0) }, "log10": constant { log10($0) },
    "log1p": constant { log1p($0) }, "sqrt": constant { sqrt($0) },
    "rsqrt": constant { rsqrt($0) }, "sin": constant { sin($0) }, "cos": constant { cos($0) },
    "tan": constant { tan($0) }, "asin": constant { asin($0) }, "acos": constant { acos($0) },
    "atan": constant { atan($0) }, "sinh": constant { sinh($0) }, "cosh": constant { cosh($0) },
    "tanh": constant { tanh($0) }, "asinh": constant { asinh($0) },
    "acosh": constant { acosh($0) }, "atanh": constant { atanh($0) },
    "sigmoid": constant { sigmoid($0) }, "relu": constant { relu($0) },
    "abs": constant { abs($0) }, "neg": constant { -$0 }, "floor": constant { floor($0) },
    "ceil": constant { ceil($0) }, "trunc": constant { trunc($0) }, "frac": constant { frac($0) },
    "sign": constant { sign($0) }, "reciprocal": constant { reciprocal($0) },
    "erf": constant { erf($0) }, "erfc": constant { erfc($0) }, "erfinv": constant { erfinv($0) },
    "lgamma": constant { lgamma($0) }, "digamma": constant { digamma($0) },
    "square": constant { square($0) }, "isnan": constant { $0.isNaN() },
    "isinf": constant { $0.isInfinite() }, "isfinite": constant { $0.isFinite() },
    "signbit": constant { $0.signBit() }, "logical_not": constant { $0.logicalNot() },
    "positive": constant { +$0 }, "bitwise_not": constant { .!$0 },
    "gelu": constant { gelu($0) }, "silu": constant { silu($0) },
    "round": {
      let x = try $0.tensor(0)
      guard let d = try $0.int(1, "decimals") else { return .tensor(round(x)) }
      return .tensor(x.rounded(decimals: d))
    },
    "logit": { .tensor(logit(try $0.tensor(0), eps: try $0.double(1, "eps"))) },
    "nan_to_num": {
      .tensor(
        try $0.tensor(0).replacingNaN(
          with: try $0.double(1, "nan") ?? 0, positiveInfinity: try $0.double(2, "posinf"),
          negativeInfinity: try $0.double(3, "neginf")))
    },
    "clamp": { .tensor(try clamped($0)) },
    "clip": { .tensor(try clamped($0)) },
    "softplus": {
      .tensor(
        softplus(
          try $0.tensor(0), beta: try $0.double(1, "beta") ?? 1,
          threshold: try $0.double(2, "threshold") ?? 20))
    },
    "leaky_relu": {
      .tensor(leakyRelu(try $0.tensor(0), slope: try $0.double(1, "negative_slope") ?? 0.01))
    },
    "elu": { .tensor(elu(try $0.tensor(0), alpha: try $0.double(1, "alpha") ?? 1)) },
    "hardtanh": {
      .tensor(
        hardTanh(
          try $0.tensor(0), min: try $0.double(1, "min_val") ?? -1,
          max: try $0.double(2, "max_val") ?? 1))
    },
  ]

  private static func clamped(_ a: Arguments) throws -> Tensor {
    let x = try a.tensor(0)
    if case .tensor? = a.value(1, "min") {
      return x.clamped(min: try a.optionalTensor(1, "min"), max: try a.optionalTensor(2, "max"))
    }
    if case .tensor? = a.value(2, "max") {
      return x.clamped(min: nil, max: try a.optionalTensor(2, "max"))
    }
    return x.clamped(min: try a.scalar(1, "min"), max: try a.scalar(2, "max"))
  }

  /// The two operands of a call, either of which may be a number.
  enum Pair {
    case both(Tensor, Tensor)
    case right(Tensor, Scalar)
    case left(Scalar, Tensor)
  }
  static func pair(_ a: Arguments) throws -> Pair {
    guard let x = a.value(0, "input"), let y = a.value(1, "other") ?? a.value(1, "exponent") else {
      throw Unmapped(reason: "two operands")
    }
    switch (x, y) {
    case (.tensor(let s), .tensor(let t)): return .both(s, t)
    case (.tensor(let s), _): return .right(s, try y.asScalar())
    default: return .left(try x.asScalar(), try y.asTensor())
    }
  }

  static func operation(
    _ both: @escaping (Tensor, Tensor) -> Tensor, _ right: @escaping (Tensor, Scalar) -> Tensor,
    _ left: @escaping (Scalar, Tensor) -> Tensor
  ) -> Operation {
    {
      switch try pair($0) {
      case .both(let a, let b): return .tensor(both(a, b))
      case .right(let a, let b): return .tensor(right(a, b))
      case .left(let a, let b): return .tensor(left(a, b))
      }
    }
  }
  static func operation(
    _ both: @escaping (Tensor, Tensor) -> Tensor, _ right: @escaping (Tensor, Scalar) -> Tensor
  ) -> Operation {
    {
      switch try pair($0) {
      case .both(let a, let b): return .tensor(both(a, b))
      case .right(let a, let b): return .tensor(right(a, b))
      case .left: throw Unmapped(reason: "a number on the left")
      }
    }
  }

  nonisolated(unsafe) static let pairwise: [String: Operation] = [
    "add": { a in
      if let alpha = try a.scalar(-1, "alpha") {
        let (x, y) = (try a.tensor(0), try a.tensor(1, "other"))
        return .tensor(add(x, y, alpha: alpha))
      }
      return try operation({ $0 + $1 }, { $0 + $1 }, { $0 + $1 })(a)
    },
    "sub": { a in
      if let alpha = try a.scalar(-1, "alpha") {
        let (x, y) = (try a.tensor(0), try a.tensor(1, "other"))
        return .tensor(subtract(x, y, alpha: alpha))
      }
      return try operation({ $0 - $1 }, { $0 - $1 }, { $0 - $1 })(a)
    },
    "rsub": operation({ $1 - $0 }, { $1 - $0 }, { $1 - $0 }),
    "mul": operation({ $0 * $1 }, { $0 * $1 }, { $0 * $1 }),
    "div": { a in
      switch a.text(2, "rounding_mode") {
      case "floor":
        return try operation(
          { divide($0, $1, rounding: .down) }, { divide($0, $1, rounding: .down) })(a)
      case "trunc":
        return try operation(
          { divide($0, $1, rounding: .towardZero) }, { divide($0, $1, rounding: .towardZero) })(a)
      default: return try operation({ $0 / $1 }, { $0 / $1 }, { $0 / $1 })(a)
      }
    },
    "true_divide": operation({ $0 / $1 }, { $0 / $1 }, { $0 / $1 }),
    "floor_divide": operation(
      { floorDivide($0, $1) }, { floorDivide($0, $1) }, { floorDivide($0, $1) }),
    "remainder": operation({ $0 % $1 }, { $0 % $1 }, { $0 % $1 }),
    "fmod": operation({ fmod($0, $1) }, { fmod($0, $1) }),
    "pow": operation({ $0 ** $1 }, { $0 ** $1 }, { $0 ** $1 }),
    "float_power": operation({ floatPower($0, $1) }, { floatPower($0, $1) }),
    "eq": operation({ $0 .== $1 }, { $0 .== $1 }, { $0 .== $1 }),
    "ne": operation({ $0 .!= $1 }, { $0 .!= $1 }, { $0 .!= $1 }),
    "lt": operation({ $0 .< $1 }, { $0 .< $1 }, { $0 .< $1 }),
    "le": operation({ $0 .<= $1 }, { $0 .<= $1 }, { $0 .<= $1 }),
    "gt": operation({ $0 .> $1 }, { $0 .> $1 }, { $0 .> $1 }),
    "ge": operation({ $0 .>= $1 }, { $0 .>= $1 }, { $0 .>= $1 }),
    "bitwise_and": operation({ $0 .& $1 }, { $0 .& $1 }, { $0 .& $1 }),
    "bitwise_or": operation({ $0 .| $1 }, { $0 .| $1 }, { $0 .| $1 }),
    "bitwise_xor": operation({ $0 .^ $1 }, { $0 .^ $1 }, { $0 .^ $1 }),
    "lshift": operation({ $0 &<< $1 }, { $0 &<< $1 }, { $0 &<< $1 }),
    "rshift": operation({ $0 &>> $1 }, { $0 &>> $1 }, { $0 &>> $1 }),
    "maximum": operation({ maximum($0, $1) }, { maximum($0, $1) }),
    "minimum": operation({ minimum($0, $1) }, { minimum($0, $1) }),
    "fmax": operation({ fmax($0, $1) }, { fmax($0, $1) }),
    "fmin": operation({ fmin($0, $1) }, { fmin($0, $1) }),
    "atan2": operation({ atan2($0, $1) }, { atan2($0, $1) }),
    "hypot": operation({ hypot($0, $1) }, { hypot($0, $1) }),
    "logaddexp": operation({ logAddExp($0, $1) }, { logAddExp($0, $1) }),
    "copysign": operation({ copySign($0, $1) }, { copySign($0, $1) }),
    "xlogy": operation({ xlogy($0, $1) }, { xlogy($0, $1) }, { xlogy($0, $1) }),
    "logical_and": { .tensor(logicalAnd(try $0.tensor(0), try $0.tensor(1, "other"))) },
    "logical_or": { .tensor(logicalOr(try $0.tensor(0), try $0.tensor(1, "other"))) },
    "logical_xor": { .tensor(logicalXor(try $0.tensor(0), try $0.tensor(1, "other"))) },
    "equal": { .bool(try $0.tensor(0) == (try $0.tensor(1, "other"))) },
    "allclose": {
      .bool(
        allClose(
          try $0.tensor(0), try $0.tensor(1, "other"), relative: try $0.double(2, "rtol") ?? 1e-5,
          absolute: try $0.double(3, "atol") ?? 1e-8, equalNaN: $0.bool(4, "equal_nan") ?? false))
    },
    "isclose": {
      .tensor(
        isClose(
          try $0.tensor(0), try $0.tensor(1, "other"), relative: try $0.double(2, "rtol") ?? 1e-5,
          absolute: try $0.double(3, "atol") ?? 1e-8, equalNaN: $0.bool(4, "equal_nan") ?? false))
    },
    "lerp": { a in
      if case .tensor(let w)? = a.value(2, "weight") {
        return .tensor(lerp(try a.tensor(0), try a.tensor(1, "end"), w))
      }
      return .tensor(
        lerp(try a.tensor(0), try a.tensor(1, "end"), try a.double(2, "weight") ?? 0))
    },
    "addcmul": {
      .tensor(
        addCMul(
          try $0.tensor(0), try $0.tensor(1, "tensor1"), try $0.tensor(2, "tensor2"),
          value: try $0.scalar(-1, "value") ?? .int(1)))
    },
    "addcdiv": {
      .tensor(
        addCDiv(
          try $0.tensor(0), try $0.tensor(1, "tensor1"), try $0.tensor(2, "tensor2"),
          value: try $0.scalar(-1, "value") ?? .int(1)))
    },
  ]
}
