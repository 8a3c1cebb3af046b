import GradusKernels

/// The kernels' own functions, so that a number and a tensor of it give the same.
@inline(__always)
private func scalar<T: BinaryFloatingPoint>(_ op: Int, _ x: T) -> T {
  T(gk_scalar_unary(Int32(op), Double(x)))
}

/// The greatest integer not above each element.
public func floor<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_FLOOR, x) }

/// The least integer not below each element.
public func ceil<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_CEIL, x) }

/// Each element without its fraction.
public func trunc<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_TRUNC, x) }

/// The square root; NaN below 0.
public func sqrt<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_SQRT, x) }

/// e^x, within 1 ulp.
public func exp<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_EXP, x) }

/// 2^x.
public func exp2<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_EXP2, x) }

/// e^x - 1, exact near 0.
public func expm1<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_EXPM1, x) }

/// The natural logarithm, within 1 ulp; NaN below 0, -∞ at 0.
public func log<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_LOG, x) }

/// The logarithm to base 2.
public func log2<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_LOG2, x) }

/// The logarithm to base 10.
public func log10<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_LOG10, x) }

/// ln(1 + x), exact near 0.
public func log1p<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_LOG1P, x) }

/// The sine of radians.
public func sin<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_SIN, x) }

/// The cosine of radians.
public func cos<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_COS, x) }

/// The tangent of radians.
public func tan<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_TAN, x) }

/// The inverse sine; NaN outside [-1, 1].
public func asin<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ASIN, x) }

/// The inverse cosine; NaN outside [-1, 1].
public func acos<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ACOS, x) }

/// The inverse tangent.
public func atan<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ATAN, x) }

/// The hyperbolic sine.
public func sinh<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_SINH, x) }

/// The hyperbolic cosine.
public func cosh<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_COSH, x) }

/// The hyperbolic tangent.
public func tanh<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_TANH, x) }

/// The inverse hyperbolic sine.
public func asinh<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ASINH, x) }

/// The inverse hyperbolic cosine.
public func acosh<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ACOSH, x) }

/// The inverse hyperbolic tangent.
public func atanh<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ATANH, x) }

/// The error function 2/√π ∫₀ˣ e^-t² dt.
public func erf<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ERF, x) }

/// 1 - erf x.
public func erfc<T: BinaryFloatingPoint>(_ x: T) -> T { scalar(GK_ERFC, x) }
