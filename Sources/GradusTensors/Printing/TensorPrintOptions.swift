/// How tensors are written. PyTorch: `torch.set_printoptions`.
public struct TensorPrintOptions: Sendable {
  /// Digits after the point.
  public var precision = 4
  /// The greatest number of elements that are all shown.
  public var threshold = 1000
  /// How many elements at each end of a dimension are shown where not all are.
  public var edgeItems = 3
  /// Characters in a line; nil means the width of the session's output.
  public var lineWidth: Int?
  /// Whether floats are written with exponents; nil leaves it to the values.
  public var scientific: Bool?

  /// The defaults.
  public init() {}

  /// The options in force.
  public static nonisolated(unsafe) var current = TensorPrintOptions()
}
