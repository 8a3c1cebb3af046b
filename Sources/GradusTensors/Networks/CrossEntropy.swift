import GradusKernels

/// -w·x[y] of log probabilities for class numbers y, classes along axis 1 (0 for one sample).
///
/// With `.mean` the sum is divided by that of the weights; class `ignoring` counts nothing.
/// PyTorch: `F.nll_loss`.
public func nllLoss(
  _ x: Tensor, _ y: Tensor, weight: Tensor? = nil, ignoring: Int = -100,
  reduction: Reduction = .mean
) -> Tensor {
  checkTarget(x, y)
  let y = x.rank == 1 && y.rank == 1 ? y.reshaped(to: Sizes()) : y
  if x.rank > 2, y.rank != x.rank - 1 || y.sizes.array.dropFirst() != x.sizes.array.dropFirst(2) {
    let wanted = [x.sizes[0]] + x.sizes.array.dropFirst(2)
    stop("Expected target size \(wanted), got \(y.sizes.text)")
  }
  if x.rank <= 2, y.rank > 1 {
    stop("0D or 1D target tensor expected, multi-target not supported")
  }
  if y.dtype != .int64, y.dtype != .uint8 {
    stop("expected target dtype to be Long or Byte, but got \(y.dtype.scalarName)")
  }
  if !x.dtype.isFloatingPoint {
    let kernel = x.rank > 2 ? "nll_loss2d_forward_out_frame" : "nll_loss_out_frame"
    stop("\"\(kernel)\" not implemented for '\(x.dtype.scalarName)'")
  }
  let axis = x.rank == 1 ? 0 : 1
  let n = x.sizes[axis]
  if let weight { checkWeight(weight, n, x) }
  let classes = [Int](y)
  for c in classes where c != ignoring && (c < 0 || c >= n) {
    stop("Target \(c) is out of bounds.")
  }
  let r: Tensor
  let scale: Tensor
  (r, scale) = noGradient { nllForward(x, y, weight, ignoring, axis, reduction) }
  if records(x) { r.attach(NllNode(x, scale)) }
  // PyTorch computes three dimensions as four.
  if case .none = reduction, x.rank == 3 { return r.recorded(as: "ViewBackward0") }
  return r
}

private func checkTarget(_ x: Tensor, _ y: Tensor) {
  if x.rank == 0 { stop("Expected 1 or more dimensions (got 0)") }
  if x.rank == 1 {
    if y.rank > 0, y.sizes[0] != 1 {
      stop("For 1D input, 1D target must have size 1, but got target size: \(y.sizes[0])")
    }
    return
  }
  let batch = y.rank == 0 ? 0 : y.sizes[0]
  if x.sizes[0] != batch {
    stop("Expected input batch_size (\(x.sizes[0])) to match target batch_size (\(batch)).")
  }
  if y.rank == 0 { stop("Dimension specified as 0 but tensor has no dimensions") }
}

private func checkWeight(_ weight: Tensor, _ n: Int, _ x: Tensor) {
  if weight.rank != 1 || weight.size != n {
    stop(
      x.rank > 2
        ? "weight tensor should be defined either for all or no classes"
        : "weight tensor should be defined either for all \(n) classes or no classes but got weight "
          + "tensor of shape: \(weight.sizes.text)")
  }
  if weight.dtype != x.dtype {
    stop("expected scalar type \(x.dtype.scalarName) but found \(weight.dtype.scalarName)")
  }
}

/// The loss, and the factor of each log probability in it.
private func nllForward(
  _ x: Tensor, _ y: Tensor, _ weight: Tensor?, _ ignoring: Int, _ axis: Int, _ reduction: Reduction
) -> (Tensor, Tensor) {
  let counts = y .!= ignoring
  let safe = y.to(.int64).maskedFill(counts.logicalNot(), 0)
  let picked = safe.unsqueezed(axis)
  let value = x.gather(axis: axis, picked).squeezed(axis)
  var w = counts.to(x.dtype)
  if let weight { w = w * weight.gathered(at: [safe]) }
  let each = (negative(value) * w).maskedFill(counts.logicalNot(), 0)
  var factor = negative(w)
  let r: Tensor
  switch reduction {
  case .none: r = each
  case .sum: r = each.sum()
  case .mean:
    let total = w.sum()
    r = each.sum() / total
    factor = (factor / total).maskedFill(counts.logicalNot(), 0)
  }
  let scale = Tensor(filled: x.sizes, x.dtype, .int(0))
    .scatter(axis: axis, picked, factor.unsqueezed(axis))
  return (r, scale)
}

