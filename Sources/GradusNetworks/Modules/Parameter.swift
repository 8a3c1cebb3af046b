import GradusTensors

/// A tensor of a module that training changes.
///
/// ```swift
/// final class Scale: Module, UnaryLayer {
///   @Parameter var factor = ones(1)
///   func callAsFunction(_ x: Tensor) -> Tensor { x * factor }
/// }
/// ```
///
/// The module's `parameters` hold it and its `stateDict` names it. What is assigned becomes a leaf
/// that requires a gradient and shares its memory with the tensor that was given; a tensor that is
/// such a leaf already stays itself, so that two modules can share one. PyTorch: `nn.Parameter`.
@propertyWrapper
public struct Parameter<Value: ParameterValue> {
  private var value: Value

  /// The tensor as a leaf that requires a gradient.
  public init(wrappedValue: Value) { value = wrappedValue.asParameter }

  /// The tensor.
  public var wrappedValue: Value {
    get { value }
    set { value = newValue.asParameter }
  }
}

/// What can be a parameter: a tensor, or one that a module may go without, as a bias.
public protocol ParameterValue {
  /// The tensor as a leaf that requires a gradient.
  var asParameter: Self { get }
  /// The tensor where there is one.
  var parameter: Tensor? { get }
}

extension Tensor: ParameterValue {
  /// This tensor where it is a leaf that requires a gradient, else such a leaf in its memory.
  public var asParameter: Tensor {
    isLeaf && requiresGradient ? self : detached().requiringGradient()
  }
  /// This tensor.
  public var parameter: Tensor? { self }
}

extension Optional: ParameterValue where Wrapped == Tensor {
  /// The tensor as a leaf that requires a gradient.
  public var asParameter: Tensor? { map(\.asParameter) }
  /// The tensor where there is one.
  public var parameter: Tensor? { self }
}

/// A tensor of a module that belongs to its state but that training does not change by gradients,
/// such as a running mean. PyTorch: `register_buffer`.
@propertyWrapper
public struct Buffer {
  /// The tensor.
  public var wrappedValue: Tensor

  /// Keeps a tensor with the module's state.
  public init(wrappedValue: Tensor) { self.wrappedValue = wrappedValue }
}
