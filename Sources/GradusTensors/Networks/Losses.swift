import GradusKernels

/// How the losses of single elements become one.
public enum Reduction: Sendable {
  /// Their mean.
  case mean
  /// Their sum.
  case sum
  /// Not at all.
  case none

  func callAsFunction(_ t: Tensor) -> Tensor {
    switch self {
    case .mean: t.mean()
    case .sum: t.sum()
    case .none: t
    }
  }
}

/// A loss of pairs of elements with derivatives of its own.
enum Pointwise {
  case squared
  case smooth(Double)
  case huber(Double)

  var name: String {
    switch self {
    case .squared: "MseLossBackward0"
    case .smooth: "SmoothL1LossBackward0"
    case .huber: "HuberLossBackward0"
    }
  }
  var kernel: String {
    switch self {
    case .squared: "mse_cpu"
    case .smooth: "smooth_l1_cpu"
    case .huber: "huber_cpu"
    }
  }

  func callAsFunction(_ x: Tensor, _ y: Tensor, _ reduction: Reduction) -> Tensor {
    if case .smooth(0) = self { return l1Loss(x, y, reduction: reduction) }
    let n = broadcast(x.sizes, y.sizes)
    let dtype = Promotion.of(x, y)
    if !dtype.isFloatingPoint {
      stop("\"\(kernel)\" not implemented for '\(dtype.scalarName)'")
    }
    let r = noGradient { reduction(value(x.to(dtype) - y.to(dtype))) }
    if records(x, y) { r.attach(PointwiseNode(self, x, y, reduction, n.product!)) }
    return r
  }

  private func value(_ d: Tensor) -> Tensor {
    switch self {
    case .squared: return d * d
    case .smooth(let beta):
      let a = abs(d)
      return beta == 0 ? a : Tensor.where(a .< beta, 0.5 * a * a / beta, a - 0.5 * beta)
    case .huber(let delta):
      let a = abs(d)
      return Tensor.where(a .<= delta, 0.5 * a * a, delta * (a - 0.5 * delta))
    }
  }

  fileprivate func slope(_ d: Tensor) -> Tensor {
    switch self {
    case .squared: return 2 * d
    case .smooth(let beta):
      return beta == 0 ? sign(d) : Tensor.where(abs(d) .< beta, d / beta, sign(d))
    case .huber(let delta):
      return Tensor.where(abs(d) .<= delta, d, delta * sign(d))
    }
  }
}

final class PointwiseNode: Node {
  private let f: Pointwise
  private let a: Form
  private let b: Form
  private let reduction: Reduction
  private let count: Int
  override var name: String { f.name }
  init(_ f: Pointwise, _ x: Tensor, _ y: Tensor, _ reduction: Reduction, _ count: Int) {
    self.f = f
    a = Form(x)
    b = Form(y)
    self.reduction = reduction
    self.count = count
    super.init()
    save(x, y)
    link(x, y)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    var d = f.slope(saved(0) - saved(1))
    if case .mean = reduction { d = d / count }
    let whole = g * d
    if needs(0) { sink.give(0, a.fit(whole)) }
    if needs(1) { sink.give(1, b.fit(negative(whole))) }
  }
}

/// (x - y)². PyTorch: `F.mse_loss`.
public func mseLoss(_ x: Tensor, _ y: Tensor, reduction: Reduction = .mean) -> Tensor {
  Pointwise.squared(x, y, reduction)
}

/// |x - y|. PyTorch: `F.l1_loss`.
public func l1Loss(_ x: Tensor, _ y: Tensor, reduction: Reduction = .mean) -> Tensor {
  reduction(abs(x - y))
}

/// Squared below `beta`, linear above: 0.5·d²/β, |d| - 0.5·β. PyTorch: `F.smooth_l1_loss`.
public func smoothL1Loss(_ x: Tensor, _ y: Tensor, beta: Double = 1, reduction: Reduction = .mean)
  -> Tensor
{
  Pointwise.smooth(beta)(x, y, reduction)
}

/// Squared up to `delta`, linear above: 0.5·d², δ(|d| - 0.5·δ). PyTorch: `F.huber_loss`.
public func huberLoss(_ x: Tensor, _ y: Tensor, delta: Double = 1, reduction: Reduction = .mean)
  -> Tensor
{
  Pointwise.huber(delta)(x, y, reduction)
}

