import GradusTensors

/// The exponential distribution: rate · exp(-rate · x). PyTorch: `torch.distributions.Exponential`.
public final class Exponential: Distribution {
  public let rate: Tensor

  public init(_ rate: any DistributionParameter) {
    self.rate = broadcast(rate)[0]
    super.init(batchShape: self.rate.shape)
    check("rate", self.rate, .positive)
  }

  public override var parameters: [(name: String, value: Tensor)] { [("rate", rate)] }
  public override var support: Constraint? { .nonnegative }
  public override var mean: Tensor { rate.reciprocal() }
  public override var mode: Tensor { rate.zeroed() }
  public override var stddev: Tensor { rate.reciprocal() }
  public override var variance: Tensor { rate.square().reciprocal() }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    Drawing.each(extended(shape), rate.dtype) { generator.exponential() } / rate
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return rate.log() - rate * value
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    return 1 - (-rate * value).exp()
  }

  public override func icdf(_ probability: Tensor) -> Tensor { -(-probability).log1p() / rate }
  public override func entropy() -> Tensor { 1 - rate.log() }
}
