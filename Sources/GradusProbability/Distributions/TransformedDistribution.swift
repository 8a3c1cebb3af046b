import GradusDisplay
import GradusTensors

/// An invertible function of a number. PyTorch: `torch.distributions.transforms`.
public enum Transform: Sendable {
  /// e^x
  case exp
  /// 1 / (1 + e^-x)
  case sigmoid
  /// tanh x
  case tanh
  /// loc + scale · x
  case affine(loc: Double, scale: Double)

  /// The function.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    switch self {
    case .exp: x.exp()
    case .sigmoid: x.sigmoid()
    case .tanh: x.tanh()
    case .affine(let loc, let scale): loc + scale * x
    }
  }

  /// The x that the function takes to `y`.
  public func inverse(_ y: Tensor) -> Tensor {
    switch self {
    case .exp: y.log()
    case .sigmoid: y.log() - (-y).log1p()
    case .tanh: y.atanh()
    case .affine(let loc, let scale): (y - loc) / scale
    }
  }

  /// log |dy/dx|.
  public func logSlope(_ x: Tensor, _ y: Tensor) -> Tensor {
    switch self {
    case .exp: x
    case .sigmoid: -Formulas.softplus(-x) - Formulas.softplus(x)
    case .tanh: 2 * (0.6931471805599453 - x - Formulas.softplus(-2 * x))
    case .affine(_, let scale):
      full(x.shape, Tensor(scale.magnitude, dtype: .float64).log().item(), dtype: x.dtype)
    }
  }

  /// Whether greater numbers go to smaller ones.
  var isDecreasing: Bool { if case .affine(_, let scale) = self { scale < 0 } else { false } }
}

/// The distribution of functions of what another one draws. PyTorch:
/// `torch.distributions.TransformedDistribution`.
public final class TransformedDistribution: Distribution {
  private let base: Distribution
  private let transforms: [Transform]

  public init(_ base: Distribution, _ transforms: [Transform]) {
    self.base = base
    self.transforms = transforms
    super.init(batchShape: base.batchShape, eventShape: base.eventShape)
  }

  public override func sample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    noGradient { transforms.reduce(base.sample(shape, generator: generator)) { $1($0) } }
  }

  public override func rsample(_ shape: Shape = [], generator: Generator = .default) -> Tensor {
    transforms.reduce(base.rsample(shape, generator: generator)) { $1($0) }
  }

  public override func logProb(_ value: Tensor) -> Tensor {
    var y = value
    var slopes: Tensor?
    for transform in transforms.reversed() {
      let x = transform.inverse(y)
      let slope = Formulas.sumOfLast(eventShape.count, transform.logSlope(x, y))
      slopes = slopes.map { $0 + slope } ?? slope
      y = x
    }
    let logs = base.logProb(y)
    return slopes.map { logs - $0 } ?? logs
  }

  public override func cdf(_ value: Tensor) -> Tensor {
    let probability = base.cdf(transforms.reversed().reduce(value) { $1.inverse($0) })
    return isDecreasing ? 1 - probability : probability
  }

  public override func icdf(_ probability: Tensor) -> Tensor {
    transforms.reduce(base.icdf(isDecreasing ? 1 - probability : probability)) { $1($0) }
  }

  private var isDecreasing: Bool { transforms.count { $0.isDecreasing } % 2 == 1 }
}
