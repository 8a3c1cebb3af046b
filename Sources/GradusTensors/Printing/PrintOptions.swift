/// How tensors are written. PyTorch: `torch.set_printoptions`.
public struct PrintOptions: Sendable {
  /// Digits after the point.
  public var precision = 4
  /// The greatest number of elements that are all shown.
  public var threshold = 1000
  /// How many elements at each end of a dimension are shown where not all are.
  public var edgeItems = 3
  /// Characters in a line.
  public var lineWidth = 80
  /// Whether floats are written with exponents; nil leaves it to the values.
  public var scientific: Bool?

  public init() {}

  /// The options in force.
  public static nonisolated(unsafe) var current = PrintOptions()
}
