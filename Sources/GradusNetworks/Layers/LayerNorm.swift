import GradusTensors

/// (x - x̄) / √(var + ε) over the last axes, times a weight, plus a bias.
///
/// Weight and bias have the shape of these axes; they start with ones and zeros.
/// PyTorch: `nn.LayerNorm`.
public final class LayerNorm: Module, UnaryLayer {
  /// The factors, or nil where the layer has none.
  @Parameter public var weight: Tensor?
  /// What is added, or nil where the layer has none.
  @Parameter public var bias: Tensor?
  /// The sizes of the last axes.
  public let shape: Shape
  /// What is added to the variance.
  public let eps: Double

  /// A layer over the last axes, which have the given sizes.
  public init(
    _ shape: Shape, eps: Double = 1e-5, affine: Bool = true, bias: Bool = true,
    dtype: DType = .float32
  ) {
    self.shape = shape
    self.eps = eps
    weight = affine ? ones(shape, dtype: dtype) : nil
    self.bias = affine && bias ? zeros(shape, dtype: dtype) : nil
  }

  /// A layer over the last axis, which has the given size.
  public convenience init(
    _ size: Int, eps: Double = 1e-5, affine: Bool = true, bias: Bool = true,
    dtype: DType = .float32
  ) {
    self.init([size], eps: eps, affine: affine, bias: bias, dtype: dtype)
  }

  /// Normalises over the last axes.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    layerNorm(x, shape, weight: weight, bias: bias, eps: eps)
  }

  /// The sizes.
  public override var details: String {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    return "(\(sizes)), eps=\(eps), elementwise_affine=\(weight == nil ? "False" : "True"), "
      + "bias=\(bias == nil ? "False" : "True")"
  }
}
