import Glibc
import GradusTensors

/// Formulas that several distributions share; gradients flow through all of them.
enum Formulas {
  /// The distance from 1 to the next number of the type.
  static func epsilon(_ dtype: DType) -> Double {
    switch dtype {
    case .float64: Double.ulpOfOne
    case .float16: 0x1p-10
    case .bfloat16: 0x1p-7
    default: Double(Float.ulpOfOne)
    }
  }

  /// The smallest normal number of the type.
  static func tiny(_ dtype: DType) -> Double {
    switch dtype {
    case .float64: Double.leastNormalMagnitude
    case .float16: 0x1p-14
    default: Double(Float.leastNormalMagnitude)
    }
  }

  static func clamped(_ x: Tensor, from low: Double? = nil, to high: Double? = nil) -> Tensor {
    var result = x
    if let low { result = Tensor.where(result .< low, low, result).to(x.dtype) }
    if let high { result = Tensor.where(result .> high, high, result).to(x.dtype) }
    return result
  }

  /// x·log y, 0 where x is 0.
  static func xlogy(_ x: Tensor, _ y: Tensor) -> Tensor {
    // The argument is set to 1 there, so that the gradient is not NaN.
    let isZero = x .== 0
    let safe = Tensor.where(isZero, 1.0, y).to(y.dtype)
    return x * safe.log()
  }

  /// log(1 + e^x), without overflow.
  static func softplus(_ x: Tensor) -> Tensor {
    clamped(x, from: 0) + (-x.abs()).exp().log1p()
  }

  /// The logits of probabilities that are kept away from 0 and 1.
  static func logits(ofProbability p: Tensor) -> Tensor {
    let inner = kept(p)
    return inner.log() - (-inner).log1p()
  }

  /// Probabilities kept so far from 0 and 1 that their logarithms are finite.
  static func kept(_ p: Tensor) -> Tensor {
    let margin = epsilon(p.dtype)
    return clamped(p, from: margin, to: 1 - margin)
  }

  /// -(t·log p + (1 - t)·log(1 - p)) for the logits of p.
  static func crossEntropy(logits: Tensor, target: Tensor) -> Tensor {
    softplus(logits) - logits * target
  }

  /// The logits minus the logarithm of the sum of their exponentials along the last dimension.
  static func logSoftmax(_ logits: Tensor) -> Tensor {
    let shifted = logits - maxima(logits)
    return shifted - shifted.exp().sum(axis: -1, keepingDimensions: true).log()
  }

  /// log Σ e^x along the last dimension.
  static func logSumExp(_ x: Tensor) -> Tensor {
    let top = maxima(x)
    return (x - top).exp().sum(axis: -1).log() + top.squeezed(-1)
  }

  /// The greatest elements along the last dimension, as constants; 0 where they are infinite.
  private static func maxima(_ x: Tensor) -> Tensor {
    let width = x.shape[x.rank - 1]
    let values = [Double](x.detached())
    let tops = stride(from: 0, to: values.count, by: Swift.max(width, 1)).map { start in
      let top = values[start..<start + width].max() ?? 0
      return top.isFinite ? top : 0
    }
    return Tensor(tops, shape: Shape(x.shape.dropLast() + [1]), dtype: x.dtype)
  }

  /// The position of the greatest element along the last dimension, the first of equal ones.
  static func argmax(_ x: Tensor) -> Tensor {
    let width = x.shape[x.rank - 1]
    let values = [Double](x.detached())
    let places = stride(from: 0, to: values.count, by: Swift.max(width, 1)).map { start in
      let row = values[start..<start + width]
      return row.indices.reduce(start) { row[$1] > row[$0] ? $1 : $0 } - start
    }
    return Tensor.whole(places, Shape(x.shape.dropLast()))
  }

  /// 1 at the index along a new last dimension, else 0.
  static func isIndex(_ index: Tensor, count: Int) -> Tensor {
    index.unsqueezed(-1) .== arange(count)
  }

  /// Two tensors along a new last dimension.
  static func paired(_ a: Tensor, _ b: Tensor) -> Tensor {
    Tensor.where(Tensor([true, false]), a.unsqueezed(-1), b.unsqueezed(-1))
  }

  /// The sum along the last `count` dimensions.
  static func sumOfLast(_ count: Int, _ x: Tensor) -> Tensor {
    count == 0 ? x : x.sum(axes: (0..<count).map { -1 - $0 })
  }

  /// `values` with the gradient `slopes` towards `parameter`: what is drawn or looked up, as a
  /// function of a parameter.
  static func withSlope(_ values: Tensor, _ slopes: Tensor, _ parameter: Tensor) -> Tensor {
    values + slopes * (parameter - parameter.detached())
  }
}
