import GradusDisplay
import GradusTensors

/// A probability distribution over tensors.
///
/// A batch of distributions has parameters of shape ``batchShape``; each draws events of shape
/// ``eventShape``. A sample of shape `s` is a tensor of shape `s + batchShape + eventShape`.
/// PyTorch: `torch.distributions.Distribution`.
open class Distribution: CustomStringConvertible {
  /// The shape of the parameters.
  public let batchShape: Shape

  /// The shape of one event.
  public let eventShape: Shape

  public init(batchShape: Shape = [], eventShape: Shape = []) {
    self.batchShape = batchShape
    self.eventShape = eventShape
  }

  /// The parameters that the text shows.
  open var parameters: [(name: String, value: Tensor)] { [] }

  /// Where the density is defined; nil where it is not checked.
  open var support: Constraint? { nil }

  /// Draws a sample, without gradient. PyTorch: `sample`.
  open func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    noGradient { rsample(shape, generator: generator).detached() }
  }

  /// Draws a sample through which gradients flow to the parameters. PyTorch: `rsample`.
  open func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    unavailable("rsample", hint: "sample() draws without gradients")
  }

  /// The logarithm of the density, or of the probability, at each event. PyTorch: `log_prob`.
  open func logProb(_ value: Tensor) -> Tensor { unavailable("logProb") }

  /// The probability of a value that is not greater. PyTorch: `cdf`.
  open func cdf(_ value: Tensor) -> Tensor { unavailable("cdf") }

  /// The value below which a probability lies: the inverse of ``cdf(_:)``. PyTorch: `icdf`.
  open func icdf(_ probability: Tensor) -> Tensor { unavailable("icdf") }

  /// The expected value.
  open var mean: Tensor { unavailable("mean") }

  /// The expected square of the distance from the mean.
  open var variance: Tensor { unavailable("variance") }

  /// The square root of the variance. PyTorch: `stddev`.
  open var stddev: Tensor { variance.sqrt() }

  /// The value of the greatest density.
  open var mode: Tensor { unavailable("mode") }

  /// The expected negative logarithm of the density, in nats.
  open func entropy() -> Tensor { unavailable("entropy") }

  /// All values that can be drawn, along a first dimension. PyTorch: `enumerate_support`.
  open func enumerateSupport(expanding: Bool = true) -> Tensor { unavailable("enumerateSupport") }

  /// e to the power of the entropy. PyTorch: `perplexity`.
  public func perplexity() -> Tensor { entropy().exp() }

  /// The name and parameters as PyTorch writes them: numbers, or the sizes of larger tensors.
  public var description: String {
    let list = parameters.map { "\($0.name): \(parameterText($0.value))" }
    return "\(name)(\(list.joined(separator: ", ")))"
  }

  var name: String { TypeName(type(of: self)).text }

  private func parameterText(_ value: Tensor) -> String {
    guard value.size == 1 else { return "torch.Size([\(Self.list(value.shape))])" }
    if value.rank > 0 { return value.description }
    let number = Double(value)
    guard number.isFinite else { return "\(number)" }
    let text = FormatSpec.representation(of: "\(number)", isAlternate: false)
    return number.sign == .minus ? "-" + text : text
  }

  func unavailable(_ member: String, hint: String? = nil) -> Never {
    stop("NotImplementedError: \(name) has no \(member)", hint: hint)
  }

  /// The shape of a sample.
  func extended(_ shape: Shape) -> Shape { shape + batchShape + eventShape }

  /// Stops where a value lies outside the support.
  func check(_ value: Tensor) {
    guard let support, !support.isSatisfied(by: value) else { return }
    stop(
      "Expected value argument (\(Self.kind(value))) to be within the support (\(support)) of the "
        + "distribution \(self), but found invalid values:\n\(Self.text(of: value))")
  }

  /// Stops where a parameter breaks its constraint.
  func check(_ parameter: String, _ value: Tensor, _ constraint: Constraint) {
    guard !constraint.isSatisfied(by: value) else { return }
    stop(
      "Expected parameter \(parameter) (\(Self.kind(value))) of distribution \(self) to satisfy "
        + "the constraint \(constraint), but found invalid values:\n\(Self.text(of: value))")
  }

  /// A number with all its digits, or the text of a larger tensor.
  private static func text(of value: Tensor) -> String {
    value.rank == 0 ? "\(value, "")" : value.detached().description
  }

  private static func kind(_ value: Tensor) -> String {
    "Tensor of shape (\(list(value.shape))\(value.rank == 1 ? "," : ""))"
  }

  private static func list(_ shape: Shape) -> String {
    shape.map { "\($0)" }.joined(separator: ", ")
  }
}
