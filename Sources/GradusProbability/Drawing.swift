import GradusDisplay
import GradusTensors

/// Tensors of fresh random elements: the ways in which the functions of this module fill them.
enum Drawing {
  /// A tensor whose elements are drawn one after the other and cast to its type.
  static func each(_ shape: Shape, _ dtype: DType, _ draw: () -> Double) -> Tensor {
    switch dtype {
    case .float32:
      let tensor = Tensor(uninitialized: shape, as: dtype)
      let elements = tensor.elements.assumingMemoryBound(to: Float.self)
      for i in 0..<tensor.size { elements[i] = Float(draw()) }
      return tensor
    case .float64:
      let tensor = Tensor(uninitialized: shape, as: dtype)
      let elements = tensor.elements.assumingMemoryBound(to: Double.self)
      for i in 0..<tensor.size { elements[i] = draw() }
      return tensor
    default: return each(shape, .float64, draw).to(dtype)
    }
  }

  /// A tensor of whole numbers, cast to its type.
  static func eachInteger(_ shape: Shape, _ dtype: DType, _ draw: () -> Int) -> Tensor {
    let tensor = Tensor(uninitialized: shape, as: .int64)
    let elements = tensor.elements.assumingMemoryBound(to: Int.self)
    for i in 0..<tensor.size { elements[i] = draw() }
    return tensor.to(dtype)
  }

  /// A tensor of uniform numbers in [low, high).
  static func uniform(
    _ shape: Shape, _ dtype: DType, from low: Double, to high: Double, _ generator: Generator
  ) -> Tensor {
    requireFloating(dtype, "check_uniform_bounds")
    let type: DType = dtype == .float64 ? .float64 : .float32
    let tensor = Tensor(uninitialized: shape, as: type)
    if type == .float64 {
      generator.fillUniform(tensor.doubles, from: low, to: high)
      return tensor
    }
    generator.fillUniform(tensor.floats, from: Float(low), to: Float(high))
    if dtype == .float32 { return tensor }
    // Rounding can reach the upper bound, which does not belong to the range.
    let rounded = tensor.to(dtype)
    return Tensor.where(rounded .== high, Tensor(low, dtype: dtype), rounded)
  }

  /// A tensor of normal numbers; the way of small and of scattered tensors is another one.
  static func normal(
    _ shape: Shape, _ dtype: DType, mean: Double = 0, deviation: Double = 1,
    isScattered: Bool = false, _ generator: Generator
  ) -> Tensor {
    requireFloating(dtype, "normal_kernel_cpu")
    if deviation < 0 || deviation.isNaN {
      stop("normal expects std >= 0.0, but found std \(deviation, "g")")
    }
    if isScattered || shape.size < Generator.blockLength {
      return each(shape, dtype) {
        generator.scalarNormal(mean: mean, deviation: deviation)
      }
    }
    let type: DType = dtype == .float64 ? .float64 : .float32
    let tensor = Tensor(uninitialized: shape, as: type)
    switch dtype {
    case .float64: generator.fillNormal(tensor.doubles, mean: mean, deviation: deviation)
    case .float32:
      generator.fillNormal(tensor.floats, mean: Float(mean), deviation: Float(deviation))
    default:
      generator.fillNormalBlocks(tensor.floats, mean: Float(mean), deviation: Float(deviation))
    }
    return tensor.to(dtype)
  }

  static func requireFloating(_ dtype: DType, _ function: String) {
    guard !dtype.isFloatingPoint else { return }
    stop(
      "\"\(function)\" not implemented for '\(typeName(dtype))'",
      hint: "random numbers need a floating type, such as dtype: .float32")
  }

  private static func typeName(_ dtype: DType) -> String {
    switch dtype {
    case .uint8: "Byte"
    case .int8: "Char"
    case .int16: "Short"
    case .int32: "Int"
    case .int64: "Long"
    default: "Bool"
    }
  }

  static func checked(_ shape: Shape) -> Shape {
    if let negative = shape.first(where: { $0 < 0 }) {
      stop(
        "Trying to create tensor with negative dimension \(negative): "
          + "[\(shape.map(String.init).joined(separator: ", "))]")
    }
    return shape
  }
}

extension Tensor {
  var floats: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: elements.assumingMemoryBound(to: Float.self), count: size)
  }

  var doubles: UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: elements.assumingMemoryBound(to: Double.self), count: size)
  }

  /// The tensor as a leaf that requires a gradient where asked.
  func leaf(_ requiresGradient: Bool) -> Tensor {
    if requiresGradient { self.requiresGradient = true }
    return self
  }
}
