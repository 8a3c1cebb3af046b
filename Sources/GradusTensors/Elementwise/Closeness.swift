import GradusKernels

/// Where |a - b| ≤ absolute + relative·|b|. PyTorch: `torch.isclose`.
public func isClose(
  _ a: Tensor, _ b: Tensor, relative: Double = 1e-5, absolute: Double = 1e-8, equalNaN: Bool = false
) -> Tensor {
  if a.dtype != b.dtype {
    stop("\(a.dtype.scalarName) did not match \(b.dtype.scalarName)")
  }
  return noGradient {
    var same = a .== b
    if equalNaN { same = logicalOr(same, a.isNaN() .& b.isNaN()) }
    let (x, y) = a.dtype.isFloatingPoint ? (a, b) : (a.to(.float64), b.to(.float64))
    let near = abs(x - y) .<= absolute + abs(relative * y)
    return same .| (near .& (x - y).isFinite())
  }
}

/// Whether |a - b| ≤ absolute + relative·|b| everywhere. PyTorch: `torch.allclose`.
public func allClose(
  _ a: Tensor, _ b: Tensor, relative: Double = 1e-5, absolute: Double = 1e-8, equalNaN: Bool = false
) -> Bool {
  Bool(isClose(a, b, relative: relative, absolute: absolute, equalNaN: equalNaN).all())
}

extension Tensor {
  /// NaN, ∞ and -∞ replaced by numbers: 0 and the greatest and least finite ones unless others are
  /// given. PyTorch: `nan_to_num`.
  public func replacingNaN(
    with nan: Double = 0, positiveInfinity: Double? = nil, negativeInfinity: Double? = nil
  ) -> Tensor {
    if !dtype.isFloatingPoint { return self }
    let greatest: Double
    switch dtype {
    case .float64: greatest = .greatestFiniteMagnitude
    case .float16: greatest = 65504
    case .bfloat16: greatest = 0x1.fep127
    default: greatest = Double(Float.greatestFiniteMagnitude)
    }
    let bad = isFinite().logicalNot()
    let r = noGradient {
      var r = maskedFill(isNaN(), nan)
      r = r.maskedFill(r .== Double.infinity, positiveInfinity ?? greatest)
      return r.maskedFill(r .== -Double.infinity, negativeInfinity ?? -greatest)
    }
    if records(self) { r.attach(MaskedFillNode(self, bad)) }
    return r.recorded(as: "NanToNumBackward0")
  }
}
