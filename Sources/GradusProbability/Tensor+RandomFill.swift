import GradusDisplay
import GradusTensors

extension Tensor {
  /// Sets the elements in the order of memory to those of a tensor that `draw` makes.
  private func fill(_ draw: (Shape) -> Tensor) -> Tensor {
    if isRowMajor { return fill(from: draw(shape)) }
    // PyTorch fills a transposed view in the order of its memory.
    let strides = stride
    let order = (0..<rank).sorted { strides[$0] > strides[$1] }
    var inverse = [Int](repeating: 0, count: rank)
    for (place, axis) in order.enumerated() { inverse[axis] = place }
    return fill(from: draw(Shape(order.map { shape[$0] })).permuted(inverse))
  }

  private func fillEach(_ draw: @escaping () -> Double) -> Tensor {
    fill { Drawing.each($0, dtype, draw) }
  }

  /// Sets the elements to uniform numbers in [low, high). PyTorch: `uniform_`.
  @discardableResult
  public func fillUniform(
    _ low: Double = 0, _ high: Double = 1, generator: Generator = .default
  ) -> Tensor {
    if low > high {
      stop("uniform_ expects to return a [from, to) range, but found from=\(low) > to=\(high)")
    }
    return fill { Drawing.uniform($0, dtype, from: low, to: high, generator) }
  }

  /// Sets the elements to normal numbers. PyTorch: `normal_`.
  @discardableResult
  public func fillNormal(
    _ mean: Double = 0, _ deviation: Double = 1, generator: Generator = .default
  ) -> Tensor {
    let isScattered = !isRowMajor
    return fill {
      Drawing.normal(
        $0, dtype, mean: mean, deviation: deviation, isScattered: isScattered, generator)
    }
  }

  /// Sets the elements to 1 with a probability, else to 0. PyTorch: `bernoulli_`.
  @discardableResult
  public func fillBernoulli(
    _ probability: Double = 0.5, generator: Generator = .default
  ) -> Tensor {
    if !(0...1 ~= probability) {
      stop("bernoulli_ expects p to be in [0, 1], but got p=\(probability)")
    }
    return fillEach { generator.bernoulli(probability) ? 1 : 0 }
  }

  /// Sets the elements to exponentially distributed numbers. PyTorch: `exponential_`.
  @discardableResult
  public func fillExponential(_ rate: Double = 1, generator: Generator = .default) -> Tensor {
    if !(rate > 0) { stop("exponential_ expects lambda > 0.0, but found lambda=\(rate)") }
    return fillEach { generator.exponential(rate: rate) }
  }

  /// Sets the elements to the number of trials up to a success. PyTorch: `geometric_`.
  @discardableResult
  public func fillGeometric(_ probability: Double, generator: Generator = .default) -> Tensor {
    if !(probability > 0 && probability < 1) {
      stop("geometric_ expects p to be in (0, 1), but got p=\(probability)")
    }
    return fillEach { generator.geometric(probability) }
  }

  /// Sets the elements to Cauchy distributed numbers. PyTorch: `cauchy_`.
  @discardableResult
  public func fillCauchy(
    _ median: Double = 0, _ scale: Double = 1, generator: Generator = .default
  ) -> Tensor {
    if !(scale > 0) { stop("cauchy_ expects sigma > 0.0, but found sigma=\(scale)") }
    return fillEach { generator.cauchy(median: median, scale: scale) }
  }

  /// Sets the elements to numbers whose logarithms are normal. PyTorch: `log_normal_`.
  @discardableResult
  public func fillLogNormal(
    _ mean: Double = 1, _ deviation: Double = 2, generator: Generator = .default
  ) -> Tensor {
    if !(deviation > 0) { stop("log_normal_ expects std > 0.0, but found std=\(deviation)") }
    return fillEach { generator.logNormal(mean: mean, deviation: deviation) }
  }

  /// Sets the elements to whole numbers from `low` to before `high`. PyTorch: `random_(from, to)`.
  @discardableResult
  public func fillRandom(_ low: Int, _ high: Int, generator: Generator = .default) -> Tensor {
    fill { randint(low, high, $0, dtype: dtype, generator: generator) }
  }

  /// Sets the elements to whole numbers of which the type can hold all up to the largest.
  /// PyTorch: `random_()`.
  @discardableResult
  public func fillRandom(generator: Generator = .default) -> Tensor {
    let largest: UInt64 =
      switch dtype {
      case .bool: 1
      case .uint8: 255
      case .int8: 127
      case .int16: 32_767
      case .int32: 0x7FFF_FFFF
      case .int64: UInt64(Int64.max)
      case .float16: 1 << 11
      case .bfloat16: 1 << 8
      case .float32: 1 << 24
      case .float64: 1 << 53
      }
    return fill {
      Drawing.eachInteger($0, dtype) { Int(generator.integer(upTo: largest)) }
    }
  }
}
