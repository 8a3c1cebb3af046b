import Glibc
import GradusTensors

/// The divergence of distributions of different kinds: E_p[-log q] - H(p), where the expectation has
/// a closed form; nil where it has none.
///
/// From a Normal any distribution with a mean and a variance diverges by a closed form, from a
/// Gumbel those with a moment-generating function, from an Exponential, Gamma or Beta positive ones
/// with a mean of the logarithm. It is infinite where p can draw what q cannot.
func crossDivergence(_ p: Distribution, _ q: Distribution) -> Tensor? {
  if let p = p as? Poisson, q is Bernoulli || q is Binomial { return infinite(p.rate) }
  if let p = p as? Bernoulli, let q = q as? Poisson {
    return -p.entropy() - (p.probs * q.rate.log() - q.rate)
  }
  guard let range = reach(of: p), let loss = crossEntropy(p, q) else { return nil }
  let value = loss - p.entropy()
  guard let bounds = reach(of: q) else { return value }
  let isOutside = (range.low .< bounds.low) .| (range.high .> bounds.high)
  // Where it is infinite the closed form may be NaN.
  return Tensor.where(isOutside, Double.infinity, value).to(value.dtype)
}

private func infinite(_ like: Tensor) -> Tensor { like.zeroed() + Double.infinity }

/// The ends of what a distribution can draw, by the shape of its parameters.
private func reach(of d: Distribution) -> (low: Tensor, high: Tensor)? {
  func ends(_ like: Tensor, _ low: Double, _ high: Double) -> (Tensor, Tensor) {
    let zero = like.detached().zeroed()
    return (zero + low, zero + high)
  }
  let unlimited = Double.infinity
  switch d {
  case let d as Uniform: return (d.low.detached(), d.high.detached())
  case let d as Beta: return ends(d.concentration1, 0, 1)
  case let d as Exponential: return ends(d.rate, 0, unlimited)
  case let d as Gamma: return ends(d.rate, 0, unlimited)
  case let d as Normal: return ends(d.loc, -unlimited, unlimited)
  case let d as Laplace: return ends(d.loc, -unlimited, unlimited)
  case let d as Gumbel: return ends(d.loc, -unlimited, unlimited)
  default: return nil
  }
}

/// E_p[-log q(x)].
private func crossEntropy(_ p: Distribution, _ q: Distribution) -> Tensor? {
  switch q {
  case let q as Normal:
    let distance = (p.variance + (p.mean - q.loc).square()) / (2 * q.scale.square())
    return (q.scale * 2.5066282746310002).log() + distance
  case let q as Gumbel:
    guard let moment = exponentialMoment(of: p, over: q.scale) else { return nil }
    return q.scale.log() + (p.mean - q.loc) / q.scale + (q.loc / q.scale).exp() * moment
  case let q as Laplace:
    guard let p = p as? Normal else { return nil }
    return (2 * q.scale).log() + distance(p, from: q.loc) / q.scale
  case let q as Uniform: return (q.high - q.low).log() + p.mean.zeroed()
  case let q as Exponential: return q.rate * p.mean - q.rate.log()
  case let q as Gamma:
    return q.concentration.lgamma() - q.concentration * q.rate.log()
      - (q.concentration - 1) * logMean(of: p) + q.rate * p.mean
  case let q as Beta:
    let (a, b) = (q.concentration1, q.concentration0)
    let constant = a.lgamma() + b.lgamma() - (a + b).lgamma()
    return constant - (a - 1) * logMean(of: p) - (b - 1) * complementLogMean(of: p)
  default: return nil
  }
}

/// E[e^(-x / scale)].
private func exponentialMoment(of p: Distribution, over scale: Tensor) -> Tensor? {
  switch p {
  case let p as Normal: return (0.5 * (p.scale / scale).square() - p.loc / scale).exp()
  case let p as Gumbel: return ((1 + p.scale / scale).lgamma() - p.loc / scale).exp()
  case let p as Exponential: return p.rate * scale / (p.rate * scale + 1)
  case let p as Gamma: return (-p.concentration * (1 / (p.rate * scale)).log1p()).exp()
  case let p as Uniform:
    return scale / (p.high - p.low) * ((-p.low / scale).exp() - (-p.high / scale).exp())
  default: return nil
  }
}

/// E|x - place| of a normal number.
private func distance(_ p: Normal, from place: Tensor) -> Tensor {
  let gap = p.loc - place
  let standard = gap / p.scale
  return p.scale * 0.7978845608028654 * (-0.5 * standard.square()).exp()
    + gap * (standard * 0.5.squareRoot()).erf()
}

/// E[log x]; NaN where x can be negative.
private func logMean(of p: Distribution) -> Tensor {
  switch p {
  case let p as Beta: p.concentration1.digamma() - (p.concentration1 + p.concentration0).digamma()
  case let p as Exponential: -0.5772156649015329 - p.rate.log()
  case let p as Gamma: p.concentration.digamma() - p.rate.log()
  case let p as Uniform:
    (Formulas.xlogy(p.high, p.high) - Formulas.xlogy(p.low, p.low)) / (p.high - p.low) - 1
  default: p.mean + Double.nan
  }
}

/// E[log(1 - x)]; NaN where x can be greater than 1.
private func complementLogMean(of p: Distribution) -> Tensor {
  guard let p = p as? Uniform else { return p.mean + Double.nan }
  return logMean(of: Uniform(1 - p.high, 1 - p.low))
}
