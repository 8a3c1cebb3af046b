/// The sine of radians. PyTorch: `torch.sin`.
public func sin(_ x: Tensor) -> Tensor { Elementary.sin(x) }

/// The cosine of radians. PyTorch: `torch.cos`.
public func cos(_ x: Tensor) -> Tensor { Elementary.cos(x) }

/// The tangent of radians. PyTorch: `torch.tan`.
public func tan(_ x: Tensor) -> Tensor { Elementary.tan(x) }

/// The inverse sine; NaN outside [-1, 1]. PyTorch: `torch.asin`.
public func asin(_ x: Tensor) -> Tensor { Elementary.asin(x) }

/// The inverse cosine; NaN outside [-1, 1]. PyTorch: `torch.acos`.
public func acos(_ x: Tensor) -> Tensor { Elementary.acos(x) }

/// The inverse tangent. PyTorch: `torch.atan`.
public func atan(_ x: Tensor) -> Tensor { Elementary.atan(x) }

/// The hyperbolic sine. PyTorch: `torch.sinh`.
public func sinh(_ x: Tensor) -> Tensor { Elementary.sinh(x) }

/// The hyperbolic cosine. PyTorch: `torch.cosh`.
public func cosh(_ x: Tensor) -> Tensor { Elementary.cosh(x) }

/// The hyperbolic tangent. PyTorch: `torch.tanh`.
public func tanh(_ x: Tensor) -> Tensor { Elementary.tanh(x) }

/// The inverse hyperbolic sine. PyTorch: `torch.asinh`.
public func asinh(_ x: Tensor) -> Tensor { Elementary.asinh(x) }

/// The inverse hyperbolic cosine. PyTorch: `torch.acosh`.
public func acosh(_ x: Tensor) -> Tensor { Elementary.acosh(x) }

/// The inverse hyperbolic tangent. PyTorch: `torch.atanh`.
public func atanh(_ x: Tensor) -> Tensor { Elementary.atanh(x) }

extension Tensor {
  /// The sine of radians. PyTorch: `sin`.
  public func sin() -> Tensor { Elementary.sin(self) }
  /// `sin` of each element, in place. PyTorch: `sin_`.
  @discardableResult
  public func formSin() -> Tensor { changeInPlace(Elementary.sin) }

  /// The cosine of radians. PyTorch: `cos`.
  public func cos() -> Tensor { Elementary.cos(self) }
  /// `cos` of each element, in place. PyTorch: `cos_`.
  @discardableResult
  public func formCos() -> Tensor { changeInPlace(Elementary.cos) }

  /// The tangent of radians. PyTorch: `tan`.
  public func tan() -> Tensor { Elementary.tan(self) }
  /// `tan` of each element, in place. PyTorch: `tan_`.
  @discardableResult
  public func formTan() -> Tensor { changeInPlace(Elementary.tan) }

  /// The inverse sine; NaN outside [-1, 1]. PyTorch: `asin`.
  public func asin() -> Tensor { Elementary.asin(self) }
  /// `asin` of each element, in place. PyTorch: `asin_`.
  @discardableResult
  public func formAsin() -> Tensor { changeInPlace(Elementary.asin) }

  /// The inverse cosine; NaN outside [-1, 1]. PyTorch: `acos`.
  public func acos() -> Tensor { Elementary.acos(self) }
  /// `acos` of each element, in place. PyTorch: `acos_`.
  @discardableResult
  public func formAcos() -> Tensor { changeInPlace(Elementary.acos) }

  /// The inverse tangent. PyTorch: `atan`.
  public func atan() -> Tensor { Elementary.atan(self) }
  /// `atan` of each element, in place. PyTorch: `atan_`.
  @discardableResult
  public func formAtan() -> Tensor { changeInPlace(Elementary.atan) }

  /// The hyperbolic sine. PyTorch: `sinh`.
  public func sinh() -> Tensor { Elementary.sinh(self) }
  /// `sinh` of each element, in place. PyTorch: `sinh_`.
  @discardableResult
  public func formSinh() -> Tensor { changeInPlace(Elementary.sinh) }

  /// The hyperbolic cosine. PyTorch: `cosh`.
  public func cosh() -> Tensor { Elementary.cosh(self) }
  /// `cosh` of each element, in place. PyTorch: `cosh_`.
  @discardableResult
  public func formCosh() -> Tensor { changeInPlace(Elementary.cosh) }

  /// The hyperbolic tangent. PyTorch: `tanh`.
  public func tanh() -> Tensor { Elementary.tanh(self) }
  /// `tanh` of each element, in place. PyTorch: `tanh_`.
  @discardableResult
  public func formTanh() -> Tensor { changeInPlace(Elementary.tanh) }

  /// The inverse hyperbolic sine. PyTorch: `asinh`.
  public func asinh() -> Tensor { Elementary.asinh(self) }
  /// `asinh` of each element, in place. PyTorch: `asinh_`.
  @discardableResult
  public func formAsinh() -> Tensor { changeInPlace(Elementary.asinh) }

  /// The inverse hyperbolic cosine. PyTorch: `acosh`.
  public func acosh() -> Tensor { Elementary.acosh(self) }
  /// `acosh` of each element, in place. PyTorch: `acosh_`.
  @discardableResult
  public func formAcosh() -> Tensor { changeInPlace(Elementary.acosh) }

  /// The inverse hyperbolic tangent. PyTorch: `atanh`.
  public func atanh() -> Tensor { Elementary.atanh(self) }
  /// `atanh` of each element, in place. PyTorch: `atanh_`.
  @discardableResult
  public func formAtanh() -> Tensor { changeInPlace(Elementary.atanh) }
}
