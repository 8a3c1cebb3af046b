import GradusDisplay
import GradusTensors

/// Layers one after the other: each gets what the one before makes.
///
/// ```swift
/// let net = Sequential(Linear(2, 16), ReLU(), Linear(16, 1))
/// let same = Sequential {
///   Linear(2, 16)
///   ReLU()
///   Linear(16, 1)
/// }
/// ```
///
/// Parameters are named by place: "0.weight", "2.bias". PyTorch: `nn.Sequential`.
public final class Sequential: Module, UnaryLayer {
  /// The layers in order.
  public private(set) var layers: [any UnaryLayer]

  /// The given layers in order.
  public init(_ layers: [any UnaryLayer]) { self.layers = layers }

  /// The given layers in order.
  public convenience init(_ layers: any UnaryLayer...) { self.init(layers) }

  /// The layers that stand in the closure, in order; with conditions and loops.
  public convenience init(@LayerBuilder layers: () -> [any UnaryLayer]) { self.init(layers()) }

  /// Applies all layers.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    var x = x
    for layer in layers { x = layer(x) }
    return x
  }

  /// The number of layers.
  public var count: Int { layers.count }

  /// The layer at a place; negative ones count from the end.
  public subscript(_ place: Int) -> any UnaryLayer {
    let index = place < 0 ? place + count : place
    guard layers.indices.contains(index) else { stop("index \(place) is out of range") }
    return layers[index]
  }

  /// Adds a layer at the end. PyTorch: `Sequential.append`.
  public func append(_ layer: any UnaryLayer) { layers.append(layer) }

  /// The layers under their places.
  public override var namedChildren: [(name: String, module: Module)] {
    layers.enumerated().map { ("\($0)", $1) }
  }
}

/// Collects the layers that stand in a closure.
@resultBuilder
public enum LayerBuilder {
  /// One layer.
  public static func buildExpression(_ layer: any UnaryLayer) -> [any UnaryLayer] { [layer] }
  /// Several layers.
  public static func buildExpression(_ layers: [any UnaryLayer]) -> [any UnaryLayer] { layers }
  /// The layers of all lines.
  public static func buildBlock(_ parts: [any UnaryLayer]...) -> [any UnaryLayer] {
    parts.flatMap { $0 }
  }
  /// The layers of a loop.
  public static func buildArray(_ parts: [[any UnaryLayer]]) -> [any UnaryLayer] {
    parts.flatMap { $0 }
  }
  /// The layers of an `if` without `else`.
  public static func buildOptional(_ part: [any UnaryLayer]?) -> [any UnaryLayer] { part ?? [] }
  /// The layers of an `if`.
  public static func buildEither(first part: [any UnaryLayer]) -> [any UnaryLayer] { part }
  /// The layers of an `else`.
  public static func buildEither(second part: [any UnaryLayer]) -> [any UnaryLayer] { part }
}
