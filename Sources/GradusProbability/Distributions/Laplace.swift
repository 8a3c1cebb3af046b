import GradusTensors

/// The Laplace distribution: exp(-|x - loc| / scale) / (2 scale).
/// PyTorch: `torch.distributions.Laplace`.
public final class Laplace: LocationScaleDistribution {
  public override var mean: Tensor { loc }
  public override var mode: Tensor { loc }
  public override var variance: Tensor { 2 * scale.square() }
  public override var stddev: Tensor { 1.4142135623730951 * scale }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let u = Drawing.uniform(
      extended(shape), loc.dtype, from: Formulas.epsilon(loc.dtype) - 1, to: 1, generator)
    let distance = Formulas.clamped(u.abs(), from: Formulas.tiny(loc.dtype))
    return loc - scale * u.sign() * (-distance).log1p()
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    return -(2 * scale).log() - (value - loc).abs() / scale
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    let distance = value - loc
    return 0.5 - 0.5 * distance.sign() * (-distance.abs() / scale).expm1()
  }

  public override func icdf(_ probability: Tensor) -> Tensor {
    let term = probability - 0.5
    return loc - scale * term.sign() * (-2 * term.abs()).log1p()
  }

  public override func entropy() -> Tensor { 1 + (2 * scale).log() }
}

/// The Gumbel distribution of extreme values. PyTorch: `torch.distributions.Gumbel`.
public final class Gumbel: LocationScaleDistribution {
  private static let euler = 0.5772156649015329
  public override var mean: Tensor { loc + scale * Self.euler }
  public override var mode: Tensor { loc }
  public override var stddev: Tensor { (Double.pi / 2.449489742783178) * scale }
  public override var variance: Tensor { stddev.square() }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    let low = Formulas.tiny(loc.dtype)
    let width = Tensor(1 - Formulas.epsilon(loc.dtype), dtype: loc.dtype) - low
    let u = rand(extended(shape), dtype: loc.dtype, generator: generator) * width + low
    // PyTorch's second logarithm is taken in the type of both parameters.
    let distance = (-u.log()).to(DType.promoted(loc.dtype, scale.dtype))
    return loc - scale * distance.log()
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    check(value)
    let y = (loc - value) / scale
    return (y - y.exp()) - scale.log()
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    check(value)
    return (-((loc - value) / scale).exp()).exp()
  }

  public override func icdf(_ probability: Tensor) -> Tensor {
    loc - scale * (-probability.log()).log()
  }

  public override func entropy() -> Tensor { scale.log() + (1 + Self.euler) }
}
