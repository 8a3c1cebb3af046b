/// The negative of each element; bool tensors have none. PyTorch: `torch.neg`, `-x`.
public func negative(_ x: Tensor) -> Tensor { Elementary.negative(x) }

/// The square of each element. PyTorch: `torch.square`.
public func square(_ x: Tensor) -> Tensor { x.square() }

/// Each element rounded to the nearest integer, halves to even. PyTorch: `torch.round`.
public func round(_ x: Tensor) -> Tensor { Elementary.round(x) }

extension Tensor {
  /// The negative of each element. PyTorch: `neg`.
  public func negated() -> Tensor { Elementary.negative(self) }
  /// Changes the sign of each element, in place. PyTorch: `neg_`.
  @discardableResult
  public func negate() -> Tensor { changeInPlace(Elementary.negative) }

  /// The square of each element. PyTorch: `square`.
  public func square() -> Tensor { raised(self, Tensor(number: .int(2))) }

  /// Each element rounded, halves to even. PyTorch: `round`.
  public func rounded() -> Tensor { Elementary.round(self) }
  /// Rounds each element, halves to even, in place. PyTorch: `round_`.
  @discardableResult
  public func round() -> Tensor { changeInPlace(Elementary.round) }

  /// Each element rounded to decimals after the point, halves to even; negative ones round before it.
  /// PyTorch: `round(decimals=)`.
  public func rounded(decimals: Int) -> Tensor {
    if !dtype.isFloatingPoint {
      let name = decimals == 0 ? "round_vml_cpu" : "round_cpu"
      stop("\"\(name)\" not implemented for '\(dtype.scalarName)'")
    }
    if decimals == 0 { return rounded() }
    var ten = 1.0
    for _ in 0..<Swift.min(Swift.abs(decimals), 400) { ten *= 10 }
    let scale = Tensor(number: .float(ten))
    let result = noGradient {
      let x = widened()
      let r = Elementary.round.raw(decimals > 0 ? multiplied(x, scale) : divided(x, scale))
      return (decimals > 0 ? divided(r, scale) : multiplied(r, scale)).to(dtype)
    }
    if records(self) { result.attach(ZeroNode("RoundBackward1", self)) }
    return result
  }
}