final class NllNode: Node {
  private let axis: Int
  private let called: String
  override var name: String { called }
  init(_ x: Tensor, _ scale: Tensor) {
    axis = x.rank == 1 ? 0 : 1
    called = x.rank > 2 ? "NllLoss2DBackward0" : "NllLossBackward0"
    super.init()
    save(scale)
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let scale = saved(0)
    sink.give(0, scale * (g.rank == 0 ? g : g.unsqueezed(axis)))
  }
}

/// The cross entropy of logits x and classes y: class numbers, or a probability for every class.
///
/// -ln softmax(x)[y], classes along axis 1 (0 for one sample). `smoothing` mixes in the mean over all
/// classes. PyTorch: `F.cross_entropy`.
public func crossEntropy(
  _ x: Tensor, _ y: Tensor, weight: Tensor? = nil, ignoring: Int = -100,
  reduction: Reduction = .mean, smoothing: Double = 0
) -> Tensor {
  if smoothing < 0 || smoothing > 1 {
    stop("label_smoothing must be between 0.0 and 1.0. Got: \(smoothing)")
  }
  let axis = x.rank == 1 ? 0 : 1
  if y.sizes == x.sizes {
    if !y.dtype.isFloatingPoint {
      stop(
        "Expected floating point type for target with class probabilities, got \(y.dtype.scalarName)"
      )
    }
    return probabilityEntropy(x, y, weight, reduction, smoothing, axis)
  }
  checkTarget(x, y)
  let logs = x.logSoftmax(axis: axis)
  let nll = nllLoss(logs, y, weight: weight, ignoring: ignoring, reduction: reduction)
  if smoothing == 0 { return nll }
  var smooth =
    weight.map { w -> Tensor in
      var shape = Array(repeating: 1, count: x.rank)
      shape[axis] = w.size
      return negative(logs * w.reshaped(to: Sizes(shape))).sum(axis: axis)
    } ?? negative(logs.sum(axis: axis))
  let skipped = y .== ignoring
  smooth = smooth.maskedFill(skipped, 0)
  switch reduction {
  case .none: break
  case .sum: smooth = smooth.sum()
  case .mean:
    if let weight {
      let safe = y.to(.int64).maskedFill(skipped, 0)
      smooth = smooth.sum() / weight.gathered(at: [safe]).maskedFill(skipped, 0).sum()
    } else {
      smooth = smooth.sum() / skipped.logicalNot().sum()
    }
  }
  return (1 - smoothing) * nll + smooth * (smoothing / Double(x.sizes[axis]))
}

private func probabilityEntropy(
  _ x: Tensor, _ y: Tensor, _ weight: Tensor?, _ reduction: Reduction, _ smoothing: Double,
  _ axis: Int
) -> Tensor {
  let n = x.sizes[axis]
  let logs = x.logSoftmax(axis: axis)
  let target = smoothing > 0 ? y * (1 - smoothing) + smoothing / Double(n) : y
  var product = logs * target
  if let weight {
    var shape = Array(repeating: 1, count: x.rank)
    shape[axis] = n
    product = product * weight.reshaped(to: Sizes(shape))
  }
  switch reduction {
  case .none: return negative(product.sum(axis: axis))
  case .sum: return negative(product.sum())
  case .mean:
    let r = divided(
      negative(product.sum()), Tensor(number: .int(x.rank == 1 ? 1 : x.size / n)))
    return r.recorded(as: "DivBackward1")
  }
}

extension Tensor {
  /// This fresh result under the name PyTorch has for the whole computation.
  func recorded(as name: String) -> Tensor {
    if tracks, node != nil { attach(RenamedNode(name, handedOn())) }
    return self
  }
}

/// Passes a gradient on under another name.
final class RenamedNode: Node {
  private let called: String
  override var name: String { called }
  init(_ name: String, _ x: Tensor) {
    called = name
    super.init()
    link(x)
  }
  override func backward(_ g: Tensor, to sink: Sink) { sink.give(0, g) }
}
