/// The absolute value of each element. PyTorch: `torch.abs`.
public func abs(_ x: Tensor) -> Tensor { Elementary.abs(x) }

/// -1, 0 or 1 by the sign of each element; NaN gives 0. PyTorch: `torch.sign`.
public func sign(_ x: Tensor) -> Tensor { Elementary.sign(x) }

/// The greatest integer not above each element. PyTorch: `torch.floor`.
public func floor(_ x: Tensor) -> Tensor { Elementary.floor(x) }

/// The least integer not below each element. PyTorch: `torch.ceil`.
public func ceil(_ x: Tensor) -> Tensor { Elementary.ceil(x) }

/// Each element without its fraction. PyTorch: `torch.trunc`.
public func trunc(_ x: Tensor) -> Tensor { Elementary.trunc(x) }

/// The fraction of each element, with its sign. Floating-point tensors only. PyTorch: `torch.frac`.
public func frac(_ x: Tensor) -> Tensor { Elementary.frac(x) }

/// max(x, 0). The gradient at 0 is 0. PyTorch: `torch.relu`.
public func relu(_ x: Tensor) -> Tensor { Elementary.relu(x) }

/// The square root; NaN below 0. PyTorch: `torch.sqrt`.
public func sqrt(_ x: Tensor) -> Tensor { Elementary.sqrt(x) }

/// 1 / √x. PyTorch: `torch.rsqrt`.
public func rsqrt(_ x: Tensor) -> Tensor { Elementary.rsqrt(x) }

/// 1 / x. PyTorch: `torch.reciprocal`.
public func reciprocal(_ x: Tensor) -> Tensor { Elementary.reciprocal(x) }

/// 1 / (1 + e^-x). PyTorch: `torch.sigmoid`.
public func sigmoid(_ x: Tensor) -> Tensor { Elementary.sigmoid(x) }

/// x · Φ(x), Φ the normal distribution function. Floating-point tensors only. PyTorch: `F.gelu`.
public func gelu(_ x: Tensor) -> Tensor { Elementary.gelu(x) }

/// x · sigmoid(x). Floating-point tensors only. PyTorch: `F.silu`.
public func silu(_ x: Tensor) -> Tensor { Elementary.silu(x) }

extension Tensor {
  /// The absolute value of each element. PyTorch: `abs`.
  public func abs() -> Tensor { Elementary.abs(self) }
  /// `abs` of each element, in place. PyTorch: `abs_`.
  @discardableResult
  public func formAbs() -> Tensor { changeInPlace(Elementary.abs) }

  /// -1, 0 or 1 by the sign of each element; NaN gives 0. PyTorch: `sign`.
  public func sign() -> Tensor { Elementary.sign(self) }
  /// `sign` of each element, in place. PyTorch: `sign_`.
  @discardableResult
  public func formSign() -> Tensor { changeInPlace(Elementary.sign) }

  /// The greatest integer not above each element. PyTorch: `floor`.
  public func floor() -> Tensor { Elementary.floor(self) }
  /// `floor` of each element, in place. PyTorch: `floor_`.
  @discardableResult
  public func formFloor() -> Tensor { changeInPlace(Elementary.floor) }

  /// The least integer not below each element. PyTorch: `ceil`.
  public func ceil() -> Tensor { Elementary.ceil(self) }
  /// `ceil` of each element, in place. PyTorch: `ceil_`.
  @discardableResult
  public func formCeil() -> Tensor { changeInPlace(Elementary.ceil) }

  /// Each element without its fraction. PyTorch: `trunc`.
  public func trunc() -> Tensor { Elementary.trunc(self) }
  /// `trunc` of each element, in place. PyTorch: `trunc_`.
  @discardableResult
  public func formTrunc() -> Tensor { changeInPlace(Elementary.trunc) }

  /// The fraction of each element, with its sign. Floating-point tensors only. PyTorch: `frac`.
  public func frac() -> Tensor { Elementary.frac(self) }
  /// `frac` of each element, in place. PyTorch: `frac_`.
  @discardableResult
  public func formFrac() -> Tensor { changeInPlace(Elementary.frac) }

  /// max(x, 0). The gradient at 0 is 0. PyTorch: `relu`.
  public func relu() -> Tensor { Elementary.relu(self) }
  /// `relu` of each element, in place. PyTorch: `relu_`.
  @discardableResult
  public func formRelu() -> Tensor { changeInPlace(Elementary.relu) }

  /// The square root; NaN below 0. PyTorch: `sqrt`.
  public func sqrt() -> Tensor { Elementary.sqrt(self) }
  /// `sqrt` of each element, in place. PyTorch: `sqrt_`.
  @discardableResult
  public func formSqrt() -> Tensor { changeInPlace(Elementary.sqrt) }

  /// 1 / √x. PyTorch: `rsqrt`.
  public func rsqrt() -> Tensor { Elementary.rsqrt(self) }
  /// `rsqrt` of each element, in place. PyTorch: `rsqrt_`.
  @discardableResult
  public func formRsqrt() -> Tensor { changeInPlace(Elementary.rsqrt) }

  /// 1 / x. PyTorch: `reciprocal`.
  public func reciprocal() -> Tensor { Elementary.reciprocal(self) }
  /// `reciprocal` of each element, in place. PyTorch: `reciprocal_`.
  @discardableResult
  public func formReciprocal() -> Tensor { changeInPlace(Elementary.reciprocal) }

  /// 1 / (1 + e^-x). PyTorch: `sigmoid`.
  public func sigmoid() -> Tensor { Elementary.sigmoid(self) }
  /// `sigmoid` of each element, in place. PyTorch: `sigmoid_`.
  @discardableResult
  public func formSigmoid() -> Tensor { changeInPlace(Elementary.sigmoid) }

  /// x · Φ(x), Φ the normal distribution function. Floating-point tensors only. PyTorch: `gelu`.
  public func gelu() -> Tensor { Elementary.gelu(self) }
  /// `gelu` of each element, in place. PyTorch: `gelu_`.
  @discardableResult
  public func formGelu() -> Tensor { changeInPlace(Elementary.gelu) }

  /// x · sigmoid(x). Floating-point tensors only. PyTorch: `silu`.
  public func silu() -> Tensor { Elementary.silu(self) }
  /// `silu` of each element, in place. PyTorch: `silu_`.
  @discardableResult
  public func formSilu() -> Tensor { changeInPlace(Elementary.silu) }
}
