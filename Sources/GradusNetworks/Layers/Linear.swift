import GradusTensors

/// x · weightᵀ + bias, over the last axis: (…, inputs) becomes (…, outputs).
///
/// Weight (outputs, inputs) and bias (outputs) start uniform in ±1/√inputs, by PyTorch's stream.
/// PyTorch: `nn.Linear`.
public final class Linear: Module, UnaryLayer {
  /// The factors, of shape (outputs, inputs).
  @Parameter public var weight: Tensor
  /// What is added, of shape (outputs).
  @Parameter public var bias: Tensor?

  /// A layer with fresh parameters.
  public init(_ inputs: Int, _ outputs: Int, bias: Bool = true, dtype: DType = .float32) {
    weight = zeros([outputs, inputs], dtype: dtype)
    self.bias = nil
    super.init()
    weight.initialize(.kaimingUniform(slope: 5.0.squareRoot()))
    guard bias else { return }
    let bound = inputs > 0 ? 1 / Double(inputs).squareRoot() : 0
    // 0 - 0 is 0, where -0 would leave its sign in the parameters.
    self.bias = zeros([outputs], dtype: dtype).initialize(.uniform(0 - bound, bound))
  }

  /// Applies the layer to the last axis.
  public func callAsFunction(_ x: Tensor) -> Tensor { linear(x, weight, bias) }

  /// The sizes.
  public override var details: String {
    "in_features=\(weight.shape[1]), out_features=\(weight.shape[0]), "
      + "bias=\(bias == nil ? "False" : "True")"
  }
}
