import GradusKernels

/// (x - x̄) / √(var + ε) over the last axes, then scaled and shifted. PyTorch: `F.layer_norm`.
public func layerNorm(
  _ x: Tensor, _ shape: Shape, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> Tensor {
  if shape.isEmpty || x.rank < shape.count
    || Array(x.sizes.array.suffix(shape.count)) != shape.sizes
  {
    stop(
      "Given normalized_shape=\(Sizes(shape.sizes).text), expected input with shape [*, "
        + "\(shape.sizes.map(String.init).joined(separator: ", "))], but got input of size\(x.sizes.text)"
    )
  }
  if !x.dtype.isFloatingPoint {
    stop("\"LayerNormKernelImpl\" not implemented for '\(x.dtype.scalarName)'")
  }
  let axes = Array(x.rank - shape.count..<x.rank)
  let wide = x.widened()
  let d = wide - wide.mean(axes: axes, keepingDimensions: true)
  let v = (d * d).mean(axes: axes, keepingDimensions: true)
  var r = d * rsqrt(v + eps)
  if let weight { r = r * weight.widened() }
  if let bias { r = r + bias.widened() }
  r = r.to(x.dtype)
  return r.recorded(as: "NativeLayerNormBackward0")
}

extension Tensor {
  /// The same memory and history as another tensor object, to hang a node between.
  func handedOn() -> Tensor {
    let t = Tensor(viewOf: self, sizes, strides)
    if let e = edge { t.attach(e.node, slot: e.slot) }
    return t
  }
}

/// The rows of a table that class numbers name. PyTorch: `F.embedding`.
public func embedding(_ indices: Tensor, _ table: Tensor) -> Tensor {
  if table.rank != 2 { stop("'weight' must be 2-D") }
  if indices.dtype != .int64, indices.dtype != .int32 {
    stop(
      "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; "
        + "but got torch.\(indices.dtype.scalarName)Tensor instead (while checking arguments for "
        + "embedding)")
  }
  if table.sizes[0] == 0, indices.size > 0 {
    stop("index_select(): self indexing axis dim should be positive")
  }
  if [Int](indices).contains(where: { $0 < 0 || $0 >= table.sizes[0] }) {
    stop("index out of range in self")
  }
  let at: [Tensor?] = [indices.converted(to: .int64), nil]
  let r = noGradient { table.gathered(at: at) }
  if records(table) { r.attach(EmbeddingNode(table, at)) }
  return r
}

final class EmbeddingNode: Node {
  private let sizes: Sizes
  private let at: [Tensor?]
  override var name: String { "EmbeddingBackward0" }
  init(_ table: Tensor, _ at: [Tensor?]) {
    sizes = table.sizes
    self.at = at
    super.init()
    link(table)
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g.spread(over: sizes, at: at)) }
}

/// The factors of a dropout layer: checks the probability, and what needs no randomness.
///
/// - Returns: nil where the outcome does not depend on chance, with the result in `settled`.
package func settledDropout(_ x: Tensor, p: Double, training: Bool) -> Tensor? {
  if !(p >= 0 && p <= 1) {
    stop("dropout probability has to be between 0 and 1, but got \(p)")
  }
  if !training || p == 0 || x.size == 0 { return x }
  if p == 1 { return x * x.zerosLike() }
  return nil
}
