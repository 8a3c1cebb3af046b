/// e^x, within 1 ulp. PyTorch: `torch.exp`.
public func exp(_ x: Tensor) -> Tensor { Elementary.exp(x) }

/// 2^x. PyTorch: `torch.exp2`.
public func exp2(_ x: Tensor) -> Tensor { Elementary.exp2(x) }

/// e^x - 1, exact near 0. PyTorch: `torch.expm1`.
public func expm1(_ x: Tensor) -> Tensor { Elementary.expm1(x) }

/// The natural logarithm, within 1 ulp; NaN below 0, -∞ at 0. PyTorch: `torch.log`.
public func log(_ x: Tensor) -> Tensor { Elementary.log(x) }

/// The logarithm to base 2. PyTorch: `torch.log2`.
public func log2(_ x: Tensor) -> Tensor { Elementary.log2(x) }

/// The logarithm to base 10. PyTorch: `torch.log10`.
public func log10(_ x: Tensor) -> Tensor { Elementary.log10(x) }

/// ln(1 + x), exact near 0. PyTorch: `torch.log1p`.
public func log1p(_ x: Tensor) -> Tensor { Elementary.log1p(x) }

/// The error function 2/√π ∫₀ˣ e^-t² dt. PyTorch: `torch.erf`.
public func erf(_ x: Tensor) -> Tensor { Elementary.erf(x) }

/// 1 - erf x. PyTorch: `torch.erfc`.
public func erfc(_ x: Tensor) -> Tensor { Elementary.erfc(x) }

/// The inverse of the error function. PyTorch: `torch.erfinv`.
public func erfinv(_ x: Tensor) -> Tensor { Elementary.erfinv(x) }

/// ln |Γ(x)|. PyTorch: `torch.lgamma`.
public func lgamma(_ x: Tensor) -> Tensor { Elementary.lgamma(x) }

/// The derivative of ln Γ. PyTorch: `torch.digamma`.
public func digamma(_ x: Tensor) -> Tensor { Elementary.digamma(x) }

extension Tensor {
  /// e^x, within 1 ulp. PyTorch: `exp`.
  public func exp() -> Tensor { Elementary.exp(self) }
  /// `exp` of each element, in place. PyTorch: `exp_`.
  @discardableResult
  public func formExp() -> Tensor { changeInPlace(Elementary.exp) }

  /// 2^x. PyTorch: `exp2`.
  public func exp2() -> Tensor { Elementary.exp2(self) }
  /// `exp2` of each element, in place. PyTorch: `exp2_`.
  @discardableResult
  public func formExp2() -> Tensor { changeInPlace(Elementary.exp2) }

  /// e^x - 1, exact near 0. PyTorch: `expm1`.
  public func expm1() -> Tensor { Elementary.expm1(self) }
  /// `expm1` of each element, in place. PyTorch: `expm1_`.
  @discardableResult
  public func formExpm1() -> Tensor { changeInPlace(Elementary.expm1) }

  /// The natural logarithm, within 1 ulp; NaN below 0, -∞ at 0. PyTorch: `log`.
  public func log() -> Tensor { Elementary.log(self) }
  /// `log` of each element, in place. PyTorch: `log_`.
  @discardableResult
  public func formLog() -> Tensor { changeInPlace(Elementary.log) }

  /// The logarithm to base 2. PyTorch: `log2`.
  public func log2() -> Tensor { Elementary.log2(self) }
  /// `log2` of each element, in place. PyTorch: `log2_`.
  @discardableResult
  public func formLog2() -> Tensor { changeInPlace(Elementary.log2) }

  /// The logarithm to base 10. PyTorch: `log10`.
  public func log10() -> Tensor { Elementary.log10(self) }
  /// `log10` of each element, in place. PyTorch: `log10_`.
  @discardableResult
  public func formLog10() -> Tensor { changeInPlace(Elementary.log10) }

  /// ln(1 + x), exact near 0. PyTorch: `log1p`.
  public func log1p() -> Tensor { Elementary.log1p(self) }
  /// `log1p` of each element, in place. PyTorch: `log1p_`.
  @discardableResult
  public func formLog1p() -> Tensor { changeInPlace(Elementary.log1p) }

  /// The error function 2/√π ∫₀ˣ e^-t² dt. PyTorch: `erf`.
  public func erf() -> Tensor { Elementary.erf(self) }
  /// `erf` of each element, in place. PyTorch: `erf_`.
  @discardableResult
  public func formErf() -> Tensor { changeInPlace(Elementary.erf) }

  /// 1 - erf x. PyTorch: `erfc`.
  public func erfc() -> Tensor { Elementary.erfc(self) }
  /// `erfc` of each element, in place. PyTorch: `erfc_`.
  @discardableResult
  public func formErfc() -> Tensor { changeInPlace(Elementary.erfc) }

  /// The inverse of the error function. PyTorch: `erfinv`.
  public func erfinv() -> Tensor { Elementary.erfinv(self) }
  /// `erfinv` of each element, in place. PyTorch: `erfinv_`.
  @discardableResult
  public func formErfinv() -> Tensor { changeInPlace(Elementary.erfinv) }

  /// ln |Γ(x)|. PyTorch: `lgamma`.
  public func lgamma() -> Tensor { Elementary.lgamma(self) }
  /// `lgamma` of each element, in place. PyTorch: `lgamma_`.
  @discardableResult
  public func formLgamma() -> Tensor { changeInPlace(Elementary.lgamma) }

  /// The derivative of ln Γ. PyTorch: `digamma`.
  public func digamma() -> Tensor { Elementary.digamma(self) }
  /// `digamma` of each element, in place. PyTorch: `digamma_`.
  @discardableResult
  public func formDigamma() -> Tensor { changeInPlace(Elementary.digamma) }
}
