import GradusDisplay
import GradusTensors

/// The uniform distribution on [low, high). PyTorch: `torch.distributions.Uniform`.
public final class Uniform: Distribution {
  public let low: Tensor
  public let high: Tensor

  public init(_ low: any DistributionParameter, _ high: any DistributionParameter) {
    let both = broadcast(low, high)
    self.low = both[0]
    self.high = both[1]
    super.init(batchShape: both[0].shape)
    if zip([Double](both[0].detached()), [Double](both[1].detached())).contains(where: { $0 >= $1 })
    {
      stop("Uniform is not defined when low>= high")
    }
  }

  public override var parameters: [(name: String, value: Tensor)] {
    [("low", low), ("high", high)]
  }
  private var width: Tensor { high - low }
  public override var mean: Tensor { (high + low) / 2 }
  public override var mode: Tensor { Double.nan * high }
  public override var stddev: Tensor { width / 3.4641016151377544 }
  public override var variance: Tensor { width.square() / 12 }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    low + rand(extended(shape), dtype: low.dtype, generator: generator) * width
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    let isInside = (value .>= low) .& (value .< high)
    return isInside.to(low.dtype).log() - width.log()
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    Formulas.clamped((value - low) / width, from: 0, to: 1)
  }

  public override func icdf(_ probability: Tensor) -> Tensor { probability * width + low }
  public override func entropy() -> Tensor { width.log() }
}
