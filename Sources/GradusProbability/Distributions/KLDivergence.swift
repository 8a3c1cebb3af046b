import Glibc
import GradusDisplay
import GradusTensors

/// The Kullback–Leibler divergence E_p[log p - log q], in nats.
///
/// Both distributions are of one kind: Normal, LogNormal, HalfNormal, Bernoulli, Binomial of the
/// same number of trials, Geometric, Poisson, Categorical, OneHotCategorical, Uniform, Exponential,
/// Gamma, Beta, Dirichlet, Laplace, Gumbel, Cauchy, MultivariateNormal, or Independent of such. Or
/// they are two of the pairs for which there is a closed form: see ``crossDivergence(_:_:)``. It is
/// infinite where q is 0 and p is not. PyTorch: `torch.distributions.kl_divergence`.
public func klDivergence(_ p: Distribution, _ q: Distribution) -> Tensor {
  switch (p, q) {
  case (let p as Normal, let q as Normal): return divergence(p, q)
  case (let p as LogNormal, let q as LogNormal):
    return divergence(Normal(p.loc, p.scale), Normal(q.loc, q.scale))
  case (let p as HalfNormal, let q as HalfNormal):
    return divergence(Normal(0, p.scale), Normal(0, q.scale))
  case (let p as Bernoulli, let q as Bernoulli): return divergence(p, q)
  case (let p as Binomial, let q as Binomial): return divergence(p, q)
  case (let p as Geometric, let q as Geometric):
    return -p.entropy() - (-q.probs).log1p() / p.probs - q.logits
  case (let p as Poisson, let q as Poisson):
    return p.rate * (p.rate.log() - q.rate.log()) - (p.rate - q.rate)
  case (let p as Categorical, let q as Categorical):
    return divergence(p, q)
  case (let p as OneHotCategorical, let q as OneHotCategorical):
    return divergence(Categorical(p.probs), Categorical(q.probs))
  case (let p as Uniform, let q as Uniform): return divergence(p, q)
  case (let p as Exponential, let q as Exponential):
    let ratio = q.rate / p.rate
    return -ratio.log() + ratio - 1
  case (let p as Gamma, let q as Gamma): return divergence(p, q)
  case (let p as Beta, let q as Beta): return divergence(p, q)
  case (let p as Dirichlet, let q as Dirichlet): return divergence(p, q)
  case (let p as Laplace, let q as Laplace): return divergence(p, q)
  case (let p as Cauchy, let q as Cauchy):
    let sums = (p.scale + q.scale).square() + (p.loc - q.loc).square()
    return sums.log() - (4 * p.scale * q.scale).log()
  case (let p as MultivariateNormal, let q as MultivariateNormal): return p.divergence(from: q)
  case (let p as Independent, let q as Independent) where p.rank == q.rank:
    return Formulas.sumOfLast(p.rank, klDivergence(p.base, q.base))
  default:
    if let divergence = crossDivergence(p, q) { return divergence }
    stop(
      "NotImplementedError: no KL divergence of \(p.name) from \(q.name)",
      hint: "estimate it: (p.logProb(x) - q.logProb(x)).mean() for x = p.sample([10000])")
  }
}

private func divergence(_ p: Normal, _ q: Normal) -> Tensor {
  let ratio = (p.scale / q.scale).square()
  let distance = ((p.loc - q.loc) / q.scale).square()
  return 0.5 * (ratio + distance - 1 - ratio.log())
}

/// A term where p is not 0; infinite where q is.
private func term(_ value: Tensor, _ p: Tensor, _ q: Tensor) -> Tensor {
  let possible = Tensor.where(q .== 0, Double.infinity, value).to(value.dtype)
  return Tensor.where(p .== 0, 0.0, possible).to(value.dtype)
}

private func divergence(_ p: Bernoulli, _ q: Bernoulli) -> Tensor {
  let yes = p.probs * (Formulas.softplus(-q.logits) - Formulas.softplus(-p.logits))
  let no = (1 - p.probs) * (Formulas.softplus(q.logits) - Formulas.softplus(p.logits))
  return term(yes, p.probs, q.probs) + term(no, 1 - p.probs, 1 - q.probs)
}

private func divergence(_ p: Binomial, _ q: Binomial) -> Tensor {
  if Bool((p.totalCount .< q.totalCount).any()) {
    stop("KL between Binomials where q.total_count > p.total_count is not implemented")
  }
  let one =
    p.probs * (p.logits - q.logits) + (-p.probs).log1p() - (-q.probs).log1p()
  let value = p.totalCount * one
  return Tensor.where(p.totalCount .> q.totalCount, Double.infinity, value).to(value.dtype)
}

private func divergence(_ p: Categorical, _ q: Categorical) -> Tensor {
  term(p.probs * (p.logits - q.logits), p.probs, q.probs).sum(axis: -1)
}

private func divergence(_ p: Uniform, _ q: Uniform) -> Tensor {
  let value = ((q.high - q.low) / (p.high - p.low)).log()
  let isOutside = (q.low .> p.low) .| (q.high .< p.high)
  return Tensor.where(isOutside, Double.infinity, value).to(value.dtype)
}

private func divergence(_ p: Gamma, _ q: Gamma) -> Tensor {
  q.concentration * (p.rate / q.rate).log() + q.concentration.lgamma() - p.concentration.lgamma()
    + (p.concentration - q.concentration) * p.concentration.digamma()
    + (q.rate - p.rate) * (p.concentration / p.rate)
}

private func divergence(_ p: Beta, _ q: Beta) -> Tensor {
  let (a, b, c, d) = (p.concentration1, p.concentration0, q.concentration1, q.concentration0)
  let (pSum, qSum) = (a + b, c + d)
  let first = c.lgamma() + d.lgamma() + pSum.lgamma()
  let second = a.lgamma() + b.lgamma() + qSum.lgamma()
  return first - second + (a - c) * a.digamma() + (b - d) * b.digamma()
    + (qSum - pSum) * pSum.digamma()
}

private func divergence(_ p: Dirichlet, _ q: Dirichlet) -> Tensor {
  let (a, b) = (p.concentration, q.concentration)
  let sum = a.sum(axis: -1)
  let logs = a.digamma() - sum.digamma().unsqueezed(-1)
  return sum.lgamma() - b.sum(axis: -1).lgamma() - (a.lgamma() - b.lgamma()).sum(axis: -1)
    + ((a - b) * logs).sum(axis: -1)
}

private func divergence(_ p: Laplace, _ q: Laplace) -> Tensor {
  let ratio = p.scale / q.scale
  let distance = (p.loc - q.loc).abs()
  return -ratio.log() + distance / q.scale + ratio * (-distance / p.scale).exp() - 1
}
