import GradusTensors

/// A differentiable computation of a few float64 tensors, checked at random places.
struct GradientCase: Sendable {
  let shapes: [Shape]
  /// Where the elements are drawn from: a stretch without kinks or poles.
  let range: ClosedRange<Double>
  let function: @Sendable ([Tensor]) -> Tensor

  init(
    _ shapes: Shape..., in range: ClosedRange<Double> = -2...2,
    _ function: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    self.shapes = shapes
    self.range = range
    self.function = function
  }

  /// A case by its name; names are what a failing test shows.
  static func named(_ name: String) -> GradientCase { table[name]! }
  static let names = table.keys.sorted()

  private static let table: [String: GradientCase] = [
    elementary, pairs, piecewise, shapes, indexing, reductions, orders, products, networks,
  ].reduce(into: [:]) { all, part in all.merge(part) { a, _ in a } }

  private static func of(
    _ range: ClosedRange<Double> = -2...2, _ f: @escaping @Sendable (Tensor) -> Tensor
  ) -> GradientCase {
    GradientCase([2, 3], in: range) { f($0[0]) }
  }
  private static func two(
    _ range: ClosedRange<Double> = 0.3...2, _ f: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> GradientCase {
    GradientCase([2, 3], [3], in: range) { f($0[0], $0[1]) }
  }

  private static let elementary: [String: GradientCase] = [
    "exp": of { exp($0) }, "exp2": of { exp2($0) }, "expm1": of { expm1($0) },
    "log": of(0.2...3) { log($0) }, "log2": of(0.2...3) { log2($0) },
    "log10": of(0.2...3) { log10($0) }, "log1p": of(-0.8...3) { log1p($0) },
    "sqrt": of(0.2...3) { sqrt($0) }, "rsqrt": of(0.2...3) { rsqrt($0) },
    "reciprocal": of(0.3...2) { reciprocal($0) }, "square": of { square($0) },
    "sin": of { sin($0) }, "cos": of { cos($0) }, "tan": of(-1...1) { tan($0) },
    "asin": of(-0.9...0.9) { asin($0) }, "acos": of(-0.9...0.9) { acos($0) },
    "atan": of { atan($0) }, "sinh": of { sinh($0) }, "cosh": of { cosh($0) },
    "tanh": of { tanh($0) }, "asinh": of { asinh($0) }, "acosh": of(1.2...3) { acosh($0) },
    "atanh": of(-0.9...0.9) { atanh($0) }, "sigmoid": of { sigmoid($0) },
    "erf": of { erf($0) }, "erfc": of { erfc($0) }, "erfinv": of(-0.8...0.8) { erfinv($0) },
    "lgamma": of(0.3...4) { lgamma($0) }, "digamma": of(0.3...4) { digamma($0) },
    "negative": of { -$0 }, "abs": of(0.2...2) { abs($0) }, "frac": of(0.1...0.9) { frac($0) },
    "gelu": of { gelu($0) }, "silu": of { silu($0) }, "logit": of(0.1...0.9) { logit($0) },
    "floor": of(0.1...0.9) { floor($0) }, "sign": of(0.1...0.9) { sign($0) },
    "to float64 and back": of { ($0 * 2).to(.float64) },
  ]

  private static let pairs: [String: GradientCase] = [
    "sum of two": two { $0 + $1 }, "difference": two { $0 - $1 }, "product of two": two { $0 * $1 },
    "quotient": two { $0 / $1 }, "power": two { $0 ** $1 }, "remainder": two(1.1...1.9) { $0 % $1 },
    "fmod": two(1.1...1.9) { fmod($0, $1) }, "maximum": two { maximum($0, $1) },
    "minimum": two { minimum($0, $1) }, "fmax": two { fmax($0, $1) }, "fmin": two { fmin($0, $1) },
    "atan2": two { atan2($0, $1) }, "hypot": two { hypot($0, $1) },
    "logAddExp": two { logAddExp($0, $1) }, "copySign": two { copySign($0, $1) },
    "xlogy": two { xlogy($0, $1) }, "floatPower": two { floatPower($0, $1) },
    "number and tensor": of(0.3...2) { 2 - 3 * $0 + 1 / $0 - $0 / 4 },
    "powers by numbers": of(0.3...2) { $0 ** 3 + $0 ** -1.5 + 2 ** $0 },
    "scaled sum": two { add($0, $1, alpha: 2.5) },
    "scaled difference": two {
      subtract($0, $1, alpha: 0.5)
    },
    "lerp": two { lerp($0, $1, 0.3) },
    "lerp by a tensor": GradientCase([2, 3], [3], [2, 1], in: 0.1...0.9) {
      lerp($0[0], $0[1], $0[2])
    },
    "addCMul": GradientCase([2, 3], [3], [2, 1]) { addCMul($0[0], $0[1], $0[2], value: 0.5) },
    "addCDiv": GradientCase([2, 3], [3], [2, 1], in: 0.4...2) {
      addCDiv($0[0], $0[1], $0[2], value: 0.5)
    },
    "where": two { Tensor.where($0 .> 1, $0 * $0, $1) }, "distance": two { distance($0, $1) },
    "distance by 3": two { distance($0, $1, p: 3) },
  ]

  private static let piecewise: [String: GradientCase] = [
    "relu": of(0.1...2) { relu($0 - 1) }, "leakyRelu": of { leakyRelu($0, slope: 0.1) },
    "elu": of { elu($0) }, "softplus": of { softplus($0, beta: 2) },
    "hardTanh": of { hardTanh($0) },
    "clamped": of { $0.clamped(min: -1.0, max: 1.0) },
    "clamped between tensors": GradientCase([2, 3], [3], [2, 1]) {
      $0[0].clamped(min: $0[1] - 1.5, max: $0[2] + 1.5)
    },
    "maskedFill": of { $0.maskedFill($0 .> 0, 1.5) },
  ]

  private static let shapes: [String: GradientCase] = [
    "reshaped": of { $0.reshaped(3, 2) * arange(2.0) }, "transposed": of { $0.transposed(0, 1) },
    "permuted": GradientCase([2, 3, 2]) { $0[0].permuted([2, 0, 1]).reshaped(-1) },
    "expanded": GradientCase([3, 1]) { $0[0].expanded(3, 4) },
    "unsqueezed and squeezed": of { $0.unsqueezed(1).squeezed(1) },
    "flattened": of { $0.flattened() },
    "narrowed": of { $0.narrowed(axis: 1, start: 1, length: 2) },
    "select": of { $0.select(axis: 1, 0) }, "diagonal": of { $0.diagonal(offset: 1) },
    "diag": GradientCase([3]) { $0[0].diag(1) }, "tril": of { $0.tril() },
    "triu": of { $0.triu(1) },
    "flipped": of { $0.flipped(axes: [0, 1]) }, "rolled": of { $0.rolled(1, axis: 1) },
    "rotated90": of { $0.rotated90() }, "repeated": of { $0.repeated(2, 2) },
    "repeatInterleaved": of { $0.repeatInterleaved(2, axis: 1) },
    "unfolded": GradientCase([5]) { $0[0].unfolded(axis: 0, size: 3, step: 1) },
    "padded": of { $0.padded([1, 2]) }, "movedAxis": of { $0.movedAxis(0, to: 1) },
    "split": of { $0.split(1)[1] }, "chunked": of { $0.chunked(2, axis: 1)[0] },
    "unbound": of { $0.unbound(axis: 1)[2] },
    "concatenated": two { concatenated([$0, $1.unsqueezed(0), $0], axis: 0) },
    "stacked": of { stacked([$0, $0 * $0], axis: 1) },
    "blockDiagonal": GradientCase([2, 1], [1, 2]) { blockDiagonal($0) },
    "meshgrid": GradientCase([2], [3]) { g in meshgrid(g).reduce(zeros(1)) { $0 + $1 * $1 } },
  ]

  private static let indexing: [String: GradientCase] = [
    "ranges": of { $0[.all, 1...] }, "numbers": of { $0[1, -1] },
    "indices": of { $0[Tensor([1, 0, 1])] }, "mask": of { $0[$0 .> 0] },
    "gather": of { $0.gather(axis: 1, Tensor([[0, 2], [1, 1]])) },
    "scatter": two { $0.scatter(axis: 1, Tensor([[0], [2]]), $1[..<2].unsqueezed(1)) },
    "scatterAdd": two { $0.scatterAdd(axis: 1, Tensor([[0, 0, 2]]), $1.unsqueezed(0)) },
    "taken along an axis": of { $0.taken(Tensor([2, 0, 2]), axis: 1) },
    "taken from all": of { $0.taken(Tensor([5, 0, 5])) },
    "addingSlices": two { $0.addingSlices(axis: 0, Tensor([1]), $1.unsqueezed(0), alpha: 2) },
    "replacingSlices": two { $0.replacingSlices(axis: 0, Tensor([1]), with: $1.unsqueezed(0)) },
    "fillingSlices": of { $0.fillingSlices(axis: 1, Tensor([1]), with: 2.0) },
    "masked": of { $0.masked($0 .> 0) },
    "assignment": two {
      let y = $0 * 1
      y[0] = $1
      y[1, 0...1] *= 3
      return y * y
    },
    "embedding": of { embedding(Tensor([1, 0, 1]), $0) },
  ]

  private static let reductions: [String: GradientCase] = [
    "sum": of { ($0 * $0).sum() }, "sum along an axis": of { $0.sum(axis: 1) },
    "mean": of { $0.mean() }, "mean along axes": of { $0.mean(axes: [0, 1]) },
    "product": of { $0.product() }, "product along an axis": of { $0.product(axis: 1) },
    "variance": of { $0.variance() },
    "variance along an axis": of {
      $0.variance(axis: 1, correction: 0, keepingDimensions: true)
    },
    "std": of { $0.std() }, "std along an axis": of { $0.std(axis: 0) }, "norm": of { $0.norm() },
    "norm by 1": of { $0.norm(1) }, "norm by 3 along an axis": of { $0.norm(3, axis: 1) },
    "greatest norm": of { $0.norm(.infinity) }, "logSumExp": of { $0.logSumExp(axis: 1) },
    "cumsum": of { $0.cumsum(axis: 1) }, "cumprod": of { $0.cumprod(axis: 1) },
    "logCumsumExp": of { $0.logCumsumExp(axis: 1) }, "nanSum": of { $0.nanSum() },
    "nanMean": of { $0.nanMean(axis: 0) }, "covariance": of { covariance($0) },
    "trapezoid": of { $0.trapezoid(dx: 0.5) }, "differences": of { $0.differences() },
    "trace": of { $0.trace() },
  ]

  private static let orders: [String: GradientCase] = [
    "max": of { $0.max() }, "min along an axis": of { $0.min(axis: 1).values },
    "amax": of { $0.amax(axis: 0) }, "median": of { $0.median() },
    "sorted": of { $0.sorted().values }, "top": of { $0.top(2).values },
    "kthValue": of { $0.kthValue(2).values }, "cummax": of { $0.cummax(axis: 1).values },
    "quantile": of { $0.quantile(0.3) },
  ]

  private static let products: [String: GradientCase] = [
    "dot": GradientCase([3], [3]) { dot($0[0], $0[1]) },
    "mv": GradientCase([2, 3], [3]) { mv($0[0], $0[1]) },
    "mm": GradientCase([2, 3], [3, 2]) { mm($0[0], $0[1]) },
    "bmm": GradientCase([2, 2, 3], [2, 3, 2]) { bmm($0[0], $0[1]) },
    "matmul of stacks": GradientCase([2, 1, 2, 3], [2, 3, 2]) { matmul($0[0], $0[1]) },
    "matmul of a stack and a matrix": GradientCase([2, 2, 3], [3, 2]) { matmul($0[0], $0[1]) },
    "outer": GradientCase([2], [3]) { outer($0[0], $0[1]) },
    "inner": GradientCase([2, 3], [2, 3]) { inner($0[0], $0[1]) },
    "kron": GradientCase([2, 2], [1, 2]) { kron($0[0], $0[1]) },
    "tensordot": GradientCase([2, 3], [3, 2]) { tensordot($0[0], $0[1], axes: 1) },
    "einsum": GradientCase([2, 3], [2, 3, 2], [2]) { einsum("ij,bjk,k->bi", $0) },
    "einsum with a diagonal": GradientCase([3, 3]) { einsum("ii->i", $0) },
    "cross": GradientCase([3], [3]) { cross($0[0], $0[1]) },
    "addMM": GradientCase([2, 2], [2, 3], [3, 2]) {
      addMM($0[0], $0[1], $0[2], beta: 0.5, alpha: 2)
    },
    "linear": GradientCase([2, 3], [4, 3], [4]) { linear($0[0], $0[1], $0[2]) },
    "pairwiseDistances": GradientCase([2, 3], [3, 3]) { pairwiseDistances($0[0], $0[1]) },
    "normalize": of { normalize($0) },
    "cosineSimilarity": GradientCase([2, 3], [2, 3]) { cosineSimilarity($0[0], $0[1]) },
    "vander": GradientCase([3]) { vander($0[0]) },
    "matrixPower": GradientCase([2, 2]) { matrixPower($0[0], 3) },
    "solve": GradientCase([3, 3], [3, 2]) { solve($0[0] + 5 * eye(3, dtype: .float64), $0[1]) },
    "inverse": GradientCase([3, 3]) { inverse($0[0] + 5 * eye(3, dtype: .float64)) },
    "determinant": GradientCase([3, 3]) { determinant($0[0] + 5 * eye(3, dtype: .float64)) },
  ]

  private static let networks: [String: GradientCase] = [
    "softmax": of { $0.softmax(axis: 1) }, "logSoftmax": of { $0.logSoftmax(axis: 0) },
    "crossEntropy": of { crossEntropy($0, Tensor([2, 0]), smoothing: 0.1) },
    "crossEntropy of probabilities": GradientCase([2, 3], [2, 3], in: 0.1...0.9) {
      crossEntropy($0[0], $0[1])
    },
    "nllLoss": of { nllLoss($0, Tensor([2, 0])) },
    "mseLoss": GradientCase([2, 3], [2, 3]) { mseLoss($0[0], $0[1]) },
    "l1Loss": GradientCase([2, 3], [2, 3]) { l1Loss($0[0], $0[1], reduction: .sum) },
    "smoothL1Loss": GradientCase([2, 3], [2, 3]) { smoothL1Loss($0[0], $0[1], beta: 0.5) },
    "huberLoss": GradientCase([2, 3], [2, 3]) { huberLoss($0[0], $0[1], delta: 0.5) },
    "binaryCrossEntropy": GradientCase([2, 3], [2, 3], in: 0.1...0.9) {
      binaryCrossEntropy($0[0], $0[1])
    },
    "binaryCrossEntropyWithLogits": GradientCase([2, 3], [2, 3], in: 0.1...0.9) {
      binaryCrossEntropyWithLogits($0[0], $0[1])
    },
    "layerNorm": GradientCase([2, 3], [3], [3]) {
      layerNorm($0[0], [3], weight: $0[1], bias: $0[2])
    },
  ]

  /// Cases with a continuous second derivative that is not zero everywhere.
  static let smooth = [
    "exp", "log", "sqrt", "rsqrt", "reciprocal", "square", "sin", "tan", "asin", "atan", "tanh",
    "sigmoid", "erf", "lgamma", "gelu", "silu", "product of two", "quotient", "power", "hypot",
    "logAddExp", "atan2", "softplus", "elu", "sum", "product", "variance", "std", "norm",
    "logSumExp", "cumprod", "dot", "mm", "bmm", "einsum", "solve", "inverse", "determinant",
    "softmax", "logSoftmax", "crossEntropy", "mseLoss", "layerNorm", "matrixPower",
    "pairwiseDistances", "cosineSimilarity", "assignment",
  ]
}
