import GradusKernels

extension Tensor {
  /// ln Σ eˣ along one axis, without overflow. PyTorch: `logsumexp(dim)`.
  public func logSumExp(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    logSumExp(axes: [axis], keepingDimensions: keepingDimensions)
  }
  /// ln Σ eˣ along axes, without overflow. PyTorch: `logsumexp`.
  public func logSumExp(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let x = dtype.isFloatingPoint ? self : to(.float32)
    let axes = resolved(axes, rank: rank)
    let r: Tensor = noGradient {
      if x.size == 0 {
        return Elementary.log(
          Elementary.exp(x).sum(axes: axes, keepingDimensions: keepingDimensions))
      }
      let top = x.reducedRaw(GK_MAX, axes, keeping: true)
      let shift = top.maskedFill(Elementary.abs(top) .== Double.infinity, 0)
      let total = Elementary.exp(x - shift).summed(axes, keeping: true)
      let r = Elementary.log(total) + shift
      return keepingDimensions ? r : r.reshaped(to: reducedSizes(axes, keeping: false))
    }
    if records(x) { r.attach(LogSumExpNode(x, r, axes, keepingDimensions)) }
    return r
  }

  /// The sum of the elements that are not NaN. PyTorch: `nansum`.
  public func nanSum() -> Tensor { nanSum(nil, false) }
  /// The sum along one axis of what is not NaN. PyTorch: `nansum(dim)`.
  public func nanSum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    nanSum([axis], keepingDimensions)
  }
  /// The sum along axes of what is not NaN. PyTorch: `nansum(dim=[…])`.
  public func nanSum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    nanSum(axes, keepingDimensions)
  }
  private func nanSum(_ axes: [Int]?, _ keeping: Bool) -> Tensor {
    let axes = axes.map { resolved($0, rank: rank) }
    let r = reducedRaw(GK_NAN_SUM, axes, keeping: keeping)
    if records(self) { r.attach(NanSumNode(self, axes, keeping)) }
    return r
  }

  /// The mean of the elements that are not NaN. PyTorch: `nanmean`.
  public func nanMean() -> Tensor {
    refuseIntegers()
    return nanSum() / isNaN().logicalNot().sum()
  }
  /// The mean along one axis of what is not NaN. PyTorch: `nanmean(dim)`.
  public func nanMean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    nanMean(axes: [axis], keepingDimensions: keepingDimensions)
  }
  /// The mean along axes of what is not NaN, none meaning all. PyTorch: `nanmean(dim=[…])`.
  public func nanMean(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    refuseIntegers()
    return nanSum(axes: axes, keepingDimensions: keepingDimensions)
      / isNaN().logicalNot().sum(axes: axes, keepingDimensions: keepingDimensions)
  }
  private func refuseIntegers() {
    if !dtype.isFloatingPoint {
      stop(
        "nanmean(): expected input to have floating point or complex dtype but got "
          + dtype.scalarName)
    }
  }
}

/// ∂ ln Σeˣ = g·e^(x - r).
final class LogSumExpNode: AxesNode {
  override var name: String { "LogsumexpBackward0" }
  init(_ x: Tensor, _ r: Tensor, _ axes: [Int], _ keeping: Bool) {
    super.init(x, axes, keeping)
    save(x)
    saveResult(r)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, restore(g) * exp(saved(0) - restore(saved(1))))
  }
}

final class NanSumNode: AxesNode {
  override var name: String { "NansumBackward0" }
  override init(_ x: Tensor, _ axes: [Int]?, _ keeping: Bool) {
    super.init(x, axes, keeping)
    save(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    sink.give(0, stretch(g).maskedFill(saved(0).isNaN(), 0))
  }
}
