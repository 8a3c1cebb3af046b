import GradusTensors

/// max(x, 0). PyTorch: `nn.ReLU`.
public final class ReLU: Module, UnaryLayer {
  /// max(x, 0).
  public func callAsFunction(_ x: Tensor) -> Tensor { relu(x) }
}

/// 1 / (1 + e⁻ˣ). PyTorch: `nn.Sigmoid`.
public final class Sigmoid: Module, UnaryLayer {
  /// 1 / (1 + e⁻ˣ).
  public func callAsFunction(_ x: Tensor) -> Tensor { sigmoid(x) }
}

/// The hyperbolic tangent. PyTorch: `nn.Tanh`.
public final class Tanh: Module, UnaryLayer {
  /// tanh x.
  public func callAsFunction(_ x: Tensor) -> Tensor { tanh(x) }
}

/// x·Φ(x), with the normal distribution's Φ. PyTorch: `nn.GELU`.
public final class GELU: Module, UnaryLayer {
  /// x·Φ(x).
  public func callAsFunction(_ x: Tensor) -> Tensor { gelu(x) }

  /// The formula.
  public override var details: String { "approximate='none'" }
}

/// x / (1 + e⁻ˣ). PyTorch: `nn.SiLU`.
public final class SiLU: Module, UnaryLayer {
  /// x / (1 + e⁻ˣ).
  public func callAsFunction(_ x: Tensor) -> Tensor { silu(x) }
}

/// x where it is positive, else a small multiple of it. PyTorch: `nn.LeakyReLU`.
public final class LeakyReLU: Module, UnaryLayer {
  /// The factor of negative numbers.
  public let slope: Double

  /// With a factor for negative numbers.
  public init(_ slope: Double = 0.01) { self.slope = slope }

  /// x where it is positive, else slope·x.
  public func callAsFunction(_ x: Tensor) -> Tensor { leakyRelu(x, slope: slope) }

  /// The factor.
  public override var details: String { "negative_slope=\(slope)" }
}

/// eˣ / Σ eˣ along an axis. PyTorch: `nn.Softmax`.
public final class Softmax: Module, UnaryLayer {
  /// The axis.
  public let axis: Int

  /// Along an axis.
  public init(axis: Int) { self.axis = axis }

  /// eˣ / Σ eˣ along the axis.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }

  /// The axis.
  public override var details: String { "dim=\(axis)" }
}

/// x - ln Σ eˣ along an axis. PyTorch: `nn.LogSoftmax`.
public final class LogSoftmax: Module, UnaryLayer {
  /// The axis.
  public let axis: Int

  /// Along an axis.
  public init(axis: Int) { self.axis = axis }

  /// x - ln Σ eˣ along the axis.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.logSoftmax(axis: axis) }

  /// The axis.
  public override var details: String { "dim=\(axis)" }
}