/// -w·(y·ln p + (1 - y)·ln(1 - p)) for probabilities p, logarithms held above -100.
/// PyTorch: `F.binary_cross_entropy`.
public func binaryCrossEntropy(
  _ p: Tensor, _ y: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean
) -> Tensor {
  if p.sizes != y.sizes {
    stop(
      "Using a target size (\(y.sizes.torchText)) that is different to the input size (\(p.sizes.torchText)) is deprecated. "
        + "Please ensure they have the same size.")
  }
  if !p.dtype.isFloatingPoint {
    stop("\"binary_cross_entropy\" not implemented for '\(p.dtype.scalarName)'")
  }
  // The first element that is out of range decides; written so that NaN is refused too.
  let fits = ((p .>= 0) .& (p .<= 1)) .& ((y .>= 0) .& (y .<= 1))
  if !Bool(fits.all()) {
    let i = [Bool](fits).firstIndex(of: false)!
    let v = [Double](p)[i]
    stop("all elements of \(v >= 0 && v <= 1 ? "target" : "input") should be between 0 and 1")
  }
  let r: Tensor = noGradient {
    let loss = (y - 1) * log1p(negative(p)).clamped(min: -100) - y * log(p).clamped(min: -100)
    return reduction(weight.map { loss * $0 } ?? loss)
  }
  if records(p, y) { r.attach(BinaryCrossEntropyNode(p, y, weight, reduction)) }
  return r
}

final class BinaryCrossEntropyNode: Node {
  private let weight: Tensor?
  private let reduction: Reduction
  override var name: String { "BinaryCrossEntropyBackward0" }
  init(_ p: Tensor, _ y: Tensor, _ weight: Tensor?, _ reduction: Reduction) {
    self.weight = weight
    self.reduction = reduction
    super.init()
    save(p, y)
    link(p, y)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let (p, y) = (saved(0), saved(1))
    var h = weight.map { g * $0 } ?? g
    if case .mean = reduction { h = h / p.size }
    if needs(0) { sink.give(0, h * (p - y) / ((1 - p) * p).clamped(min: 1e-12)) }
    if needs(1) {
      sink.give(1, h * (log1p(negative(p)).clamped(min: -100) - log(p).clamped(min: -100)))
    }
  }
}

/// The binary cross entropy of sigmoid(x), without overflow. PyTorch:
/// `F.binary_cross_entropy_with_logits`.
public func binaryCrossEntropyWithLogits(
  _ x: Tensor, _ y: Tensor, weight: Tensor? = nil, positiveWeight: Tensor? = nil,
  reduction: Reduction = .mean
) -> Tensor {
  if x.sizes != y.sizes {
    stop("Target size (\(y.sizes.torchText)) must be the same as input size (\(x.sizes.torchText))")
  }
  if !x.dtype.isFloatingPoint {
    stop("\"log_sigmoid_cpu\" not implemented for '\(x.dtype.scalarName)'")
  }
  let r: Tensor = noGradient {
    let softened = log1p(exp(negative(abs(x)))) + negative(x).clamped(min: 0)
    var loss: Tensor
    if let positiveWeight {
      loss = (1 - y) * x + (1 + (positiveWeight - 1) * y) * softened
    } else {
      loss = (1 - y) * x + softened
    }
    if let weight { loss = loss * weight }
    return reduction(loss)
  }
  if records(x, y) {
    r.attach(LogitsEntropyNode(x, y, weight, positiveWeight, reduction))
  }
  return r
}

final class LogitsEntropyNode: Node {
  private let weight: Tensor?
  private let positive: Tensor?
  private let reduction: Reduction
  override var name: String { "BinaryCrossEntropyWithLogitsBackward0" }
  init(
    _ x: Tensor, _ y: Tensor, _ weight: Tensor?, _ positive: Tensor?, _ reduction: Reduction
  ) {
    self.weight = weight
    self.positive = positive
    self.reduction = reduction
    super.init()
    save(x, y)
    link(x, y)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let (x, y) = (saved(0), saved(1))
    var h = weight.map { g * $0 } ?? g
    if case .mean = reduction { h = h / x.size }
    if needs(0) {
      if let positive {
        let t = positive * y
        sink.give(0, h * ((t + 1 - y) * sigmoid(x) - t))
      } else {
        sink.give(0, h * (sigmoid(x) - y))
      }
    }
    if needs(1) {
      if let positive {
        let s = log1p(exp(negative(abs(x)))) + negative(x).clamped(min: 0)
        sink.give(1, h * ((positive - 1) * s - x))
      } else {
        sink.give(1, negative(h * x))
      }
    }
  }
}
