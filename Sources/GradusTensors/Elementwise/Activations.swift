import GradusKernels

/// ln(1 + e^x), x itself where `beta`·x passes `threshold`. PyTorch: `F.softplus`.
public func softplus(_ x: Tensor, beta: Double = 1, threshold: Double = 20) -> Tensor {
  Piecewise.softplus(beta, threshold)(x)
}

/// x, or `slope`·x below 0, 0 included. PyTorch: `F.leaky_relu`.
public func leakyRelu(_ x: Tensor, slope: Double = 0.01) -> Tensor { Piecewise.leakyRelu(slope)(x) }

/// x, or α(e^x - 1) below 0. PyTorch: `F.elu`.
public func elu(_ x: Tensor, alpha: Double = 1) -> Tensor { Piecewise.elu(alpha)(x) }

/// x moved into [min, max]; no gradient at the bounds. PyTorch: `F.hardtanh`.
public func hardTanh(_ x: Tensor, min: Double = -1, max: Double = 1) -> Tensor {
  Piecewise.hardTanh(min, max)(x)
}

/// ln(x / (1 - x)), x first moved into [eps, 1 - eps]. PyTorch: `torch.logit`.
public func logit(_ x: Tensor, eps: Double? = nil) -> Tensor {
  let x = x.to(x.dtype.floating)
  let p = eps.map { x.clamped(min: $0, max: 1 - $0) } ?? x
  let r = noGradient { log(p / (1 - p)) }
  if records(p) { r.attach(LogitNode(p)) }
  return r
}

final class LogitNode: Node {
  override var name: String { "LogitBackward0" }
  init(_ x: Tensor) {
    super.init()
    save(x)
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    sink.give(0, g / (x * (1 - x)))
  }
}

/// Functions that are put together of pieces.
enum Piecewise {
  case softplus(Double, Double)
  case leakyRelu(Double)
  case elu(Double)
  case hardTanh(Double, Double)

  var nodeName: String {
    switch self {
    case .softplus: "SoftplusBackward0"
    case .leakyRelu: "LeakyReluBackward0"
    case .elu: "EluBackward0"
    case .hardTanh: "HardtanhBackward0"
    }
  }

  private var kernelName: String {
    switch self {
    case .softplus: "softplus_cpu"
    case .leakyRelu: "leaky_relu_cpu"
    case .elu: "elu_cpu"
    case .hardTanh: "hardtanh"
    }
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    if case .hardTanh(let low, let high) = self, !x.dtype.isFloatingPoint {
      if x.dtype == .bool { stop("Bool inputs not supported for hardtanh") }
      if x.dtype == .uint8, low < 0 || high < 0 {
        stop("cannot do hardtanh on an unsigned type with negative limits")
      }
      return x.clamped(min: Scalar.float(low).intValue, max: Scalar.float(high).intValue)
    }
    if !x.dtype.isFloatingPoint {
      stop("\"\(kernelName)\" not implemented for '\(x.dtype.scalarName)'")
    }
    let r = noGradient { value(x) }
    if records(x) {
      let n = PiecewiseNode(self)
      n.save(x)
      n.link(x)
      r.attach(n)
    }
    return r
  }

  private func value(_ x: Tensor) -> Tensor {
    switch self {
    case .softplus(let beta, let threshold):
      let z = x * beta
      return Tensor.where(z .> threshold, x, log1p(exp(z)) / beta)
    case .leakyRelu(let slope): return Tensor.where(x .> 0, x, x * slope)
    case .elu(let alpha): return Tensor.where(x .> 0, x, expm1(x) * alpha)
    case .hardTanh(let low, let high): return x.clamped(min: low, max: high)
    }
  }
}

final class PiecewiseNode: Node {
  private let f: Piecewise
  override var name: String { f.nodeName }
  init(_ f: Piecewise) { self.f = f }
  override func backward(_ g: Tensor, to sink: Sink) {
    let x = saved(0)
    switch f {
    case .softplus(let beta, let threshold):
      let z = x * beta
      sink.give(0, Tensor.where(z .> threshold, g, g * sigmoid(z)))
    case .leakyRelu(let slope): sink.give(0, Tensor.where(x .> 0, g, g * slope))
    case .elu(let alpha): sink.give(0, Tensor.where(x .> 0, g, g * (exp(x) * alpha)))
    case .hardTanh(let low, let high):
      sink.give(0, g.maskedFill((x .<= low) .| (x .>= high), 0))
    }
  }
}
