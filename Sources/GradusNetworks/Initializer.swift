import GradusDisplay
import GradusProbability
import GradusTensors

/// How the parameters of a layer start.
///
/// ```swift
/// net["0.weight"].initialize(.xavierUniform())
/// ```
///
/// The same seed gives the same numbers as PyTorch's `nn.init`, bit for bit.
public struct Initializer {
  /// Which connections of a weight keep their variance.
  public enum Fan: Sendable {
    /// Those into an output: the forward pass keeps its variance.
    case input
    /// Those out of an input: the backward pass keeps its variance.
    case output
  }

  fileprivate let fill: (Tensor, Generator) -> Void

  /// Uniform numbers in [low, high). PyTorch: `init.uniform_`.
  public static func uniform(_ low: Double = 0, _ high: Double = 1) -> Initializer {
    Initializer { $0.fillUniform(low, high, generator: $1) }
  }

  /// Normal numbers. PyTorch: `init.normal_`.
  public static func normal(_ mean: Double = 0, _ deviation: Double = 1) -> Initializer {
    Initializer { $0.fillNormal(mean, deviation, generator: $1) }
  }

  /// One number everywhere. PyTorch: `init.constant_`.
  public static func constant(_ value: Double) -> Initializer {
    Initializer { tensor, _ in tensor.fill(value) }
  }

  /// 0 everywhere. PyTorch: `init.zeros_`.
  public static var zeros: Initializer { constant(0) }

  /// 1 everywhere. PyTorch: `init.ones_`.
  public static var ones: Initializer { constant(1) }

  /// Uniform numbers in ±gain·√(6 / (inputs + outputs)). PyTorch: `init.xavier_uniform_`.
  ///
  /// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward
  /// neural networks" (2010).
  public static func xavierUniform(gain: Double = 1) -> Initializer {
    Initializer {
      let bound = 3.0.squareRoot() * xavierDeviation($0, gain)
      $0.fillUniform(-bound, bound, generator: $1)
    }
  }

  /// Normal numbers of standard deviation gain·√(2 / (inputs + outputs)).
  /// PyTorch: `init.xavier_normal_`.
  public static func xavierNormal(gain: Double = 1) -> Initializer {
    Initializer { $0.fillNormal(0, xavierDeviation($0, gain), generator: $1) }
  }

  /// Uniform numbers in ±gain·√(3 / fan), with the gain of `nonlinearity`.
  /// PyTorch: `init.kaiming_uniform_`.
  ///
  /// Source: K. He and others, "Delving deep into rectifiers" (2015).
  /// - Parameter slope: the slope of a leaky rectifier for negative numbers.
  public static func kaimingUniform(
    slope: Double = 0, fan: Fan = .input, nonlinearity: Nonlinearity = .leakyReLU
  ) -> Initializer {
    Initializer {
      let bound = 3.0.squareRoot() * kaimingDeviation($0, slope, fan, nonlinearity)
      $0.fillUniform(-bound, bound, generator: $1)
    }
  }

  /// Normal numbers of standard deviation gain / √fan, with the gain of `nonlinearity`.
  /// PyTorch: `init.kaiming_normal_`.
  /// - Parameter slope: the slope of a leaky rectifier for negative numbers.
  public static func kaimingNormal(
    slope: Double = 0, fan: Fan = .input, nonlinearity: Nonlinearity = .leakyReLU
  ) -> Initializer {
    Initializer {
      $0.fillNormal(0, kaimingDeviation($0, slope, fan, nonlinearity), generator: $1)
    }
  }

  private static func xavierDeviation(_ weight: Tensor, _ gain: Double) -> Double {
    let (inputs, outputs) = fans(of: weight)
    return gain * (2 / Double(inputs + outputs)).squareRoot()
  }

  private static func kaimingDeviation(
    _ weight: Tensor, _ slope: Double, _ fan: Fan, _ nonlinearity: Nonlinearity
  ) -> Double {
    // Nothing is drawn for a tensor without elements, whose fan may be 0.
    if weight.size == 0 { return 0 }
    let (inputs, outputs) = fans(of: weight)
    return nonlinearity.gain(slope: slope) / Double(fan == .input ? inputs : outputs).squareRoot()
  }

  /// How many connections lead into an output of a weight, and out of an input.
  private static func fans(of weight: Tensor) -> (inputs: Int, outputs: Int) {
    let sizes = weight.shape.sizes
    if sizes.count < 2 {
      stop("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    }
    let field = sizes.dropFirst(2).reduce(1, *)
    return (sizes[1] * field, sizes[0] * field)
  }
}

/// What follows a layer, for the size of its first parameters. PyTorch: `init.calculate_gain`.
public enum Nonlinearity: Sendable {
  /// Nothing.
  case linear
  /// The logistic function.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// A rectifier.
  case relu
  /// A rectifier with a slope for negative numbers.
  case leakyReLU
  /// A self-normalising exponential unit.
  case selu

  /// The factor of the standard deviation that keeps the variance. PyTorch: `init.calculate_gain`.
  public func gain(slope: Double = 0.01) -> Double {
    switch self {
    case .linear, .sigmoid: 1
    case .tanh: 5.0 / 3
    case .relu: 2.0.squareRoot()
    case .leakyReLU: (2 / (1 + slope * slope)).squareRoot()
    case .selu: 0.75
    }
  }
}

extension Tensor {
  /// Sets the elements anew, without recording it: leaves may be set. PyTorch: `nn.init`.
  @discardableResult
  public func initialize(
    _ initializer: Initializer, generator: Generator = .default
  ) -> Tensor {
    noGradient { initializer.fill(self, generator) }
    return self
  }
}
