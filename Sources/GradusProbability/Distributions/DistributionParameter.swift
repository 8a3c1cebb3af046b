import GradusDisplay
import GradusTensors

/// What a parameter of a distribution may be: a number or a tensor.
public protocol DistributionParameter {
  /// The tensor; a number takes the type of the tensors beside it, or float32.
  func parameter(_ dtype: DType?) -> Tensor
}

extension Tensor: DistributionParameter {
  public func parameter(_ dtype: DType?) -> Tensor {
    self.dtype.isFloatingPoint ? self : to(dtype ?? .float32)
  }
}

extension Double: DistributionParameter {
  public func parameter(_ dtype: DType?) -> Tensor { Tensor(self, dtype: dtype ?? .float32) }
}

extension Float: DistributionParameter {
  public func parameter(_ dtype: DType?) -> Tensor { Tensor(self, dtype: dtype ?? .float32) }
}

extension Int: DistributionParameter {
  public func parameter(_ dtype: DType?) -> Tensor {
    Tensor(Double(self), dtype: dtype ?? .float32)
  }
}

/// The parameters as tensors of one shape.
func broadcast(_ parameters: any DistributionParameter...) -> [Tensor] {
  var dtype: DType?
  for case let tensor as Tensor in parameters where tensor.dtype.isFloatingPoint {
    dtype = dtype.map { DType.promoted($0, tensor.dtype) } ?? tensor.dtype
  }
  let tensors = parameters.map { $0.parameter(dtype) }
  let shape = tensors.dropFirst().reduce(tensors[0].shape) { common($0, $1.shape) }
  return tensors.map { $0.shape == shape ? $0 : $0.expanded(to: shape) }
}

/// The shape that two shapes stretch to.
func common(_ left: Shape, _ right: Shape) -> Shape {
  let rank = max(left.count, right.count)
  return Shape(
    (0..<rank).map { place in
      let a = place + left.count - rank
      let b = place + right.count - rank
      let (x, y) = (a < 0 ? 1 : left[a], b < 0 ? 1 : right[b])
      if x != y, x != 1, y != 1 {
        stop(
          "Shape mismatch: objects cannot be broadcast to a single shape",
          hint: "the shapes are \(left) and \(right)")
      }
      return x == 1 ? y : x
    })
}
